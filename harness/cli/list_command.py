"""`stageflow-stress list`: the missions that can be run, and those that cannot, with the reason."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from harness import bundled
from harness.cli.console import say_error, stderr, stdout
from harness.errors import ExitCode, MissionError
from harness.mission import Mission, load_mission
from harness.mission.library import all_missions, read_id
from harness.mission.places import shown
from harness.report.escape import in_a_cell

PATH_WHOLE_MAX = 30
"""Paths up to here are kept on one line, and the title is folded instead."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mission file: what it says of itself, or why it does not load."""

    path: Path
    mission: Mission | None
    error: MissionError | None = None

    def as_json(self) -> dict[str, str]:
        path = str(self.path)
        if self.mission is None:
            return {"id": read_id(self.path), "title": "", "priority": "", "risk": "", "path": path}
        m = self.mission
        return {"id": m.id, "title": m.title, "priority": m.priority, "risk": m.risk, "path": path}


def command(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")] = False,
) -> int:
    """List the missions of ./missions and those that come with the harness.

    A mission that does not load is listed with its first problem, and the exit code is 2.
    """
    rows = [_read(path) for path in all_missions(Path.cwd())]
    if as_json:
        print(json.dumps({"missions": [row.as_json() for row in rows]}, indent=2))
    else:
        _print_table(rows)
    return _say_problems(rows)


def _read(path: Path) -> Row:
    try:
        return Row(path, load_mission(path))
    except MissionError as error:
        return Row(path, None, error)


def _print_table(rows: list[Row]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("ID", no_wrap=True)
    table.add_column("TITLE", overflow="fold")
    table.add_column("PRIORITY", no_wrap=True)
    table.add_column("RISK", no_wrap=True)
    table.add_column("PATH", overflow="fold", no_wrap=all(len(_where(row.path)) <= PATH_WHOLE_MAX for row in rows))
    for row in rows:
        cells = row.as_json() | {"path": _where(row.path)}
        if row.mission is None:
            cells["title"] = "(does not load)"
        table.add_row(*map(in_a_cell, cells.values()))
    if rows:
        stdout().print(table)
    else:
        stderr().print("no missions in ./missions, and none bundled")


def _where(path: Path) -> str:
    """The path, or the word for a mission that came with the harness and lies elsewhere."""
    below = shown(path)
    return "(bundled)" if Path(below).is_absolute() and path.is_relative_to(bundled.MISSIONS) else below


def _say_problems(rows: list[Row]) -> int:
    broken = [row.error for row in rows if row.error is not None]
    for error in broken:
        more = len(error.problems) - 1
        say_error(error.problems[0])
        if more:
            file = error.problems[0].file
            say_error(f"  and {more} more: stageflow-stress validate {file}")
    return ExitCode.USAGE if broken else ExitCode.OK
