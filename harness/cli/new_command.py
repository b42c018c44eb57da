"""`stageflow-stress new ID`: a mission to start from, in a file of its own."""

from pathlib import Path
from typing import Annotated

import typer

from harness.cli.console import plain, say_error
from harness.errors import UsageError
from harness.mission.blank import blank_mission
from harness.mission.json_schema import SCHEMA_FILE, schema_text
from harness.mission.library import SUFFIXES, all_missions, read_id
from harness.mission.places import shown


def command(
    mission_id: Annotated[str, typer.Argument(metavar="ID", help="Of the new mission, such as ORDERS-001.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write it, instead of ./missions/ID.yaml.")
    ] = None,
) -> None:
    """Write a commented mission that can be run as it is, and beside it the schema for editors.

    A file that exists is never overwritten, nor is an id taken that another mission has.
    """
    text = blank_mission(mission_id)
    path = Path("missions") / f"{mission_id}.yaml" if out is None else out
    if path.suffix not in SUFFIXES:
        raise UsageError(f"--out {path}: a mission is a {' or '.join(SUFFIXES)} file")
    _refuse_a_second(mission_id)
    if not _written(path, text):
        raise UsageError(f"{path} exists already\n  give the mission another id, or name another file with --out")
    _write_schema(path.parent / SCHEMA_FILE)
    name = mission_id if out is None else str(path)
    print(plain(f"{path}: written\n  stageflow-stress validate {name}\n  stageflow-stress run {name}"))


def _refuse_a_second(mission_id: str) -> None:
    """Two missions of one id could not be told apart by `run ID`."""
    for path in all_missions(Path.cwd()):
        if read_id(path).casefold() == mission_id.casefold():
            raise UsageError(f"there is a mission {read_id(path)} already: {shown(path)}\n  choose another id")


def _write_schema(path: Path) -> None:
    """Beside the mission, so that an editor finds it offline; one that differs may be of another version, and stays."""
    text = schema_text()
    if not _written(path, text) and path.read_text(encoding="utf-8", errors="replace") != text:
        say_error(f"{path}: of another version, left as it is\n  stageflow-stress schema --out {path}  renews it")


def _written(path: Path, text: str) -> bool:
    """False where the file exists. Raises UsageError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        if path.parent.is_dir():
            return False
        raise UsageError(f"cannot write {path}: {path.parent} is no folder") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
    return True
