"""`stageflow-stress report RUN`: renders the report of a stored run again."""

from pathlib import Path
from typing import Annotated

import typer

from harness.cli.console import plain_line, say_error
from harness.errors import UsageError
from harness.evidence.paths import RUN
from harness.findings.locate import find_run
from harness.report.formats import ALWAYS, NAMES, formats_of
from harness.report.render import render_reports


def command(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="A run folder, a folder of runs, 'latest' or 'MISSION/latest'.")
    ],
    templates: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder whose templates take the place of those of that name.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help=f"Reports to write, of {','.join(NAMES)}.")
    ] = ",".join(ALWAYS),
) -> None:
    """Render the reports of a run again; the same run and templates give the same bytes."""
    path = find_run(run)
    if path.name != RUN:
        raise UsageError(f"{path}: a report is rendered in a run folder, expected one that holds {RUN}")
    if path.parent.absolute() != Path(run).absolute():
        say_error(f"Took the run {plain_line(path.parent)}.")
    for report in render_reports(path.parent, templates, formats_of(format_)):
        print(plain_line(report))
