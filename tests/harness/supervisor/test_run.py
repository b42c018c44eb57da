"""Which jobs are started, and how the parent ends early."""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import anyio
import pytest

from harness.errors import HarnessBug, StorageError
from harness.evidence.records import WorkerEnd
from harness.evidence.redaction import NOTHING
from harness.subject import ResolvedSubject, Stage, resolve, staged
from harness.supervisor import Job, JobResult, Supervisor
from harness.supervisor.jobs import key_of
from harness.supervisor.run import NOT_WITHOUT_EITHER, TAKEN_AWAY
from harness.wire import OUTSIDE, ScenarioRun

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
    made = Scripted(
        Stage({}, tmp_path, ResolvedSubject("path:.", tmp_path, "", "")), tmp_path, redaction=NOTHING, jobs_max=1
    )
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


def test_what_is_known_is_not_run_again_and_a_death_before_counts(scripted: Scripted) -> None:
    died = WorkerEnd("died", "killed by SIGSEGV")
    known = {
        key_of(OWN): JobResult(OWN, [WorkerEnd("deadline", "did not end within 1 s")], ended=True),
        key_of(OTHER): JobResult(OTHER, [died]),
    }
    results = anyio.run(scripted.run, [OWN, CALIBRATION, OTHER], known)
    assert scripted.started == ["lost-write.q"]
    assert results[0] is known[key_of(OWN)]
    assert results[1].refused == NOT_WITHOUT_EITHER
    assert results[2].attempts == [died, WorkerEnd("completed")]


def test_each_death_is_noted_while_there_is_another_attempt_and_each_end(scripted: Scripted) -> None:
    noted = list[tuple[str, int, bool]]()
    scripted._note = lambda result: noted.append((result.job.label, len(result.attempts), result.ended))
    scripted.ends["lost-write.q"] = WorkerEnd("died", "killed by SIGKILL")
    anyio.run(scripted.run, [OWN, OTHER])
    assert noted == [("p", 1, True), ("lost-write.q", 1, False), ("lost-write.q", 2, True)]


def test_a_disk_that_takes_no_more_is_said_once_however_many_workers_meet_it(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def full(result: JobResult) -> WorkerEnd:
        if result.job is OWN:
            raise StorageError("evidence/p.jsonl: cannot be written (No space left on device)")
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "x.stderr.txt"))

    monkeypatch.setattr(scripted, "_attempt", full)
    with pytest.raises(StorageError, match=r"cannot be written \(No space left on device\)"):
        anyio.run(scripted.run, [OTHER, OWN])
    with pytest.raises(StorageError, match=r"x\.stderr\.txt: cannot be written"):
        anyio.run(scripted.run, [OTHER])


