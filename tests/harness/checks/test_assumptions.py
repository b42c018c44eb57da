"""What every other check rests on: complete evidence, a possible history, a run and a worker that ended."""

import pytest

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Operation, WorkerEnd
from tests.harness.checks.histories import (
    fails,
    final_read,
    head,
    order,
    passes,
    read,
    trial,
    unknown,
    write,
)

COMPLETE = "evidence_is_complete"
FORMED = "history_is_well_formed"
ENDS = "run_ends"
SURVIVES = "worker_survives"


def test_announced_records_are_there() -> None:
    passes(COMPLETE, trial(order(), write("a", 1, 2), final_read()))


@pytest.mark.parametrize("announced", [0, 1, 3], ids=["none-announced", "one-too-many", "one-lost"])
def test_another_number_of_records_is_unknown_not_fail(announced: int) -> None:
    records = (write("a", 1, 2), final_read())
    verdict = unknown(COMPLETE, TrialEvidence(order(), head(records=announced), records))
    assert verdict.reason == f"2 of {announced} records are there"


def test_possible_operations_are_well_formed() -> None:
    passes(FORMED, trial(order(), write("a", 1, 2), write("b", 1, None), write("c", 3, 3), read("a")))


@pytest.mark.parametrize(
    "impossible",
    [
        Operation("w", "write", "a", 1, "ok", 5, 4),
        Operation("w", "write", "a", 1, "ok", 5, 0),
        Operation("w", "write", "a", 1, "ok", 5, None),
        Operation("w", "write", "a", 1, "fail", 5, None),
        Operation("w", "write", "a", 1, "unknown", 5, 6),
    ],
    ids=["returned-before", "returned-at-nought", "ok-without-return", "fail-without-return", "unknown-that-returned"],
)
def test_an_impossible_operation_is_unknown(impossible: Operation) -> None:
    verdict = unknown(FORMED, trial(order(), write("b", 1, 2), impossible))
    assert verdict.reason.startswith("1 impossible operations, the first write(a) from 5 to ")


@pytest.mark.parametrize("ended", ["deadlock", "livelock", "hang"])
def test_a_run_that_does_not_end_fails(ended: str) -> None:
    detail = "nothing can go on: main at stages.py:12 in execute"
    verdict = fails(ENDS, trial(order(), ended=ended, detail=detail), ended)
    assert verdict.witness == (detail,)


def test_a_run_that_raises_fails_by_the_kind_of_error() -> None:
    detail = "KeyError: 'k17' (at engine.py:12 in run)"
    assert fails(ENDS, trial(order(), ended="error", detail=detail), "error KeyError").witness == (detail,)


def test_an_error_with_a_long_text_makes_a_short_witness() -> None:
    detail = "ValueError: " + "\n".join(map(str, range(100)))
    assert len(fails(ENDS, trial(order(), ended="error", detail=detail), "error ValueError").witness) == 10


@pytest.mark.parametrize("ended", ["unsupported", "harness_error", "diverged", "something new"])
def test_any_other_end_is_unknown(ended: str) -> None:
    assert unknown(ENDS, trial(order(), ended=ended, detail="why")).reason == f"the trial is {ended}: why"


def test_a_run_that_ends_passes() -> None:
    passes(ENDS, trial(order()))


DIED = WorkerEnd("died", "killed by SIGKILL")
DONE = WorkerEnd("completed")
LATE = WorkerEnd("deadline", "did not end within 60 s\n" + "\n".join(f"File stages.py, line {i}" for i in range(12)))


def test_a_worker_that_ends_as_it_should() -> None:
    passes(SURVIVES, [DONE])


@pytest.mark.parametrize(
    ("attempts", "reason"),
    [
        ([], "no worker was started"),
        ([DIED, DONE], "worker killed by SIGKILL"),
        ([DIED], "worker killed by SIGKILL"),
        ([WorkerEnd("not started", "the subject has no OutputBag")], "worker the subject has no OutputBag"),
    ],
    ids=["none", "died-then-lived", "died-once", "not-started"],
)
def test_one_death_may_come_from_outside(attempts: list[WorkerEnd], reason: str) -> None:
    assert unknown(SURVIVES, attempts).reason == reason


@pytest.mark.parametrize(
    ("detail", "signature"),
    [
        ("killed by SIGSEGV", "killed by SIGSEGV"),
        ("exited with code 3", "exited with code 3"),
        ("not a frame: b'at 0x7f3a'", "died"),
    ],
    ids=["signal", "exit", "something-else"],
)
def test_two_deaths_are_the_subjects(detail: str, signature: str) -> None:
    verdict = fails(SURVIVES, [DIED, WorkerEnd("died", detail)], signature)
    assert verdict.witness == ("killed by SIGKILL", detail)


@pytest.mark.parametrize("attempts", [[LATE], [DIED, LATE]], ids=["at-once", "after-a-death"])
def test_a_worker_over_its_deadline_fails_with_where_it_hung(attempts: list[WorkerEnd]) -> None:
    verdict = fails(SURVIVES, attempts, "deadline")
    assert "File stages.py, line 0" in verdict.witness
    assert len(verdict.witness) == 10
