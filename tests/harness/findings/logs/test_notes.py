"""What the records of a trial say of its log: whether an error is to be expected in it."""

from typing import Any

import pytest

from harness.evidence.reader import StoredTrial
from harness.evidence.records import Event, Fingerprint, Operation, Record, Result, Trial
from harness.findings.logs.notes import note_of

WELL: list[Record] = [
    Event("stage_started", 1, {"run": "run 1", "stage": "s0"}),
    Operation("s0", "write", "bag", "x", "ok", 2, 3, "accepted"),
    Fingerprint("input", "after", "d1fa17ed", "an error in a preview"),
    Event("stage_ended", 4, {"run": "run 1", "stage": "s0", "status": "ok"}),
    Result("run 1", "s0", "ok", "d1"),
    Result("run 1", "s1", "skip", "d2"),
]


def trial(*more: Record, lines: int = 5, **head: Any) -> StoredTrial:
    told: dict[str, Any] = {
        "driver": "native",
        "strategy": "native",
        "engine": "inline",
        "seed": 0,
        "steps": 0,
        "ended": "completed",
    }
    records = [*WELL, *more]
    return StoredTrial(3, Trial(**{**told, "outcome": "d", "records": len(records)} | head), records, lines)


def test_a_trial_that_went_well_is_happy() -> None:
    note = note_of(trial())
    assert note is not None
    assert (note.happy, note.failures, note.log_lines, note.clock) == (True, 0, 5, "wall")


@pytest.mark.parametrize(
    "record",
    [
        Event("stage_failed", 5, {"stage": "s0"}),
        Event("run_finished", 5, {"how": "raised UnifiedStageExecutionError"}),
        Event("run_finished", 5, {"way": "own_cancel"}),
        Event("seen", 5, {"what": "the queue was full"}),
        Event("late_stage_went_on", 5, {}),
        Operation("s0", "write", "bag", "x", "fail", 2, 3, ""),
        Operation("s0", "write", "bag", "x", "unknown", 2, None, ""),
        Result("run 1", "s0", "retry", "d1"),
    ],
    ids=lambda record: f"{record.K}-{getattr(record, 'name', '')}",
)
def test_a_record_that_speaks_of_a_failure_makes_an_error_expected(record: Record) -> None:
    note = note_of(trial(record))
    assert note is not None and not note.happy and note.failures == 1


@pytest.mark.parametrize("fields", [{"place": "isolated template"}, {"n": 3, "on": True, "nothing": None}], ids=str)
def test_other_words_and_values_are_no_failure(fields: dict[str, Any]) -> None:
    note = note_of(trial(Event("content_read", 5, fields)))
    assert note is not None and note.happy


@pytest.mark.parametrize(
    ("head", "happy"),
    [
        ({"ended": "deadlock"}, False),
        ({"driver": "fault_each", "fault": {"stage": "s0", "step": 0, "kind": "raise"}}, False),
        ({"driver": "cancel_each", "interrupts": [3], "by": "task"}, False),
        ({"driver": "cancel_each"}, True),
    ],
    ids=["no-end", "a-fault", "a-cancellation", "the-undisturbed-one-of-a-sweep"],
)
def test_how_a_trial_was_run_counts(head: dict[str, Any], happy: bool) -> None:
    note = note_of(trial(**head))
    assert note is not None and note.happy is happy


@pytest.mark.parametrize(
    ("driver", "clock"),
    [
        ("native", "wall"),
        ("fresh_process", "wall"),
        ("schedules", "virtual"),
        ("cancel_each", "virtual"),
        ("threads", "none"),
        ("thread_schedules", "none"),
    ],
)
def test_each_driver_has_its_clock(driver: str, clock: str) -> None:
    note = note_of(trial(driver=driver))
    assert note is not None and note.clock == clock


def test_a_trial_without_an_end_has_no_note() -> None:
    assert note_of(StoredTrial(3, None, WELL)) is None
