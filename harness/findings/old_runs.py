"""Which runs below a results folder are too many, and how one of them goes without leaving half of it behind."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from harness.errors import UsageError
from harness.evidence.facts import FACTS
from harness.evidence.paths import PLAN, RUN
from harness.findings.ledger import LedgerEntry
from harness.findings.ledger_file import LEDGER, Ledger, update_ledger

_NAME = re.compile(r"run-(\d{4}-\d{2}-\d{2})-(\d+)")
ASIDE = ".removed-"
"""Before the name of a run that is being removed: nothing looks for runs under such a name."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run folder as far as cleaning asks. `subject` holds the plant, too: a run with one says nothing of one without.

    `finished` is false where there is no run.json: it is under way, or was cut off; the folder does not tell which.
    """

    folder: Path
    mission: str
    subject: str
    started: str
    finished: bool

    @property
    def age(self) -> tuple[str, str, int]:
        match = _NAME.fullmatch(self.folder.name)
        return (self.started, *((match[1], int(match[2])) if match else ("", 0)))


@dataclass(frozen=True, slots=True)
class Survey:
    """What lies below a results folder: runs, and what looks like one and is none, with the reason."""

    runs: tuple[StoredRun, ...]
    left: tuple[tuple[Path, str], ...]
    half_removed: tuple[Path, ...]


def survey(results: Path, mission: str | None = None) -> Survey:
    """Looks at results/<MISSION>/run-<date>-<number> and nowhere deeper; follows no symbolic link below `results`.

    Raises UsageError for a results folder that cannot be read, or without a folder of that mission.
    """
    runs, left, half_removed = list[StoredRun](), list[tuple[Path, str]](), list[Path]()
    for folder in _folders(results):
        if (mission is not None and folder.name != mission) or folder.is_symlink():
            continue
        for path in _folders(folder):
            if path.name.startswith(ASIDE) and _NAME.fullmatch(once_called(path).name):
                if not path.is_symlink():
                    half_removed.append(path)
            elif _NAME.fullmatch(path.name):
                seen = "a symbolic link" if path.is_symlink() else _run_of(path)
                if isinstance(seen, StoredRun):
                    runs.append(seen)
                else:
                    left.append((path, seen))
    if mission is not None and not any(folder.name == mission for folder in _folders(results)):
        raise UsageError(
            f"{results / mission}: there is no such folder\n  --mission takes the id of a mission that was run"
        )
    return Survey(tuple(runs), tuple(left), tuple(half_removed))


def too_many(runs: Iterable[StoredRun], keep: int) -> list[StoredRun]:
    """All but the newest `keep` of each mission and subject, the oldest first."""
    groups: dict[tuple[str, str], list[StoredRun]] = {}
    for run in runs:
        groups.setdefault((run.mission, run.subject), []).append(run)
    newest_first = [sorted(group, key=lambda run: run.age, reverse=True) for group in groups.values()]
    return sorted((run for group in newest_first for run in group[keep:]), key=lambda run: (run.mission, run.age))


def bytes_of(folder: Path) -> int:
    """The size of all files of a folder, links as such."""
    return sum((Path(where) / name).lstat().st_size for where, _, names in os.walk(folder) for name in names)


def remove(folder: Path) -> bool:
    """Takes a run folder away; false where somebody else did before. It is renamed first, so that at no moment half a
    run can be taken for one. Raises UsageError where the folder cannot be removed.
    """
    aside = folder.with_name(f"{ASIDE}{folder.name}.{os.getpid()}")
    try:
        folder.rename(aside)
        shutil.rmtree(aside)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be removed ({error.strerror})") from error
    return True


def once_called(rest: Path) -> Path:
    """The run that a half removed folder was."""
    return rest.with_name(rest.name.removeprefix(ASIDE).rpartition(".")[0])


def remove_rest(folder: Path) -> None:
    """Takes away what is left of a removal that was cut off. Raises UsageError where it cannot."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be removed ({error.strerror})") from error


def forget_runs(results: Path, gone: Iterable[Path]) -> Ledger | None:
    """Takes removed runs from the lists of the ledger, where there is one; its entries and counts stay."""
    names = frozenset(path.relative_to(results).as_posix() for path in gone if not path.exists())
    if not names or not (results / LEDGER).is_file():
        return None
    return update_ledger(results, lambda entries: without_runs(entries, names))


def without_runs(entries: Mapping[str, LedgerEntry], gone: frozenset[str]) -> dict[str, LedgerEntry]:
    """The entries without these runs; how often, when and where a finding was seen stays."""
    return {
        fingerprint: entry.model_copy(update={"runs": {run: at for run, at in entry.runs.items() if run not in gone}})
        for fingerprint, entry in entries.items()
    }


def _folders(parent: Path) -> Iterator[Path]:
    try:
        yield from sorted(path for path in parent.iterdir() if path.is_dir())
    except OSError as error:
        raise UsageError(f"{parent}: cannot be read ({error.strerror})") from error


def _run_of(folder: Path) -> StoredRun | str:
    """The run, or why the folder is none of ours."""
    run, plan = _object(folder / RUN), _object(folder / PLAN)
    if run is None and plan is None:
        return f"it holds neither a {RUN} nor a {PLAN} of a run"
    if run is not None:
        mission, subject = _at(run, "mission", "id"), _at(run, "subject", "spec")
        plant, started = run.get("plant"), run.get("started_at")
    else:
        assert plan is not None
        mission, subject, plant = plan.get("mission"), plan.get("subject"), plan.get("plant")
        started = (_object(folder / FACTS) or {}).get("started_at")
    if mission != folder.parent.name:
        return f"it is a run of {mission}, and no run of {folder.parent.name}"
    return StoredRun(folder, str(mission), f"{subject} {plant or ''}".strip(), str(started or ""), run is not None)


def _object(path: Path) -> dict[str, Any] | None:
    try:
        content = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None  # not there or not readable: then the folder is no run of ours, which is said
    return content if isinstance(content, dict) else None


def _at(content: Mapping[str, Any], outer: str, inner: str) -> Any:
    value = content.get(outer)
    return value.get(inner) if isinstance(value, dict) else None
