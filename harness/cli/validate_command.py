"""`stageflow-stress validate FILE...`: whether missions can be run, without running anything of them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from harness.cli.console import plain, say_error
from harness.errors import ExitCode, MissionError
from harness.mission import Mission, load_mission
from harness.mission.library import find
from harness.mission.places import shown


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Mission files; ids and globs work too.")],
) -> int:
    """Check mission files: one line for each that is fine, every problem of each that is not.

    Nothing that a mission names is run or imported. The exit code is 2 if there is any problem.
    """
    refused = []
    with _uncollected():
        outcomes = list(_outcomes(files))
    for outcome in outcomes:
        if isinstance(outcome, MissionError):
            refused.append(outcome)
            say_error(outcome)
        else:
            print(plain(f"{shown(outcome.path)}: ok, {counts(outcome)}"))
    if not refused:
        return ExitCode.OK
    problems = sum(len(error.problems) for error in refused)
    say_error(f"{_number(problems, 'problem')} in {_number(len(refused), 'file')}")
    return ExitCode.USAGE


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which takes a third of the time: reading a mission leaves no cycles behind."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def counts(mission: Mission) -> str:
    """How much a mission holds, in one line."""
    checks = {check for pipeline in mission.pipelines for check in pipeline.checks}
    return ", ".join(
        (
            _number(len(mission.hypotheses), "hypothesis", "hypotheses"),
            _number(len(mission.pipelines), "pipeline"),
            _number(len(checks), "check"),
            _number(len(mission.findings), "finding"),
        )
    )


def _outcomes(names: list[str]) -> Iterator[Mission | MissionError]:
    for name in names:
        try:
            paths = find(name, Path.cwd())
        except MissionError as error:
            yield error
            continue
        for path in paths:
            try:
                yield load_mission(path)
            except MissionError as error:
                yield error


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
