"""`check`: judge the stored evidence of a run again."""

import shlex
from pathlib import Path
from typing import Annotated

import orjson
import typer

from harness import engine
from harness.cli.console import plain, plain_line, stderr
from harness.cli.cut_off import GO_ON
from harness.cli.options import Templates
from harness.cli.run_command import note_in_ledger
from harness.errors import ExitCode, UsageError
from harness.evidence.encodable import json_bytes
from harness.evidence.paths import PLAN, results_of
from harness.findings.ledger_file import LEDGER
from harness.findings.locate import find_run
from harness.findings.store import read_run
from harness.report.console import print_verdict
from harness.report.run_json import run_entry
from harness.supervisor.journal import is_held


def command(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run folder, a run.json, 'latest' or 'MISSION/latest'.")],
    templates: Templates = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The results folder.")] = Path("results"),
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> int:
    """Judge the stored evidence of a run again, and write its documents and report anew."""
    run_dir = find_run(run, out, PLAN).parent  # a plan is there also where the run was cut off
    before = _verdict_before(run_dir)
    document, findings = engine.judge_again(run_dir, templates)
    results = results_of(run_dir)
    if (results / LEDGER).is_file():  # a run from elsewhere is judged where it lies, and nothing is made beside it
        note_in_ledger(results, document)
    console = stderr()
    if run_dir.absolute() != Path(run).absolute():
        console.print(f"Took the run {plain_line(run_dir)}.", soft_wrap=True)
    print_verdict(console, document, findings, run_dir)
    if before is not None and before != document.verdict:
        console.print(f"The verdict was {before} before this.")
    if templates is None and document.has_own_templates:
        console.print("The report was rendered anew without the templates of the run: --templates DIR gives them.")
    if not document.completed_at:
        console.print(plain(_why_not_complete(run_dir)), soft_wrap=True)
    if json:
        entry = run_entry(document, run_dir)
        typer.echo(json_bytes({"schema": 1, "runs": [entry]}, orjson.OPT_INDENT_2).decode())
    return ExitCode(document.exit_code)


def _why_not_complete(run_dir: Path) -> str:
    if is_held(run_dir):
        return "This run is under way in another process; what it has not done yet is missing above."
    return f"This run was cut off; what is left can be run:\n  {shlex.join([*GO_ON, str(run_dir)])}"


def _verdict_before(run_dir: Path) -> str | None:
    """What the run said until now; None where it was cut off or its run.json is of an older version."""
    try:
        return read_run(run_dir).verdict
    except UsageError:
        return None


def run_folder(run: str, out: Path) -> Path:
    """The folder of a run; also one that was cut off before its run.json was written."""
    folder = Path(run)
    if (folder / "plan.json").is_file():
        return folder
    return find_run(run, out).parent
