"""journal.jsonl of a run: what came of each job, as soon as it is known, so that a run that was cut off can go on."""

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from harness.errors import UsageError
from harness.evidence.encodable import bounded, json_bytes
from harness.evidence.paths import JOURNAL, unwritable
from harness.evidence.records import WorkerEnd
from harness.evidence.seal import check_seal, sealed
from harness.supervisor.jobs import USAGE, Job, JobResult, Key, key_of

VERSION = 1
_READY = ("version", "python")
"""Of what a worker says of itself: no folder of this machine."""
_KEPT = ("answers", "bugs", "ready", "refused", "begun", "log_lines", "usage", "ended")


@dataclass(slots=True)
class Noted:
    """What a journal says: the last that was noted of each job, the seconds worked until then, and what is damaged."""

    results: dict[Key, JobResult] = field(default_factory=dict)
    worked_s: float = 0.0
    damage: list[str] = field(default_factory=list)


class Journal:
    """Appends a sealed line for what came of a job, each with one write. While it is open the run is held: no other
    process can open the journal of that run.

    Raises UsageError where another process holds it or there is none, StorageError where it cannot be written.
    """

    def __init__(self, run_dir: Path, worked_s: float = 0.0) -> None:
        self._path = run_dir / JOURNAL
        self._started_s = time.monotonic() - worked_s
        self._file = -1

    @classmethod
    def create(cls, run_dir: Path) -> Self:
        """The journal of a run that begins, on disk already."""
        made = cls(run_dir)
        made._open(os.O_CREAT | os.O_EXCL)
        return made

    def __enter__(self) -> Self:
        if self._file < 0:
            self._open(0)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._close()

    def _close(self) -> None:
        os.close(self._file)
        self._file = -1

    def goes_on(self, worked_s: float) -> None:
        """Counts on from so many seconds; a line that was cut off gets its end, so that the next one is whole."""
        self._started_s = time.monotonic() - worked_s
        data = self._path.read_bytes()
        if data and not data.endswith(b"\n"):
            self._append(b"\n")

    def note(self, result: JobResult) -> None:
        """What is known of a job. Bounded as evidence is: a worker answers with counts, never with its records."""
        line = {
            "v": VERSION,
            "job": result.job.label,
            "keep": result.job.keep,
            "attempts": [[end.ended, bounded(end.detail)] for end in result.attempts],
            **{name: getattr(result, name) for name in _KEPT},
            "ready": {name: result.ready[name] for name in _READY if name in result.ready},
            "worked_s": round(time.monotonic() - self._started_s, 3),
        }
        self._append(sealed(json_bytes(line, orjson.OPT_APPEND_NEWLINE)))

    def _open(self, flags: int) -> None:
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | flags, 0o666)
        except FileNotFoundError as error:
            raise UsageError(
                f"{self._path}: there is none, so that nothing tells what was done\n"
                "  the run was begun by an older version, or cut off before anything was run; run the mission again"
            ) from error
        except OSError as error:
            raise unwritable(self._path, error) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._close()
            held = f"{self._path.parent}: another process is working on this run\n  wait for its end"
            raise UsageError(held) from error
        except OSError as error:
            self._close()
            raise UsageError(
                f"{self._path}: cannot be locked ({error.strerror or error})\n"
                "  write results to a file system that knows locks, with --out DIR"
            ) from error

    def _append(self, data: bytes) -> None:
        try:
            written = os.write(self._file, data)
            if written < len(data):
                os.write(self._file, data[written:])  # says why not all of it was taken
        except OSError as error:
            raise unwritable(self._path, error) from error


def is_held(run_dir: Path) -> bool:
    """Whether a process is working on the run."""
    try:
        file = os.open(run_dir / JOURNAL, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def read_journal(run_dir: Path, jobs: Sequence[Job]) -> Noted:
    """What is noted of these jobs; nothing where there is no journal. A line that is not as it was written is left out
    and named with its place, as is one of a job that is none of these.
    """
    noted, of_plan = Noted(), {key_of(job): job for job in jobs}
    for number, line in enumerate(_lines(run_dir / JOURNAL), 1):
        try:
            body = orjson.loads(line)
            check_seal(line)
            result = _result(body, of_plan)
            noted.worked_s = float(body["worked_s"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            noted.damage.append(f"{JOURNAL}:{number}: {bounded(str(error), 200)}")
            continue
        noted.results[key_of(result.job)] = result
    return noted


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except FileNotFoundError:
        return


def _result(body: dict[str, Any], of_plan: dict[Key, Job]) -> JobResult:
    if body["v"] != VERSION:
        raise ValueError(f"version {body['v']!r}, expected {VERSION}")
    key = (body["job"], body["keep"])
    if key not in of_plan:
        raise ValueError(f"{key[0]!r} is no job of the plan")
    result = JobResult(of_plan[key], [WorkerEnd(*end) for end in body["attempts"]])
    for name in _KEPT:
        if not isinstance(body[name], type(getattr(result, name))):
            raise ValueError(f"{name} is {bounded(repr(body[name]), 100)}")
        setattr(result, name, body[name])
    if set(result.usage) != set(USAGE):
        raise ValueError("usage is not what is measured here")
    return result
