"""A disk that takes no more, from the first write of a run to its last: a clear error, no half file, nothing lost."""

import errno
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from harness.evidence import writer
from harness.evidence.paths import unwritable
from harness.evidence.records import WorkerEnd
from harness.evidence.writer import EvidenceWriter
from harness.supervisor import JobResult, Supervisor
from tests.cli.conftest import Ended

Stress = Callable[..., Ended]
Lines = list[dict[str, Any]]
WRITES_MAX = 100
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Disk:
    """Counts what is written and takes `room` writes; what is written after that is cut in the middle."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room: float = float("inf")
        self.written = 0
        write_bytes, flush, os_write, mkdir = Path.write_bytes, writer._flush, os.write, Path.mkdir

        def half(path: Path, data: bytes) -> int:
            if self.is_full():
                write_bytes(path, data[: len(data) // 2])
                raise FULL
            return write_bytes(path, data)

        def no_flush(file: Any, path: Path) -> None:
            if self.is_full():
                raise unwritable(path, FULL)
            flush(file, path)

        def part(file: int, data: bytes) -> int:
            if file < 3 or not data.endswith(b"\n") or b'"worked_s"' not in data:
                return os_write(file, data)
            if self.is_full():
                os_write(file, data[: len(data) // 2])
                raise FULL
            return os_write(file, data)

        def no_folder(path: Path, *arguments: Any, **options: Any) -> None:
            if self.is_full():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            mkdir(path, *arguments, **options)

        monkeypatch.setattr(Path, "write_bytes", half)
        monkeypatch.setattr(writer, "_flush", no_flush)
        monkeypatch.setattr(os, "write", part)
        monkeypatch.setattr(Path, "mkdir", no_folder)

    def is_full(self) -> bool:
        self.written += 1
        return self.written > self.room

    @contextmanager
    def with_room_for(self, writes: float) -> Iterator[None]:
        self.room, self.written = writes, 0
        try:
            yield
        finally:
            self.room = float("inf")


@pytest.fixture
def workers_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker says is kept when it says it first, and said again without a worker: a run costs next to nothing.

    The frames are those of a real worker, and everything else of a run is what it always is.
    """
    said: dict[str, tuple[list[Lines], JobResult]] = {}
    attempt, lines = Supervisor._attempt, EvidenceWriter.lines
    told: list[Lines] = []

    def listen(self: EvidenceWriter, batch: Sequence[Any]) -> None:
        told.append([dict(line) for line in batch])
        lines(self, batch)

    async def again(self: Supervisor, result: JobResult) -> WorkerEnd:
        label = result.job.label
        if label not in said:
            told.clear()
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(EvidenceWriter, "lines", listen)
                end = await attempt(self, result)
            said[label] = (list(told), result)
            return end
        batches, first = said[label]
        with self._writer(result.job) as evidence:
            for batch in batches:
                evidence.lines(batch)
            for answer in first.answers:
                self._take(answer, result, evidence)
        result.ready, result.begun = first.ready, first.begun
        return WorkerEnd("completed")

    monkeypatch.setattr(Supervisor, "_attempt", again)


def whole_files(results: Path) -> None:
    """No file of a run stands there in part, and none under a name of its own."""
    for path in results.rglob("*"):
        assert not path.name.endswith(f".{os.getpid()}"), path
        if path.suffix == ".json":
            json.loads(path.read_bytes())


def test_whichever_write_finds_the_disk_full(
    stress: Stress,
    folder: Path,
    write_mission: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    workers_told_once: None,
) -> None:
    write_mission("OWN-001")
    assert stress("run", "OWN-001", "--out", "first").code == 0
    disk, endings = Disk(monkeypatch), list[str]()
    for writes in range(WRITES_MAX):
        out = folder / f"out-{writes}"
        with disk.with_room_for(writes):
            ended = stress("run", "OWN-001", "--out", out.name)
        whole_files(out)
        if ended.code == 0:
            endings.append("ledger" if "not entered in the ledger" in ended.err else "whole")
            assert [p.name for p in out.glob("OWN-001/*/run.json")] == ["run.json"]
            if disk.written <= writes:
                break
            continue
        assert (ended.code, "o space left on device" in ended.err) == (2, True), ended.err
        assert "bug of stageflow-stress" not in ended.err
        if "cut off" not in ended.err:
            endings.append("nothing")
            assert not out.exists()
            continue
        named = ended.err.split("stageflow-stress run --resume ")
        endings.append("resumed" if len(named) == 2 else "checked")
        (run_dir,) = (out / "OWN-001").iterdir()
        again = ("run", "--resume", str(run_dir)) if len(named) == 2 else ("check", str(run_dir))
        ended = stress(*again)
        assert ended.code == 0, (writes, ended.err)
        assert json.loads((run_dir / "run.json").read_bytes())["verdict"] == "PASS"
        assert (run_dir / "FINAL_REPORT.md").is_file()
    in_turn = list(dict.fromkeys(endings))
    assert in_turn == ["nothing", "resumed", "checked", "ledger", "whole"], endings
