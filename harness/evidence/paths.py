"""The names inside a run folder, and how a new one is made."""

import errno
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from harness.errors import StorageError, UsageError

PLAN = "plan.json"
JOURNAL = "journal.jsonl"
RUN = "run.json"
FINDINGS = "findings.json"
REPORT = "FINAL_REPORT.md"
MISSION = "config/mission.yaml"
BASELINE = "config/baseline.yaml"
RUN_CONFIG = "config/run_config.json"
ENVIRONMENT = "config/environment.json"
FOLDERS = ("config", "metrics", "logs", "traces", "evidence")
RUNS_A_DAY_MAX = 999
_HALF = re.compile(r"\..+\.([0-9]+)")
STORAGE_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})
"""What the system says where the disk is at fault, whoever writes and to which file."""

_MAKE_ROOM, _MAKE_WRITABLE = "make room on that disk", "make it writable, or work on a copy where it is"
_NEXT_STEPS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _MAKE_ROOM),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), _MAKE_WRITABLE),
}


def evidence_file(run_dir: Path, scenario: str, attempt: int = 0) -> Path:
    """The records of a scenario; those of an attempt that did not end stand beside them, under its number."""
    return run_dir / "evidence" / f"{scenario}{_of_attempt(attempt)}.jsonl"


def log_file(run_dir: Path, scenario: str, attempt: int = 0) -> Path:
    """The log lines of a scenario, or of an attempt at it."""
    return run_dir / "logs" / f"{scenario}{_of_attempt(attempt)}.jsonl"


def _of_attempt(attempt: int) -> str:
    return f".attempt-{attempt}" if attempt else ""


def new_run_dir(out: Path, mission: str, now: datetime | None = None) -> Path:
    """Makes `<out>/<mission>/run-<date>-<number>/` with its folders; the number by exclusive mkdir, so two runs at
    once never share one. Raises UsageError where it cannot be made, and leaves nothing behind.
    """
    return _new_folder(out / mission, "run", FOLDERS, now)


def new_matrix_dir(out: Path, now: datetime | None = None) -> Path:
    """The same for a comparison: `<out>/matrix-<date>-<number>/`, beside the folders of the missions."""
    return _new_folder(out, "matrix", (), now)


def _new_folder(parent: Path, kind: str, folders: Sequence[str], now: datetime | None) -> Path:
    date = (now or datetime.now(UTC)).strftime("%Y-%m-%d")
    made = missing_folders(parent)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for number in range(1, RUNS_A_DAY_MAX + 1):
            new = parent / f"{kind}-{date}-{number:03d}"
            try:
                new.mkdir()
            except FileExistsError:
                continue
            made += [new, *(new / folder for folder in folders)]
            for folder in folders:
                (new / folder).mkdir()
            return new
    except OSError as error:
        remove_empty(made)
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write results to {parent}: {reason}\n  name another folder with --out DIR") from error
    raise UsageError(
        f"{parent} already holds {RUNS_A_DAY_MAX} runs of {date}\n  remove some, or name another --out DIR"
    )


def results_of(run_dir: Path) -> Path:
    """The results folder that a run folder lies in, from wherever it is looked at."""
    return run_dir.resolve().parents[1]


def missing_folders(folder: Path) -> list[Path]:
    """The folder and those above it, as far as they do not exist; outermost first."""
    return [p for p in (*reversed(folder.parents), folder) if not os.path.exists(p)]  # noqa: PTH110 - Path's raises


def remove_empty(folders: Sequence[Path]) -> None:
    """Takes away the folders that were just made, innermost first; one that somebody else is using stays."""
    for folder in reversed(folders):
        try:
            folder.rmdir()
        except OSError:
            continue  # never made, or in use


def write_atomically(path: Path, data: bytes) -> None:
    """The file appears whole or not at all. Raises StorageError where it cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise unwritable(path, error) from error


def remove_halves(folder: Path) -> None:
    """Takes away what `write_atomically` had not ended when its process was killed; what a process is writing stays."""
    for path in folder.rglob(".*"):
        writing = _HALF.fullmatch(path.name)
        if writing and path.is_file() and not _is_alive(int(writing[1])):
            path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def unwritable(path: Path, error: OSError) -> StorageError:
    """What to raise where `path` could not be written."""
    next_step = _NEXT_STEPS.get(error.errno or 0, "")
    return StorageError(f"{path}: cannot be written ({error.strerror or error})" + (next_step and f"\n  {next_step}"))
