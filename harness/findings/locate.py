"""Which run is meant: a run folder, a run.json, a folder of runs, `latest`, `CORE-008/latest`."""

import re
from pathlib import Path

import orjson

from harness.errors import UsageError
from harness.evidence.facts import FACTS
from harness.evidence.paths import FINDINGS, RUN

RESULTS = Path("results")
LATEST = "latest"
_RUN_NAME = re.compile(r"run-(\d{4}-\d{2}-\d{2})-(\d+)")
_WHERE = ("run-*", "*/run-*")  # DIR/run-*, or DIR/<MISSION>/run-*; anything deeper is somebody else's


def find_run(text: str, root: Path = RESULTS, file: str = RUN) -> Path:
    """The path of the run.json that `text` means; with `file` another one that stands in every run looked for.

    A path that exists comes first; else `text` is looked up below `root`, the folder that runs are written to. In a
    folder of runs (DIR/run-* or DIR/MISSION/run-*), and for `latest`, the run that started last is taken. Raises
    UsageError with what was looked for. The folder of the file has a name, which is the run's, also where it was called
    `.` or `..`.
    """
    found = _found(text, root, file)
    return found.resolve() if found.parent.name in ("", "..") else found


def _found(text: str, root: Path, file: str) -> Path:
    given = Path(text)
    if given.is_file():
        return _of_file(given, file)
    if given.is_dir():
        return _of_folder(given, file)
    if text == LATEST:
        return _latest(root, text, file)
    if given.name == LATEST:
        folder = given.parent if given.parent.is_dir() else root / given.parent
        return _latest(folder, text, file)
    if not given.is_absolute() and (root / given).is_dir():
        return _of_folder(root / given, file)
    raise UsageError(
        f"{text}: no run is there\n"
        f"  expected a run folder, a {RUN}, a folder of runs, 'latest' or 'MISSION/latest' (below {root})"
    )


def _of_file(path: Path, file: str) -> Path:
    beside = path.with_name(file) if path.name == FINDINGS or (file != RUN and path.name == RUN) else path
    if not beside.is_file():
        raise UsageError(f"{path}: there is no {file} beside it, which says what it was made from")
    return beside


def _of_folder(folder: Path, file: str) -> Path:
    own = folder / file
    return own if own.is_file() else _latest(folder, str(folder), file)


def _latest(folder: Path, text: str, file: str) -> Path:
    runs = [path for pattern in _WHERE for path in folder.glob(f"{pattern}/{file}")]
    if not runs:
        what = "finished run" if file == RUN else "run"
        raise UsageError(f"{text}: no {what} in {folder} (looked for {', '.join(f'{w}/{file}' for w in _WHERE)})")
    newest_day = max(_day_and_number(path)[0] for path in runs)
    return max((path for path in runs if _day_and_number(path)[0] == newest_day), key=_age)


def _day_and_number(run_file: Path) -> tuple[str, int]:
    match = _RUN_NAME.fullmatch(run_file.parent.name)
    return (match[1], int(match[2])) if match else ("", 0)


def _age(run_file: Path) -> tuple[str, int, str]:
    # Numbers count per mission, so that between missions only the start tells. A run that cannot be read is the oldest.
    content: object = None
    for source in (run_file.with_name(RUN), run_file.parent / FACTS):
        try:
            content = orjson.loads(source.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            continue
        break
    started = content.get("started_at", "") if isinstance(content, dict) else ""
    return str(started), _day_and_number(run_file)[1], run_file.as_posix()
