"""The modules that stages of the author's own stand in: where they are, and whether they are as they were."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from harness.errors import UsageError
from harness.wire import ScenarioRun


def own_stages(orders: Iterable[ScenarioRun]) -> list[str]:
    """The behaviours of these pipelines that the mission's author wrote, such as `shop:Counter`."""
    return sorted({s.behaviour for order in orders for s in order.stages if ":" in s.behaviour})


def mission_folder(places: Sequence[Path], own: Sequence[str], next_step: str) -> Path | None:
    """The folder of the mission that was run, which is where the author's own stages are looked for: that of the first
    of `places` that is a file.

    None where none is and no stage is the author's own. Raises UsageError where one is, with the places and the
    `next_step`.
    """
    for place in places:
        if place.is_file():
            return place.parent
    if not own:
        return None
    looked = "".join(f"\n  {place}" for place in dict.fromkeys(places))
    raise UsageError(
        f"{own[0]} is looked for beside the mission {places[-1].name}, which is in none of these places:{looked}\n"
        f"  {next_step}"
    )


def module_digests(behaviours: Iterable[str], folders: Sequence[Path]) -> dict[str, str]:
    """The files of the modules that behaviours such as `shop:Counter` name, each with 16 hex digits over its content.

    A module is looked for in these folders, as a worker looks for it, and a file named as it is reached from there; of
    a package all of its Python files count. What they import besides is not covered.
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for folder, path in module_files(behaviours, folders)
    }


def module_files(behaviours: Iterable[str], folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """(folder, file) for each of these files."""
    for name in sorted({behaviour.partition(":")[0].split(".")[0] for behaviour in behaviours if ":" in behaviour}):
        yield from _files(name, folders)


def modules_digest(behaviours: Iterable[str], folders: Sequence[Path]) -> str:
    """16 hex digits over what `module_digests` gives; empty where it gives nothing."""
    found = module_digests(behaviours, folders)
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:16] if found else ""


def _files(name: str, folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    for folder in folders:
        if (folder / name / "__init__.py").is_file():
            yield from ((folder, path) for path in sorted((folder / name).rglob("*.py")))
            return
        if (folder / f"{name}.py").is_file():
            yield folder, folder / f"{name}.py"
            return
