"""Live tasks and errors that a run leaves to its loop."""

import asyncio
from typing import Any

import pytest

from harness.checks.nothing_is_left_behind import nothing_is_left_behind
from harness.checks.verdict import Outcome, TrialEvidence
from harness.evidence.records import Event
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Fifo
from harness.worker.explore.trial import run_controlled
from harness.worker.heads import head_of
from harness.worker.scenarios import ASYNC_FAMILIES
from tests.harness.checks.histories import head, order, trial

TASK = Event("task_left_behind", 1, {"where": "Task-2 at bag.py:4 in stay"})
ERROR = Event("unhandled_error", 2, {"message": "never retrieved", "error": "RuntimeError: x"})


def test_nothing_left_passes() -> None:
    assert nothing_is_left_behind(trial(order())).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("events", "signature"),
    [
        ((TASK,), "task_left_behind"),
        ((ERROR,), "unhandled_error"),
        ((ERROR, TASK, TASK), "task_left_behind and unhandled_error"),
    ],
    ids=["task", "error", "both"],
)
def test_what_is_left_fails_with_its_place(events: tuple[Event, ...], signature: str) -> None:
    verdict = nothing_is_left_behind(trial(order(), *events))
    assert (verdict.outcome, verdict.signature, len(verdict.witness)) == (Outcome.FAIL, signature, len(events))
    if TASK in events:
        assert "task Task-2 at bag.py:4 in stay" in verdict.witness


@pytest.mark.parametrize("driver", ["native", "threads"])
def test_other_drivers_do_not_look(driver: str) -> None:
    assert nothing_is_left_behind(TrialEvidence(order(), head(driver=driver), ())).vacuous


def test_a_trial_that_did_not_complete_is_not_judged() -> None:
    verdict = nothing_is_left_behind(trial(order(), TASK, ended="error"))
    assert (verdict.outcome, verdict.vacuous) == (Outcome.UNKNOWN, False)


def test_a_task_that_outlives_its_run_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = list[Any]()

    async def stay() -> None:
        await asyncio.sleep(1000)

    async def body(order: ScenarioRun, subject: Subject, recorder: Any) -> None:
        kept.append(asyncio.create_task(stay(), name="stays"))
        await asyncio.sleep(0)

    monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)
    scenario = ScenarioRun("p", "fake", ())
    outcome = run_controlled(scenario, Subject(), Fifo(), 1)
    records = outcome.recorder.records
    verdict = nothing_is_left_behind(TrialEvidence(scenario, head_of(outcome, len(records)), records))
    assert verdict.outcome is Outcome.FAIL
    assert verdict.witness[0].startswith("task stays at test_nothing_is_left_behind.py:")
