"""Whether the same schedule, run twice, gave the same trial."""

from itertools import zip_longest

from harness.worker.explore.trial import Outcome


def difference(first: Outcome, again: Outcome) -> str:
    """The first place in which two runs of one schedule differ; empty where there is none.

    Compared: who went at each step, what a caller sees of the outcome, how it ended.
    """
    for step, (one, other) in enumerate(zip_longest(_went(first), _went(again))):
        if one != other:
            return f"step {step}: {one or 'nobody'} went the first time, {other or 'nobody'} the second"
    if again.ended != first.ended:
        return f"it ended {first.ended} the first time, {again.ended} the second"
    if again.outcome != first.outcome:
        return "the same steps gave other results the second time"
    return ""


def _went(outcome: Outcome) -> list[str]:
    names = outcome.schedule.names
    return [names[actor] for actor in outcome.schedule.trace]