def test_an_error_of_ours_beside_one_of_the_disk_is_not_hidden(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripted._limiter.total_tokens = 2
    together = anyio.Event()

    async def both(result: JobResult) -> WorkerEnd:
        if result.job is OWN:
            await together.wait()
            raise StorageError("full")
        together.set()
        try:
            await anyio.Event().wait()
        finally:
            raise ZeroDivisionError
        raise AssertionError("not reached")

    monkeypatch.setattr(scripted, "_attempt", both)
    with pytest.raises(BaseExceptionGroup) as caught:
        anyio.run(scripted.run, [OWN, OTHER])
    assert caught.group_contains(ZeroDivisionError)


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


class Spoilt(Supervisor):
    """A subject that acts on the folder that workers run from, and what its worker tells then."""

    act: Callable[[Path], object]
    bugs: tuple[str, ...] = ()
    end = WorkerEnd("completed")
    error: Exception | None = None

    async def _worked(self, result: JobResult) -> WorkerEnd:
        self._last_records(result)
        result.bugs += self.bugs
        result.answers.append({"t": "done"})
        self.act(self._stage.cwd.parent)
        if self.error is not None:
            raise self.error
        return self.end


@pytest.fixture
def spoilt(tmp_path: Path) -> Iterator[Spoilt]:
    run_dir = tmp_path / "run"
    for folder in ("evidence", "logs"):
        (run_dir / folder).mkdir(parents=True)
    with staged(resolve("bundled"), tmp_path) as stage:
        yield Spoilt(stage, run_dir, redaction=NOTHING, jobs_max=1)


def remade(root: Path, name: str, make: Callable[[Path], object]) -> None:
    shutil.rmtree(root / name)
    make(root / name)


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(shutil.rmtree, id="all-of-it-is-removed"),
        pytest.param(lambda root: shutil.rmtree(root / "work"), id="home-is-removed"),
        pytest.param(lambda root: remade(root, "work", Path.touch), id="home-is-a-file"),
        pytest.param(lambda root: remade(root, "work", lambda p: p.symlink_to("/")), id="home-is-a-link"),
        pytest.param(lambda root: shutil.rmtree(root / "last"), id="no-place-for-last-records"),
        pytest.param(lambda root: (root / "shared/harness/checks").unlink(), id="a-link-is-removed"),
        pytest.param(lambda root: root.chmod(0), id="locked"),
    ],
)
@pytest.mark.parametrize("error", [None, FileNotFoundError(2, "No such file"), HarnessBug("no module"), "group"])
def test_a_subject_that_takes_away_what_workers_run_from_is_told_so_and_the_next_one_finds_it(
    spoilt: Spoilt, act: Callable[[Path], object], error: Exception | str | None
) -> None:
    spoilt.act, spoilt.bugs = act, ("CheckCrashed",)
    spoilt.error = ExceptionGroup("", [HarnessBug("no module")]) if isinstance(error, str) else error
    (result,) = anyio.run(spoilt.run, [OWN])
    assert result.attempts == [WorkerEnd("died", TAKEN_AWAY)] * 2
    assert (result.bugs, result.answers) == ([], [])
    assert not spoilt._stage.lay_out(), "all of it is there again"
    assert (spoilt._stage.cwd.parent / "shared/harness/checks/verdict.py").is_file()


@pytest.mark.parametrize("error", [FileNotFoundError(2, "No such file"), HarnessBug("ours"), None])
def test_where_nothing_was_taken_away_our_bugs_are_ours(spoilt: Spoilt, error: Exception | None) -> None:
    spoilt.act, spoilt.bugs, spoilt.error = lambda root: (root / "work" / "file").touch(), ("ours",), error
    result = JobResult(OWN)
    with pytest.raises(type(error)) if error else nullcontext():
        assert anyio.run(spoilt._attempt, result) == WorkerEnd("completed")
    assert result.bugs == ["ours"]


def test_a_disk_that_is_full_is_told_as_such_whatever_was_taken_away(spoilt: Spoilt) -> None:
    spoilt.act, spoilt.error = shutil.rmtree, OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(StorageError, match="No space left"):
        anyio.run(spoilt.run, [OWN])


def test_a_worker_that_begins_finds_what_another_one_took_away_meanwhile(spoilt: Spoilt) -> None:
    shutil.rmtree(spoilt._stage.cwd.parent)
    spoilt.act = lambda root: remade_as_pipe(root / OUTSIDE)
    assert anyio.run(spoilt._attempt, JobResult(OWN)) == WorkerEnd("completed"), "no worker runs from that file"
    assert (spoilt._stage.cwd.parent / OUTSIDE).is_file()


def remade_as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def test_a_worker_beside_the_one_that_took_it_away_keeps_what_it_completed(spoilt: Spoilt) -> None:

    def act(root: Path) -> None:
        shutil.rmtree(root)
        spoilt._lay_out()  # as the other one's attempt begins or ends

    spoilt.act = act
    assert anyio.run(spoilt._attempt, JobResult(OWN)) == WorkerEnd("completed")
    spoilt.bugs = ("CheckCrashed",)
    assert anyio.run(spoilt._attempt, JobResult(OWN)) == WorkerEnd("died", TAKEN_AWAY)


def test_last_records_are_read_of_a_file_only_that_nothing_is_left_of(spoilt: Spoilt, tmp_path: Path) -> None:
    before = spoilt._stage.last_records / f"{OWN.label}.0"
    (tmp_path / "others").write_text("others")
    before.symlink_to(tmp_path / "others")
    file = spoilt._last_records(JobResult(OWN))
    assert file == before
    assert not file.is_symlink()
    assert file.read_bytes() == b""
    assert (tmp_path / "others").read_text() == "others"
