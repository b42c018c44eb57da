"""What came of each job, written down as soon as it is known and read back whatever happened to the file."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from harness.errors import StorageError, UsageError
from harness.evidence.paths import JOURNAL
from harness.evidence.records import Sample, WorkerEnd
from harness.evidence.seal import sealed
from harness.supervisor import Job, JobResult
from harness.supervisor.jobs import key_of
from harness.supervisor.journal import Journal, is_held, read_journal
from harness.wire import ScenarioRun

OWN = Job("probes", {}, (), 1.0, ScenarioRun("probes", "pipeline_run", ()), keep=True)
CALIBRATION = Job("lost-write.p", {}, ("lost-write",), 1.0, ScenarioRun("p", "pipeline_run", ()))
PROBES = Job("probes", {})
JOBS = [OWN, CALIBRATION, PROBES]


def ended(job: Job, *ends: str) -> JobResult:
    result = JobResult(job, [WorkerEnd(end, f"how it {end}") for end in ends or ("completed",)], ended=True)
    result.answers.append({"t": "done", "trials": 3, "first_fail": {"a": 2}})
    result.bugs.append("a bug")
    result.ready = {"version": "0.5.0", "python": "3.11.7"}
    result.measured([Sample(50, 1000, 20, 2), Sample(100, 3000, 10, 1)])
    result.measured([Sample(50, 2000, 30, 1)])
    return result


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    with Journal.create(tmp_path) as journal:
        for job in JOBS:
            journal.note(ended(job))
    return tmp_path


def test_what_was_noted_comes_back_and_equal_labels_are_told_apart(noted: Path) -> None:
    read = read_journal(noted, JOBS)
    assert read.damage == []
    assert [read.results[key_of(job)] for job in JOBS] == [ended(job) for job in JOBS]
    usage = read.results[key_of(OWN)].usage
    assert usage == {"samples": 3, "rss_bytes_max": 3000, "cpu_percent_max": 30, "threads_max": 2}


def test_no_folder_of_the_machine_is_noted(tmp_path: Path) -> None:
    result = ended(OWN)
    result.ready["file"] = "/somewhere/stageflow/__init__.py"
    with Journal.create(tmp_path) as journal:
        journal.note(result)
    assert b"/somewhere" not in (tmp_path / JOURNAL).read_bytes()


def test_the_last_line_of_a_job_counts_and_one_that_had_not_ended_goes_on(tmp_path: Path) -> None:
    first, second = JobResult(OWN, [WorkerEnd("died", "killed by SIGSEGV")]), ended(CALIBRATION, "died", "completed")
    with Journal.create(tmp_path) as journal:
        journal.note(JobResult(CALIBRATION, [WorkerEnd("died", "")]))
        journal.note(first)
        journal.note(second)
    results = read_journal(tmp_path, JOBS).results
    assert results[key_of(OWN)] == first
    assert not results[key_of(OWN)].ended
    assert results[key_of(CALIBRATION)] == second


@pytest.mark.parametrize(
    ("damage", "says", "left"),
    [
        (lambda lines: [lines[0], lines[1][:50]], "journal.jsonl:2: ", 1),
        (lambda lines: [lines[0].replace(b'"trials":3', b'"trials":4'), *lines[1:]], "its checksum does not fit", 2),
        (lambda lines: [b"\xff\n", *lines], "journal.jsonl:1: ", 3),
        (lambda lines: [b"[]\n", *lines], "journal.jsonl:1: ", 3),
        (lambda lines: [changed(lines[0], job="another"), *lines[1:]], "'another' is no job of the plan", 2),
        (lambda lines: [changed(lines[0], v=2), *lines[1:]], "version 2, expected 1", 2),
        (lambda lines: [changed(lines[0], answers=7), *lines[1:]], "answers is 7", 2),
        (lambda lines: [changed(lines[0], usage={}), *lines[1:]], "usage is not what is measured here", 2),
        (lambda lines: [changed(lines[0], attempts=[1]), *lines[1:]], "journal.jsonl:1: ", 2),
    ],
    ids=["cut", "flipped", "no-text", "a-list", "foreign-job", "foreign-version", "no-list", "no-usage", "no-attempt"],
)
def test_damage_is_named_with_its_place_and_takes_its_line_alone(
    noted: Path, damage: Callable[[list[bytes]], list[bytes]], says: str, left: int
) -> None:
    path = noted / JOURNAL
    path.write_bytes(b"".join(damage(path.read_bytes().splitlines(keepends=True))))
    read = read_journal(noted, JOBS)
    assert len(read.damage) == 1
    assert says in read.damage[0]
    assert len(read.results) == left


def changed(line: bytes, **values: object) -> bytes:
    body = orjson.loads(line) | values
    del body["c"]
    return sealed(orjson.dumps(body) + b"\n")


def test_behind_a_line_that_was_cut_off_the_next_one_is_whole(noted: Path) -> None:
    path = noted / JOURNAL
    path.write_bytes(path.read_bytes()[:-20])
    with Journal(noted) as journal:
        journal.goes_on(100.0)
        journal.note(ended(PROBES))
    read = read_journal(noted, JOBS)
    assert len(read.damage) == 1
    assert set(read.results) == {key_of(job) for job in JOBS}
    assert read.worked_s >= 100.0


def test_a_run_is_held_by_one_process_at_a_time(noted: Path) -> None:
    with Journal(noted):
        assert is_held(noted)
        with pytest.raises(UsageError, match="another process is working on this run"), Journal(noted):
            raise AssertionError("not reached")
    assert not is_held(noted)


def test_where_there_is_no_journal_nothing_goes_on_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is none, so that nothing tells what was done"), Journal(tmp_path):
        raise AssertionError("not reached")
    assert list(tmp_path.iterdir()) == []
    assert read_journal(tmp_path, JOBS).results == {}
    assert not is_held(tmp_path)


def test_a_file_system_without_locks_is_said(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(file: int, operation: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with (
        pytest.raises(UsageError, match=r"journal\.jsonl: cannot be locked \(Operation not supported\)"),
        Journal(noted),
    ):
        raise AssertionError("not reached")


def test_a_disk_that_takes_half_a_line_is_said(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def half(file: int, data: bytes) -> int:
        if len(data) < 10:
            raise OSError(28, "No space left on device")
        return write(file, data[:-5])

    with Journal(noted) as journal, monkeypatch.context() as patched:
        patched.setattr(os, "write", half)
        with pytest.raises(StorageError, match="No space left on device"):
            journal.note(ended(PROBES))
