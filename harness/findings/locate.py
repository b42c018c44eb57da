"""Which run is meant: a run folder, a run.json, a folder of runs, `latest`, `CORE-008/latest`."""

import re
from collections.abc import Iterator
from pathlib import Path

import orjson

from harness.errors import UsageError
from harness.evidence.paths import FINDINGS, RUN

RESULTS = Path("results")
LATEST = "latest"
_EXAMPLES = "examples"  # committed runs; they are as old as they look, and never the latest
_RUN_NAME = re.compile(r"run-(\d{4}-\d{2}-\d{2})-(\d+)")
_DEPTH_MAX = 3


def find_run(text: str, root: Path = RESULTS) -> Path:
    """The path of the run.json that `text` means.

    A path that exists comes first; else `text` is looked up below `root`, the folder that runs are written to. In a
    folder of runs, and for `latest`, the run that started last is taken. Raises UsageError with what was looked for.
    """
    given = Path(text)
    if given.is_file():
        return _of_file(given)
    if given.is_dir():
        return _of_folder(given)
    if text == LATEST:
        return _latest(root, text, skip=_EXAMPLES)
    if given.name == LATEST:
        folder = given.parent if given.parent.is_dir() else root / given.parent
        return _latest(folder, text)
    if not given.is_absolute() and (root / given).is_dir():
        return _of_folder(root / given)
    raise UsageError(
        f"{text}: no run is there\n"
        f"  expected a run folder, a {RUN}, a folder of runs, 'latest' or 'MISSION/latest' (below {root})"
    )


def _of_file(path: Path) -> Path:
    if path.name != FINDINGS:
        return path
    if not (path.with_name(RUN)).is_file():
        raise UsageError(f"{path}: there is no {RUN} beside it, which says what the findings were made from")
    return path.with_name(RUN)


def _of_folder(folder: Path) -> Path:
    own = folder / RUN
    return own if own.is_file() else _latest(folder, str(folder))


def _latest(folder: Path, text: str, skip: str = "") -> Path:
    runs = [path for path in _runs(folder) if path.relative_to(folder).parts[0] != skip]
    if not runs:
        raise UsageError(f"{text}: no finished run in {folder} (looked for {RUN} up to {_DEPTH_MAX} folders deep)")
    newest_day = max(_day_and_number(path)[0] for path in runs)
    return max((path for path in runs if _day_and_number(path)[0] == newest_day), key=_age)


def _runs(folder: Path) -> Iterator[Path]:
    for depth in range(1, _DEPTH_MAX + 1):
        yield from folder.glob("/".join(["*"] * depth + [RUN]))


def _day_and_number(run_file: Path) -> tuple[str, int]:
    match = _RUN_NAME.fullmatch(run_file.parent.name)
    return (match[1], int(match[2])) if match else ("", 0)


def _age(run_file: Path) -> tuple[str, int, str]:
    # Numbers count per mission, so that between missions only the start tells. A run that cannot be read is the oldest.
    try:
        content = orjson.loads(run_file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return "", 0, ""
    started = content.get("started_at", "") if isinstance(content, dict) else ""
    return str(started), _day_and_number(run_file)[1], run_file.as_posix()
