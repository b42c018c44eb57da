"""What an `after` is told, and what becomes of events that have arrived, on histories written by hand."""

import pytest

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event, Record, Scalar
from tests.harness.checks.histories import fails, order, passes, seen, stage, trial, unknown, vacuous

TOLD = "hooks_are_told_what_the_stage_gave"
STAY = "received_events_never_change"
TWO = order(stage("a"), stage("b", "a"), family="failing_run")
STARTED = Event("stage_started", 1, {"run": "r0", "stage": "a"})


def of(*records: Record) -> TrialEvidence:
    return trial(TWO, *records)


def ended(status: str, digest: str = "d1", says: str = "", **who: Scalar) -> Event:
    return Event("stage_ended", 3, {"run": "r0", "stage": "a", "status": status, "digest": digest, "says": says, **who})


def broke(how: str, says: str = "") -> Event:
    return Event("stage_failed", 3, {"run": "r0", "stage": "a", "how": how, "says": says})


def after(told: str, digest: str = "d1", says: str = "", hook: str = "outer", **who: Scalar) -> Event:
    fields = {"run": "r0", "stage": "a", "hook": hook, "told": told, "says": says, "digest": digest, **who}
    return Event("hook_after", 5, fields)


@pytest.mark.parametrize(
    "records",
    [
        (ended("ok"), after("completed")),
        (ended("skip"), after("completed")),
        (ended("retry"), after("completed")),
        (ended("failed", "d0", "boom"), after("failed", "d9", "RuntimeError: boom")),
        (broke("raise", "boom"), after("failed", "d9", "boom")),
        (broke("fail", "boom"), after("failed", "d9", "stage a: boom")),
        (broke("own_cancel"), after("failed", says="cancelled")),
        (broke("outside"), after("failed", says="cancelled")),
        (broke("outside"), after("completed")),
        (after("failed", says="cancelled"),),
        (broke("not_a_dict"), after("completed")),
        (ended("cancel"), after("failed")),
        (broke("raise", "boom"), STARTED, ended("ok"), after("completed")),
        (ended("ok"), after("completed", hook="inner"), after("completed")),
    ],
    ids=[
        "ok",
        "skip",
        "retry",
        "failed-with-another-data",
        "raised",
        "returned-fail",
        "stopped-itself",
        "stopped-from-outside",
        "stopped-too-late",
        "stopped-and-never-ended",
        "wrong-type-is-not-judged",
        "status-of-cancel-is-not-judged",
        "the-last-attempt-counts",
        "two-hooks",
    ],
)
def test_what_is_told_as_it_was_passes(records: tuple[Event, ...]) -> None:
    passes(TOLD, of(STARTED, *records))


@pytest.mark.parametrize(
    ("records", "kind", "witness"),
    [
        (
            (ended("ok"), after("failed")),
            "another status",
            "r0: stage a ended with OK, and the after of 'outer' was told that it failed.",
        ),
        (
            (broke("raise", "boom"), after("completed")),
            "another status",
            "r0: stage a raised an error, and the after of 'outer' was told that it completed.",
        ),
        (
            (broke("fail", "boom"), after("completed")),
            "another status",
            "r0: stage a returned FAIL, and the after of 'outer' was told that it completed.",
        ),
        (
            (after("completed"),),
            "another status",
            "r0: stage a was stopped before it ended, and the after of 'outer' was told that it completed.",
        ),
        (
            (broke("own_cancel"), after("completed")),
            "another status",
            "r0: stage a raised a CancelledError of its own, and the after of 'outer' was told that it completed.",
        ),
        (
            (broke("raise", "boom"), after("failed", says="oh")),
            "another error",
            "r0: stage a raised an error with the error 'boom', and the after of 'outer' was told that it failed "
            "with 'oh'.",
        ),
        (
            (ended("ok"), after("completed", "d7")),
            "other data",
            "r0: stage a ended with OK, and the after of 'outer' was told that it completed with other data than it "
            "gave.",
        ),
        (
            (ended("ok"), ended("ok", "d2", stage="b"), ended("ok", "d2", run="r1"), after("completed", "d2")),
            "other data",
            "r0: stage a ended with OK, and the after of 'outer' was told that it completed with other data than it "
            "gave, those of r0: stage b.",
        ),
    ],
    ids=[
        "value-as-failure",
        "error-as-completed",
        "fail-as-completed",
        "stopped-as-completed",
        "own-cancellation-as-completed",
        "another-text",
        "data-of-nobody",
        "data-of-a-neighbour",
    ],
)
def test_what_is_told_otherwise_fails(records: tuple[Event, ...], kind: str, witness: str) -> None:
    assert fails(TOLD, of(STARTED, *records), f"hooks are told {kind}").witness == (witness,)


def test_of_a_stage_that_never_began_nothing_is_due() -> None:
    vacuous(TOLD, of(after("failed", says="cancelled")))
    vacuous(TOLD, of(STARTED, ended("ok")))


def test_events_that_stay_as_they_arrived_pass() -> None:
    passes(STAY, of(seen("event:payload:r0:1:note", "received"), seen("event:payload:r0:1:note", "afterwards")))


def test_an_event_into_which_a_later_one_is_written_fails() -> None:
    name = "event:payload:r0:1:note"
    evidence = of(seen(name, "received", "d1", "{'run': 'r0'}"), seen(name, "afterwards", "d2", "{'run': 'r1'}"))
    assert fails(STAY, evidence, "changed after it had arrived: payload").witness == (
        "event:payload:r0:1:note changed after it had arrived:",
        "  received: {'run': 'r0'}",
        "  afterwards: {'run': 'r1'}",
    )


def test_without_a_second_look_nothing_is_known() -> None:
    vacuous(STAY, of())
    unknown(STAY, of(seen("event:payload:r0:1:note", "received")))
