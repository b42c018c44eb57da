"""Which jobs are started, and how the parent ends early."""

import os
import signal
from pathlib import Path

import anyio
import pytest

from harness.errors import HarnessBug
from harness.evidence.records import WorkerEnd
from harness.subject import Stage
from harness.supervisor import Job, JobResult, Supervisor
from harness.supervisor.run import NOT_WITHOUT_EITHER
from harness.wire import ScenarioRun

ORDER = ScenarioRun("p", "pipeline_run", ())
OWN = Job("p", {}, (), 1.0, ORDER, keep=True)
CALIBRATION = Job("lost-write.p", {}, ("lost-write",), 1.0, ORDER)
OTHER = Job("lost-write.q", {}, ("lost-write",), 1.0, ScenarioRun("q", "pipeline_run", ()))


class Scripted(Supervisor):
    """Its workers end as `ends` says, without being started."""

    ends: dict[str, WorkerEnd]
    started: list[str]

    async def _attempt(self, result: JobResult) -> WorkerEnd:
        self.started.append(result.job.label)
        return self.ends.get(result.job.label, WorkerEnd("completed"))


@pytest.fixture
def scripted(tmp_path: Path) -> Scripted:
    made = Scripted(Stage({}, tmp_path, tmp_path, ""), tmp_path, redact=(), jobs_max=1)
    for folder in ("evidence", "logs"):
        (tmp_path / folder).mkdir()
    made.ends, made.started = {}, []
    return made


def test_a_pipeline_that_is_late_costs_its_deadline_once(scripted: Scripted) -> None:
    scripted.ends["p"] = WorkerEnd("deadline", "did not end within 1 s")
    results = anyio.run(scripted.run, [OWN, CALIBRATION, OTHER])
    assert scripted.started == ["p", "lost-write.q"]
    assert results[1].refused == NOT_WITHOUT_EITHER
    assert results[1].attempts == [WorkerEnd("not started", NOT_WITHOUT_EITHER)]


def test_a_plant_that_makes_a_pipeline_late_stops_no_other(scripted: Scripted) -> None:
    scripted.ends["lost-write.p"] = WorkerEnd("deadline", "did not end within 1 s")
    anyio.run(scripted.run, [CALIBRATION, OWN, CALIBRATION])
    assert scripted.started == ["lost-write.p", "p", "lost-write.p"]


def test_a_bug_comes_out_as_itself_and_not_in_a_group(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(result: JobResult) -> WorkerEnd:
        raise HarnessBug("plant lost-write: Traceback")

    monkeypatch.setattr(scripted, "_attempt", broken)
    with pytest.raises(HarnessBug, match="lost-write"):
        anyio.run(scripted.run, [OWN])


def test_sigterm_ends_a_run_as_an_interrupt_does(scripted: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    left = list[str]()

    async def terminated(result: JobResult) -> WorkerEnd:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            await anyio.Event().wait()
        finally:
            left.append(result.job.label)
        raise AssertionError("not reached")

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(scripted, "_attempt", terminated)
    with pytest.raises(KeyboardInterrupt):
        anyio.run(scripted.run, [OWN])
    assert left == ["p"]
    assert signal.getsignal(signal.SIGTERM) is before
