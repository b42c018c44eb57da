"""The driver fresh_process and what is counted around native trials: processes that end well, and those that do not."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from harness.evidence.records import Event, Record
from harness.supervisor.orders import planned_trials
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, Unsupported
from harness.worker.explore.strategies import Fifo
from harness.worker.explore.trial import Outcome, run_controlled, run_native
from harness.worker.forked import run_forked
from harness.worker.recorder import Recorder
from harness.worker.scenarios import ASYNC_FAMILIES
from harness.worker.trials import Trials

Body = Callable[[ScenarioRun, Subject, Recorder], Awaitable[None]]
ORDER = ScenarioRun("p", "fake", (), drivers=("fresh_process",), iterations=3)
LOOKING = replace(ORDER, checks=("nothing_stays_open",))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[Body], None]:
    return lambda body: monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)


def opened(records: list[Record]) -> dict[str, int]:
    """By what was counted, how many more there are."""
    counts = [r.fields for r in records if isinstance(r, Event) and r.name == "open"]
    return {str(f["what"]): int(f["after"] or 0) - int(f["before"] or 0) for f in counts}


def test_records_come_back_as_they_were_made(fake: Callable[[Body], None], subject: Subject) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        recorder.event("one", text="\udcff", number=1)
        recorder.operation("a", "write", "k", "v", "ok", recorder.tick())
        recorder.result("run", "s", "ok", {"value": 1})

    fake(body)
    outcome = run_forked(ORDER, subject, "tasks")
    assert (outcome.driver, outcome.engine, outcome.ended) == ("fresh_process", "tasks", "completed")
    recorded = Recorder()
    asyncio.run(body(ORDER, subject, recorded))
    assert outcome.recorder.records == recorded.records


def test_nothing_that_runs_there_happens_here(fake: Callable[[Body], None], subject: Subject) -> None:
    seen = []

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        seen.append(1)
        recorder.event("ran", before=len(seen), process=os.getpid())

    fake(body)
    trials = [run() for _, run in Trials(ORDER, subject)]
    records = [t.recorder.records[0] for t in trials]
    assert seen == [] and all(isinstance(r, Event) and r.fields["before"] == 1 for r in records)
    assert len({r.fields["process"] for r in records if isinstance(r, Event)} | {os.getpid()}) == 4
    assert [t.engine for t in trials] == ["inline", "tasks", "inline"]


def _raise() -> None:
    raise ValueError("of the scenario")


@pytest.mark.parametrize(
    ("act", "ended", "detail"),
    [
        (
            lambda: os.kill(os.getpid(), signal.SIGKILL),
            "error",
            "ProcessDied: the process of the trial ended by SIGKILL",
        ),
        (lambda: os._exit(3), "error", "ProcessDied: the process of the trial ended with exit code 3"),
        (lambda: os._exit(0), "error", "ProcessDied: the process of the trial ended with exit code 0"),
        (_raise, "error", "ValueError: of the scenario"),
    ],
    ids=["killed", "left", "left-as-if-well", "raised"],
)
def test_how_a_process_ends_is_told(
    act: Callable[[], None], ended: str, detail: str, fake: Callable[[Body], None], subject: Subject
) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        recorder.event("begun")
        act()

    fake(body)
    outcome = run_forked(ORDER, subject, "inline")
    assert outcome.ended == ended
    assert outcome.detail.startswith(detail)


def test_what_the_subject_lacks_is_told(fake: Callable[[Body], None], subject: Subject) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        raise Unsupported("no such thing")

    fake(body)
    outcome = run_forked(ORDER, subject, "inline")
    assert (outcome.ended, outcome.detail) == ("unsupported", "no such thing")


def test_trials_in_fresh_processes_come_first_and_are_planned(subject: Subject) -> None:
    order = replace(ORDER, family="pipeline_run", drivers=("native", "fresh_process", "schedules"), trials=4)
    assert planned_trials(order) == 3 * 2 + 3 + 4
    drivers = [driver for driver, _ in Trials(order, subject)]
    assert drivers[:4] == ["fresh_process"] * 3 + ["schedules"]


def leaving(thing: Callable[[], Any]) -> tuple[Body, list[Any]]:
    left: list[Any] = []

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        left.append(thing())

    return body, left


async def _stays() -> None:
    await asyncio.Event().wait()


def test_a_native_trial_that_leaves_nothing_counts_nothing_more(fake: Callable[[Body], None], subject: Subject) -> None:
    fake(leaving(lambda: None)[0])
    counts = opened(run_native(LOOKING, subject, "inline").recorder.records)
    assert counts == {"tasks": 0, "threads": 0, "file descriptors": 0}


def test_a_thread_that_is_left_is_counted(fake: Callable[[Body], None], subject: Subject) -> None:
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="left")
    fake(leaving(thread.start)[0])
    try:
        assert opened(run_native(LOOKING, subject, "inline").recorder.records)["threads"] == 1
    finally:
        release.set()
        thread.join()


def test_a_file_that_is_left_open_is_counted(fake: Callable[[Body], None], subject: Subject) -> None:
    body, left = leaving(lambda: os.open(os.devnull, os.O_RDONLY))
    fake(body)
    try:
        assert opened(run_native(LOOKING, subject, "inline").recorder.records)["file descriptors"] == 1
    finally:
        os.close(left[0])


def test_a_task_that_is_left_is_counted_and_named(fake: Callable[[Body], None], subject: Subject) -> None:
    fake(leaving(lambda: asyncio.create_task(_stays(), name="left"))[0])
    outcome: Outcome = run_native(LOOKING, subject, "inline")
    assert opened(outcome.recorder.records)["tasks"] == 1
    events = [r for r in outcome.recorder.records if isinstance(r, Event)]
    assert any("left" in str(e.fields.get("which")) and "_stays" in str(e.fields.get("which")) for e in events)


def test_a_timer_that_is_left_on_the_controlled_loop_is_counted(fake: Callable[[Body], None], subject: Subject) -> None:
    def set_two() -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(5, _raise)
        loop.call_later(6, _raise).cancel()

    fake(leaving(set_two)[0])
    outcome = run_controlled(LOOKING, subject, Fifo(), 0)
    assert opened(outcome.recorder.records) == {"timers": 1}
    assert [r.fields["which"] for r in outcome.recorder.records if isinstance(r, Event)] == ["_raise"]


def test_nobody_looks_where_the_check_is_not_named(fake: Callable[[Body], None], subject: Subject) -> None:
    fake(leaving(lambda: None)[0])
    for outcome in (run_native(ORDER, subject, "inline"), run_controlled(ORDER, subject, Fifo(), 0)):
        assert outcome.recorder.records == []


@pytest.mark.parametrize(
    ("act", "ended", "detail"),
    [
        (lambda: None, "completed", ""),
        (lambda: os._exit(3), "error", "ProcessDied: the process of the trial ended in a way"),
    ],
    ids=["tells", "tells-nothing"],
)
def test_a_subject_that_waits_for_every_child_takes_the_status_and_nothing_else(
    act: Callable[[], None],
    ended: str,
    detail: str,
    fake: Callable[[Body], None],
    subject: Subject,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        recorder.event("begun")
        act()

    def taken(pid: int, how: int) -> tuple[int, int]:
        real(pid, 0)
        raise ChildProcessError

    real = os.waitpid
    monkeypatch.setattr(os, "waitpid", taken)
    fake(body)
    outcome = run_forked(ORDER, subject, "inline")
    assert (outcome.ended, outcome.detail[: len(detail)]) == (ended, detail)
    assert [r.name for r in outcome.recorder.records if isinstance(r, Event)] == ["begun"]
