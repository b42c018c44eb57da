"""cancelled_writes_leave_all_or_nothing over hand-written histories."""

import pytest

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event, Scalar
from tests.harness.checks.histories import excluded, fails, order, passes, trial, vacuous

CHECK = "cancelled_writes_leave_all_or_nothing"
NOTHING: dict[str, Scalar] = {"after": "", "after_attempt": 0, "next_attempt": 1}
WHOLE: dict[str, Scalar] = {"after": "own", "after_attempt": 1, "next_attempt": 2}


def cancelled(**changes: Scalar) -> Event:
    """A first write that was cancelled at its first suspension point and left nothing."""
    fields: dict[str, Scalar] = {
        "situation": "a first write, alone",
        "point": 1,
        "how": "cancelled",
        "before": "",
        "before_attempt": 0,
        "contradiction": "",
        "next": "returned",
        "others_late": 0,
        **NOTHING,
    }
    return Event("write_cancelled", 5, {**fields, **changes})


def points(number: int, *, may_suspend: bool = True) -> Event:
    fields: dict[str, Scalar] = {"situation": "a first write, alone", "points": number, "may_suspend": may_suspend}
    return Event("write_points", 1, fields)


def of(*records: Event) -> TrialEvidence:
    return trial(order(family="cancelled_writes"), *records)


def test_all_or_nothing_passes() -> None:
    passes(CHECK, of(points(2), cancelled(), cancelled(point=2, **WHOLE)))
    old: dict[str, Scalar] = {"before": "old", "before_attempt": 1}
    passes(CHECK, of(cancelled(**old, after="old", after_attempt=1, next_attempt=2)))
    passes(CHECK, of(cancelled(**old, after="own", after_attempt=2, next_attempt=3)))
    passes(CHECK, of(cancelled(how="returned", **WHOLE)))


@pytest.mark.parametrize(
    ("record", "signature", "says"),
    [
        (
            cancelled(after="own", after_attempt=2, next_attempt=3),
            "half a write",
            "it cancelled; the name held nothing before and holds 'own' as attempt 2 now.",
        ),
        (
            cancelled(before="old", before_attempt=1),
            "half a write",
            "it cancelled; the name held 'old' as attempt 1 before and holds nothing now.",
        ),
        (cancelled(how="returned"), "acknowledged and not there", "it returned, and the name holds nothing."),
        (
            cancelled(contradiction="get says yes, not so keys", **WHOLE),
            "reads disagree",
            "afterwards get says yes, not so keys.",
        ),
        (cancelled(next="did not return"), "writers wait for ever", "the next write of the name did not return."),
        (
            cancelled(how="did not return"),
            "writers wait for ever",
            "the write waited on and on, although it was cancelled.",
        ),
        (
            cancelled(others_late=2),
            "writers wait for ever",
            "2 writers of other names did not come to their end.",
        ),
        (
            cancelled(**{**WHOLE, "next_attempt": 3}),
            "the next write is wrong",
            "the name holds 'own' as attempt 1, and the next write is attempt 3.",
        ),
        (
            cancelled(next="raised RuntimeError"),
            "the next write is wrong",
            "the next write of the name raised RuntimeError.",
        ),
    ],
    ids=["counted-twice", "old-one-gone", "lost", "torn", "lock-kept", "deaf", "others-wait", "skipped", "raises"],
)
def test_what_a_cancelled_write_leaves_fails(record: Event, signature: str, says: str) -> None:
    verdict = fails(CHECK, of(points(1), record), signature)
    assert verdict.witness == (f"a first write, alone, cancelled at its suspension point 1: {says}",)


def test_a_write_that_awaits_nothing_cannot_be_cancelled_half_way() -> None:
    excluded(CHECK, of(points(0, may_suspend=False), points(0, may_suspend=False)))


def test_points_that_were_not_reached_say_nothing() -> None:
    vacuous(CHECK, of(points(0), points(1)))
    vacuous(CHECK, of(points(0), points(0)))
    vacuous(CHECK, of())
