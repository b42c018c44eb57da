"""`run --resume`: a run that was cut off goes on, and ends as it would have ended."""

from collections.abc import Sequence
from pathlib import Path

import anyio
import orjson
import typer

from harness.cli.console import plain_line, say_error, stderr
from harness.cli.cut_off import told_how_to_go_on
from harness.cli.run_command import note_in_ledger, tell_github, wants_github
from harness.errors import ExitCode, UsageError
from harness.evidence.encodable import json_bytes
from harness.evidence.paths import PLAN, results_of
from harness.findings.locate import find_run
from harness.report.console import print_verdict
from harness.report.progress import live_progress
from harness.report.run_json import run_entry
from harness.resume import Resume, resume_run

SETTLED = (
    *("subject", "python", "with_", "set_", "seed", "budget", "fail_on", "perf", "agent", "plant"),
    *("baseline", "update_baseline"),
)
"""Options of `run` that were settled when the run began."""


def refuse_what_is_settled(ctx: typer.Context, missions: Sequence[str] | None) -> None:
    """Raises UsageError for a mission or an option beside --resume that the run was begun with, or without."""
    if missions:
        raise UsageError(
            f"--resume RUN goes on with one run, whose mission is settled; got {missions[0]!r} besides\n"
            "  leave it away, or leave --resume away to begin another run"
        )
    for name in SETTLED:
        source = ctx.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = f"--{name.strip('_').replace('_', '-')}"
            raise UsageError(
                f"{option} cannot be given with --resume: the run goes on as it was begun\n"
                "  leave it away, or leave --resume away to begin another run"
            )


def go_on(
    named: str, out: Path, jobs: int, templates: Path | None, formats: tuple[str, ...], *, json: bool, quiet: bool
) -> ExitCode:
    """The run that is meant, from where it was cut off to what is printed of it."""
    run_dir, console = find_run(named, out, PLAN).parent, stderr()
    if run_dir.absolute() != Path(named).absolute():
        say_error(f"Took the run {plain_line(run_dir)}.")
    kept: list[Path] = []
    asked = Resume(run_dir, jobs, templates, formats)
    with live_progress(console, run_dir.parent.name, quiet=quiet) as watcher, told_how_to_go_on(kept):
        run, findings = anyio.run(resume_run, asked, watcher, say_error, kept.append)
    if not quiet:
        print_verdict(console, run, findings, run_dir)
    note_in_ledger(results_of(run_dir), run)
    if wants_github(formats, json=json):
        tell_github([(run, findings)])
    if json:
        document = {"schema": 1, "runs": [run_entry(run, run_dir)]}
        typer.echo(json_bytes(document, orjson.OPT_INDENT_2).decode())
    return ExitCode(run.exit_code)
