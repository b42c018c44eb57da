"""cancelled_writes_leave_all_or_nothing: what a write to the bag leaves that was cancelled on its way."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, excluded, failed, passed, vacuous
from harness.evidence.records import Event

OWN = "own"


def cancelled_writes_leave_all_or_nothing(evidence: TrialEvidence) -> Verdict:
    """A write that is cancelled at a suspension point has stored its output whole, or has changed nothing; all reads
    agree on which. Whoever writes next, and whoever writes to another name, is not kept waiting, and the next attempt
    is one more.

    Excluded by construction where the method awaits nothing, as its code shows: a task is cancelled at a suspension
    point only. Vacuous where it awaits something and no point was reached, or no write was tried. What other threads
    see of a write is `bag_is_linearizable`.
    """
    cancelled, points = evidence.events("write_cancelled"), evidence.events("write_points")
    wrong = [(event, said) for event in cancelled if (said := _wrong(event))]
    if wrong:
        lines = [
            f"{e.fields['situation']}, cancelled at its suspension point {e.fields['point']}: {s}" for e, s in wrong
        ]
        kinds = sorted({_kind(event) for event, _ in wrong})
        reason = f"{len(wrong)} of {len(cancelled)} cancelled writes left something"
        return failed(reason, len(cancelled), lines, "; ".join(kinds))
    if cancelled:
        reason = f"{len(cancelled)} of {len(cancelled)} cancelled writes left all or nothing, and nobody waiting"
        return passed(reason, len(cancelled))
    if points and not any(e.fields["may_suspend"] or e.fields["points"] for e in points):
        return excluded("the write awaits nothing, so that it cannot be cancelled half-way", len(points))
    return vacuous("no write was cancelled at a suspension point", len(points))


def _wrong(event: Event) -> str:
    """What is wrong with what it left, in words; empty where nothing is."""
    fields = event.fields
    if fields["contradiction"]:
        return f"afterwards {fields['contradiction']}."
    before, after = (_shown(event, when) for when in ("before", "after"))
    if fields["how"] == "did not return":
        return "the write waited on and on, although it was cancelled."
    if not (_changed_nothing(event) or _stored_whole(event)):
        return f"it {fields['how']}; the name held {before} before and holds {after} now."
    if fields["how"] == "returned" and not _stored_whole(event):
        return f"it returned, and the name holds {after}."
    if fields["next"] != "returned":
        return f"the next write of the name {fields['next']}."
    if fields["next_attempt"] != _number(event, "after_attempt") + 1:
        return f"the name holds {after}, and the next write is attempt {fields['next_attempt']}."
    late = fields["others_late"]
    return f"{late} writers of other names did not come to their end." if late else ""


def _kind(event: Event) -> str:
    fields = event.fields
    if fields["contradiction"]:
        return "reads disagree"
    if "did not return" in (fields["how"], fields["next"]) or fields["others_late"]:
        return "writers wait for ever"
    if not (_changed_nothing(event) or _stored_whole(event)):
        return "half a write"
    return "acknowledged and not there" if fields["how"] == "returned" else "the next write is wrong"


def _changed_nothing(event: Event) -> bool:
    f = event.fields
    return (f["before"], f["before_attempt"]) == (f["after"], f["after_attempt"])


def _stored_whole(event: Event) -> bool:
    f = event.fields
    return (f["after"], f["after_attempt"]) == (OWN, _number(event, "before_attempt") + 1)


def _shown(event: Event, when: str) -> str:
    attempt = event.fields[f"{when}_attempt"]
    return f"{event.fields[when]!r} as attempt {attempt}" if attempt else "nothing"


def _number(event: Event, field: str) -> int:
    value = event.fields[field]
    assert isinstance(value, int)
    return value


CHECK = CheckSpec(
    "cancelled_writes_leave_all_or_nothing",
    cancelled_writes_leave_all_or_nothing,
    needs=("write_cancelled", "write_points"),
)
