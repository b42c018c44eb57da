"""What is left of a trial whose process did not come to its end."""

import errno
import os
import signal
from pathlib import Path

import pytest

from harness.evidence.reader import StoredTrial
from harness.evidence.records import Event, Fingerprint, Operation, Record, from_json
from harness.findings.last_records import last_records as told
from harness.wire import ScenarioRun, Stage, last_lines
from harness.worker import last_records
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Fifo, RandomWalk
from harness.worker.explore.trial import run_controlled, run_native, run_thread_schedule
from harness.worker.forked import run_forked
from harness.worker.last_records import BYTES_MAX, LastRecords
from harness.worker.watchdog import armed

ORDER = ScenarioRun("p", "pipeline_run", (Stage("a", (), f"{__name__}:Leaves"),), checks=("run_ends",))


class Leaves:
    """A stage that ends its process, or looks at what is left of it so far."""

    name, kind, seen = "leaves", "transform", list[bytes]()
    exits = True

    async def execute(self, ctx: object) -> dict[str, int]:
        if Leaves.exits:
            os._exit(7)
        Leaves.seen.append(bytes(last_records.here._memory[:2]))
        return {"count": 1}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "last"
    path.touch()
    return path


@pytest.fixture
def staying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Leaves, "exits", False)
    monkeypatch.setattr(Leaves, "seen", [])


def left(file: Path) -> list[tuple[str, int, int]]:
    return [(line["sc"], line["tr"], line["seq"]) for line in last_lines(file.read_bytes())]


def test_every_record_is_left_as_it_is_made_and_as_it_was(file: Path) -> None:
    last = LastRecords(file, each=True)
    last.begin("p", 3)
    recorder = last.new_recorder()
    recorder.event("a", text="\ud800 \0 \n")
    recorder.operation("x", "write", "k", 1, "ok", 1)
    assert left(file) == [("p", 3, 0), ("p", 3, 1)]
    assert [from_json(line) for line in last_lines(file.read_bytes())] == recorder.records
    last.forget()
    assert left(file) == []
    last.new_recorder().event("b")
    assert left(file) == [("p", 3, 0)]


def test_otherwise_they_are_left_at_a_deadline_only(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = LastRecords(file)
    monkeypatch.setattr(last_records, "here", last)
    recorder = last.new_recorder()
    recorder.event("a")
    recorder.event("b")
    assert left(file) == []
    with armed(60):
        signal.raise_signal(signal.SIGALRM)
    assert len(left(file)) == 2


@pytest.mark.parametrize("size", [10, 1000, BYTES_MAX // 3])
def test_where_there_is_no_more_room_the_oldest_go(file: Path, size: int) -> None:
    last = LastRecords(file, each=True)
    recorder = last.new_recorder()
    for _ in range(3 * BYTES_MAX // size // 10 + 20):
        recorder.event("a", text="x" * size)
    numbers = [seq for _, _, seq in left(file)]
    assert numbers == list(range(numbers[0], len(recorder.records)))
    assert file.stat().st_size == BYTES_MAX


def test_a_record_that_is_too_long_is_left_out(file: Path) -> None:
    recorder = LastRecords(file, each=True).new_recorder()
    recorder.event("long", text="x" * BYTES_MAX)
    recorder.event("short")
    assert [seq for _, _, seq in left(file)] == [1]


@pytest.mark.parametrize(
    "damage",
    [
        b'{"tr": 0, "seq": 1',
        b"[]\n",
        b'{"tr": 0, "seq": 0}\n',
        b'{"seq": 1}\n',
        b'{"tr": 0, "seq": "x"}\n',
        b'{"tr": 1e999, "seq": 1}\n',
    ],
    ids=repr,
)
def test_what_was_cut_off_or_written_at_once_ends_what_can_be_read(damage: bytes) -> None:
    first, later = b'{"tr": 0, "seq": 0}\n', b'{"tr": 0, "seq": 9}\n'
    assert last_lines(first + damage + later) == [{"tr": 0, "seq": 0}]
    assert len(last_lines(first + later + b"\0" + later.replace(b"9", b"10"))) == 2


def test_a_trial_whose_own_process_leaves_has_its_last_records(subject: Subject) -> None:
    outcome = run_forked(ORDER, subject, "inline")
    assert outcome.detail == "ProcessDied: the process of the trial ended with exit code 7"
    assert [r.name for r in outcome.recorder.records if isinstance(r, Event)] == ["stage_started"]


def test_trials_are_written_down_where_they_are_to_be_and_no_other(
    subject: Subject, staying: None, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_records, "here", LastRecords(file, each=True))
    run_native(ORDER, subject, "inline")
    run_controlled(ORDER, subject, Fifo(), 0)
    assert Leaves.seen == [b'{"', b'{"']
    assert len(left(file)) == 3, "as long as it is not reported"
    monkeypatch.setattr(last_records, "here", LastRecords())
    run_native(ORDER, subject, "inline")
    assert Leaves.seen[2:] == [b"\0\0"]


def test_writing_them_down_changes_no_schedule_of_threads(
    file: Path, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = {"actors": 2, "operations": 2, "names": 1}
    order = ScenarioRun("p", "thread_bag_operations", (), arguments=arguments, seed=1)
    plain = run_thread_schedule(order, subject, RandomWalk(1), 1, "any")
    monkeypatch.setattr(last_records, "here", LastRecords(file, each=True))
    again = run_thread_schedule(order, subject, RandomWalk(1), 1, "any")
    assert (plain.ended, len(plain.schedule.choices) > 50) == ("completed", True)
    assert again.schedule.choices == plain.schedule.choices


def test_the_last_records_are_told_in_words() -> None:
    records: list[Record] = [
        *(Event("too_early", number) for number in range(5)),
        Event("stage_started", 7, {"stage": "a"}),
        Operation("x", "write", "k", 1, "unknown", 8, None),
        Fingerprint("data", "before", "abc"),
    ]
    assert told(StoredTrial(3, None, records)) == (
        "trial 3 was under way; the last it recorded:",
        *("event too_early, at 2", "event too_early, at 3", "event too_early, at 4"),
        "event stage_started, at 7, stage a",
        "op actor x, f write, target k, value 1, outcome unknown, invoke 8",
        "fingerprint of data, when before, digest abc",
    )


def test_without_room_for_the_file_a_worker_goes_on(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "posix_fallocate", full)
    last = LastRecords(file, each=True)
    last.new_recorder().event("a")
    assert (file.stat().st_size, [record.K for record in last.read()]) == (0, ["event"])
