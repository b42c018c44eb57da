"""events_keep_their_order: what one stage emits arrives in the order in which it was emitted."""

from itertools import pairwise

from harness.checks.stage_reports import by_stage, name_of
from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous
from harness.evidence.records import Event


def events_keep_their_order(evidence: TrialEvidence) -> Verdict:
    """The events that a stage emitted one after another through its context arrive in that order.

    Of an event that arrives several times the first arrival counts; that it was doubled, or that one was lost, is the
    business of no_event_is_lost_or_doubled. Vacuous where no stage had two events arrive. Says nothing about events of
    different stages, whose order is nobody's promise.
    """
    pairs, wrong = 0, []
    for stage, received in by_stage(evidence, "event_received"):
        arrivals: dict[int, Event] = {}
        for event in received:
            if event.fields["channel"] == "context":
                arrivals.setdefault(_number(event), event)
        for first, second in pairwise(arrivals.values()):
            pairs += 1
            if _number(first) > _number(second):
                wrong.append(
                    f"{name_of(stage)}: event {_number(second)} arrived at step {second.at}, "
                    f"after event {_number(first)} at step {first.at}."
                )
    if not pairs:
        return vacuous("no stage had two events arrive")
    if wrong:
        return failed(
            f"{len(wrong)} of {pairs} neighbouring events changed places", pairs, wrong, "events out of order"
        )
    return passed(f"{pairs} of {pairs} neighbouring events arrived in order", pairs)


def _number(event: Event) -> int:
    number = event.fields["number"]
    return number if isinstance(number, int) else -1


CHECK = CheckSpec("events_keep_their_order", events_keep_their_order, needs=("event_received",))
