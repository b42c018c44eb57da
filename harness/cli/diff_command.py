"""`stageflow-stress diff BASE HEAD`: what is new, fixed and persisting between two runs, for people and for CI."""

from typing import Annotated, Literal

import typer

from harness.findings.compare import compare, diff_exit_code
from harness.findings.locate import find_run
from harness.findings.store import read_run
from harness.findings.verdict import FailOn
from harness.report.diff import diff_json, diff_markdown, diff_text

_WRITERS = {"text": diff_text, "md": diff_markdown, "json": diff_json}
_RUN_HELP = "A run folder, a run.json, a folder of runs, 'latest' or 'MISSION/latest'."


def command(
    base: Annotated[str, typer.Argument(metavar="BASE", help=_RUN_HELP)],
    head: Annotated[str, typer.Argument(metavar="HEAD", help="The same for the run that is judged against it.")],
    format_: Annotated[Literal["text", "md", "json"], typer.Option("--format", help="How to print it.")] = "text",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least severity of a new bug that counts as a regression.")
    ] = "high",
) -> None:
    """Compare two runs of a mission: verdict, hypotheses and findings. The run.json of each is all that it takes.

    Ends with 1 for a regression (a promise that got refuted, a hypothesis that is no longer decided, a new bug at or
    over --fail-on), with 3 when nothing was comparable, else with 0. A new strength is no regression.
    """
    comparison = compare(read_run(find_run(base)), read_run(find_run(head)), fail_on)
    print(_WRITERS[format_](comparison), end="")
    raise typer.Exit(diff_exit_code(comparison))
