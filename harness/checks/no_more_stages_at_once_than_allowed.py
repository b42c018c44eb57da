"""no_more_stages_at_once_than_allowed: a run within a limit of how many of its stages may be at work."""

from collections.abc import Iterator, Sequence

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, unknown, vacuous
from harness.evidence.records import Event
from harness.wire import Stage


def no_more_stages_at_once_than_allowed(evidence: TrialEvidence) -> Verdict:
    """At no moment are more stages between their first step and their last than the graph's limit allows.

    Vacuous where there is no limit, and where no stage had to wait for it: while as many were at work as may be, no
    other one was ready. UNKNOWN where a stage that began is not known to have been left. Says nothing about a limit
    that lets fewer stages run than it could, nor about who goes next: that is stages_are_started_fairly.
    """
    limited = evidence.events("stages_at_once_limited")
    if not limited:
        return vacuous("stages were not limited in number")
    limit = int(limited[0].fields["limit"] or 0)
    steps = list(_at_work(evidence.events("stage_started", "stage_left")))
    most = max((len(at_work) for _, at_work in steps), default=0)
    wrong = [(event, at_work) for event, at_work in steps if len(at_work) > limit and event.name == "stage_started"]
    if wrong:
        lines = [
            f"stage {at_work[-1]} began at step {event.at}, while {_words(at_work[:-1])} at work; "
            f"{limit} may be at once."
            for event, at_work in wrong
        ]
        return failed(f"{most} stages were at work at once, {limit} may be", len(steps), lines, "too many at once")
    if steps and steps[-1][1]:
        return unknown(f"stage {steps[-1][1][0]} began and is not known to have been left", len(steps))
    if not _held_back(evidence.scenario.stages, steps, limit):
        return vacuous(f"no stage was ready while {limit} were at work", len(steps))
    return passed(f"{most} stages were at work at once at the most, {limit} may be, and others waited", len(steps))


def _words(stages: Sequence[str]) -> str:
    return f"{', '.join(stages)} {'was' if len(stages) == 1 else 'were'}"


def _at_work(events: Sequence[Event]) -> Iterator[tuple[Event, tuple[str, ...]]]:
    """(event, the stages that are at work after it, in the order in which they began)."""
    at_work: tuple[str, ...] = ()
    for event in events:
        name = str(event.fields["stage"])
        at_work = tuple(stage for stage in at_work if stage != name)
        at_work = (*at_work, name) if event.name == "stage_started" else at_work
        yield event, at_work


def _held_back(stages: Sequence[Stage], steps: Sequence[tuple[Event, tuple[str, ...]]], limit: int) -> bool:
    """Whether a stage that had not begun had nothing left to wait for, at a moment when no other one might begin."""
    began, left = set[str](), set[str]()
    for event, at_work in steps:
        (began if event.name == "stage_started" else left).add(str(event.fields["stage"]))
        ready = (s.name for s in stages if s.name not in began and left.issuperset(s.dependencies))
        if len(at_work) == limit and any(ready):
            return True
    return False


CHECK = CheckSpec(
    "no_more_stages_at_once_than_allowed",
    no_more_stages_at_once_than_allowed,
    needs=("stages_at_once_limited", "stage_started", "stage_left"),
)
