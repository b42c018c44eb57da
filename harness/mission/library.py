"""Which file a name means: ids and globs are looked up in ./missions, then among the bundled; a file is a file."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from harness import bundled
from harness.errors import MissionError, Problem
from harness.mission.places import read_bytes, shown
from harness.mission.words import suggestion

SUFFIXES = (".yaml", ".yml")
_ID_LINE = re.compile(rb"^id[ \t]*:[ \t]*[\"']?([A-Za-z0-9_.-]+)", re.MULTILINE)
_LIST_HINT = "stageflow-stress list  shows the missions there are"


def find(name: str, cwd: Path) -> list[Path]:
    """The files that an id, a glob over ids (`CORE-*`) or a path means, in the order of their ids.

    Raises MissionError for what does not exist, with the nearest id, and for an id that two different files have.
    """
    if _is_path(name):
        return _file(name, cwd)
    by_id = _by_id(all_missions(cwd))
    if any(sign in name for sign in "*?["):
        chosen = [mission_id for mission_id in by_id if fnmatchcase(mission_id, name)]
    else:
        chosen = [name] if name in by_id else []
    if not chosen:
        if (cwd / name).is_file():
            return [cwd / name]
        hint = f"{suggestion(name, by_id, 'missions')}\n  {_LIST_HINT}"
        raise MissionError([Problem(f"mission '{name}'", 0, 0, "not in ./missions, nor among the bundled ones", hint)])
    return [_only(mission_id, by_id[mission_id]) for mission_id in sorted(chosen)]


def all_missions(cwd: Path) -> list[Path]:
    """Every mission file in ./missions and among the bundled ones, each once, by id; of one id, the own comes first."""
    seen: dict[Path, Path] = {}
    for folder in (cwd / "missions", bundled.MISSIONS):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.suffix in SUFFIXES and path.is_file():
                seen.setdefault(path.resolve(), path)
    return sorted(seen.values(), key=read_id)


def read_id(path: Path) -> str:
    """The id that a file gives itself, without reading the rest; the name of the file where it gives none."""
    try:
        found = _ID_LINE.search(read_bytes(path))
    except MissionError:
        found = None
    return found[1].decode("ascii") if found else path.stem


def _is_path(name: str) -> bool:
    return "/" in name or name.endswith(SUFFIXES)


def _file(name: str, cwd: Path) -> list[Path]:
    path = cwd / Path(name).expanduser()
    if path.is_file():
        return [path]
    if path.is_dir():
        raise MissionError([Problem(name, 0, 0, "is a folder", f"name its files: {name.rstrip('/')}/*.yaml")])
    if any(sign in name for sign in "*?[") and (matches := sorted(path.parent.glob(path.name))):
        return matches
    near = [entry.name for entry in path.parent.iterdir() if entry.suffix in SUFFIXES] if path.parent.is_dir() else []
    missing = "does not exist" if path.parent.is_dir() else f"does not exist, nor does its folder {shown(path.parent)}"
    raise MissionError(
        [Problem(name, 0, 0, missing, suggestion(path.name, near, "files there") if near else _LIST_HINT)]
    )


def _by_id(paths: Iterable[Path]) -> dict[str, list[Path]]:
    by_id: dict[str, list[Path]] = {}
    for path in paths:
        by_id.setdefault(read_id(path), []).append(path)
    return by_id


def _only(mission_id: str, paths: list[Path]) -> Path:
    if len(paths) > 1:
        files = " and ".join(shown(path) for path in paths)
        hint = "give one of them another id, or name the file"
        raise MissionError([Problem(f"mission '{mission_id}'", 0, 0, f"two files have this id: {files}", hint)])
    return paths[0]
