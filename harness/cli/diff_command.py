"""`stageflow-stress diff BASE HEAD`: what is new, fixed and persisting between two runs, for people and for CI."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from harness.errors import ExitCode
from harness.findings.compare import compare_sides, diff_exit_code
from harness.findings.pairing import pair_up
from harness.findings.verdict import FailOn
from harness.report.diff import diff_json, diff_markdown, diff_text, pairs_json, pairs_markdown, pairs_text

_ONE = {"text": diff_text, "md": diff_markdown, "json": diff_json}
_SEVERAL = {"text": pairs_text, "md": pairs_markdown, "json": pairs_json}
_RUN_HELP = "A run folder, a run.json, a findings.json, a folder of runs, 'latest' or 'MISSION/latest'."


def command(
    base: Annotated[str, typer.Argument(metavar="BASE", help=_RUN_HELP)],
    head: Annotated[str, typer.Argument(metavar="HEAD", help="The same for the run that is judged against it.")],
    format_: Annotated[Literal["text", "md", "json"], typer.Option("--format", help="How to print it.")] = "text",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least severity of a new bug that counts as a regression.")
    ] = "high",
    out: Annotated[Path, typer.Option(metavar="DIR", help="The results folder.")] = Path("results"),
) -> None:
    """Compare two runs of a mission, or all runs of two folders, the latest of each mission and subject.

    Verdict, hypotheses, findings, counts, log and times; run.json is all that it takes, and findings.json alone gives
    the findings. Times of native trials are judged between runs of one machine. Ends with 1 for a regression (a promise
    that got refuted, a hypothesis no longer decided, a new or graver bug at or over --fail-on, and from 'medium' on
    trials that became slower), with 3 when nothing was comparable, else with 0. A new strength is no regression.
    """
    found = pair_up(base, head, out)
    comparisons = [compare_sides(one, other, fail_on) for one, other in found.pairs]
    if len(comparisons) == 1 and not found.alone:
        print(_ONE[format_](comparisons[0]), end="")
    else:
        print(_SEVERAL[format_](comparisons, found.alone), end="")
    codes = [diff_exit_code(comparison) for comparison in comparisons]
    worst = (ExitCode.FOUND, ExitCode.OK, ExitCode.INCONCLUSIVE)  # something was comparable where one pair was
    raise typer.Exit(next(code for code in worst if code in codes))
