"""`run`: missions against a subject, to a verdict and a report."""

import os
import shlex
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import anyio
import orjson
import typer

from harness import engine
from harness.cli.console import say_error, stderr
from harness.cli.options import budget_of, seed_of, text_of
from harness.errors import ExitCode, UsageError
from harness.evidence.encodable import json_bytes
from harness.findings.assemble import HARNESS
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.verdict import fail_on_of
from harness.mission import parse_overrides
from harness.mission.library import find, read_id
from harness.report.console import print_verdict
from harness.report.progress import live_progress
from harness.report.run_json import run_entry
from harness.supervisor import Watcher

JUDGE = ("stageflow-stress", "check")
JOBS = min(2, os.cpu_count() or 1)


def command(
    missions: Annotated[list[str], typer.Argument(metavar="MISSION...", help="An id, a glob (CORE-*), a file.")],
    subject: Annotated[str, typer.Option(help="bundled, or path:DIR with a stageflow package.")] = "bundled",
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A mission parameter.")] = None,
    seed: Annotated[str, typer.Option(help="A number, or 'random'.")] = "0",
    budget: Annotated[
        str | None, typer.Option(metavar="Nt|Ns", help="Explored trials, as 2000t, or seconds, as 30s.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Workers at a time.")] = JOBS,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The results folder.")] = Path("results"),
    templates: Annotated[Path | None, typer.Option(metavar="DIR", help="Overrides single report templates.")] = None,
    fail_on: Annotated[str, typer.Option(help="critical, high, medium, low or never.")] = "high",
    perf: Annotated[bool, typer.Option("--perf", help="Judge wall-clock limits too.")] = False,
    agent: Annotated[str, typer.Option(metavar="NAME", help="Who ran it, for the report.")] = HARNESS,
    plant: Annotated[str | None, typer.Option(metavar="NAME", help="Put a known defect into the subject.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> int:
    """Run missions against a stageflow and report."""
    chosen: dict[Path, bool] = {}
    for name in missions:
        for path in find(name, Path.cwd()):
            chosen.setdefault(path, is_id(name, path))
    trials, seconds = budget_of(budget)
    console = stderr()
    entries, codes = [], []
    for path, by_id in chosen.items():
        request = engine.Request(
            mission=path,
            subject=subject,
            overrides=parse_overrides([text_of("--set", pair) for pair in set_ or []]),
            seed=seed_of(seed),
            budget_trials=trials,
            budget_s=seconds,
            out=out,
            templates=templates,
            by_id=by_id,
            agent=text_of("--agent", agent),
            plant=plant,
            fail_on=fail_on_of(fail_on),
            jobs=jobs,
            perf=perf,
        )
        with live_progress(console, path.stem, quiet=quiet) as watcher:
            run, findings, run_dir = _run(request, watcher)
        if not quiet:
            print_verdict(console, run, findings, run_dir)
        entries.append(run_entry(run, run_dir))
        codes.append(ExitCode(run.exit_code))
    if json:
        typer.echo(json_bytes({"schema": 1, "runs": entries}, orjson.OPT_INDENT_2).decode())
    return worst_code(codes)


def is_id(name: str, path: Path) -> bool:
    """Whether a file was found by its id, or a glob over ids, and not by its own name."""
    return fnmatchcase(read_id(path), name)


def _run(request: engine.Request, watcher: Watcher) -> tuple[RunDocument, FindingsDocument, Path]:
    """Runs it to its end; says where what was done until then lies when it is interrupted."""
    kept: list[Path] = []
    try:
        return anyio.run(engine.run_mission, request, watcher, kept.append)
    except KeyboardInterrupt:
        for run_dir in kept:
            say_error(f"cut off; what was done until now can be judged:\n  {shlex.join([*JUDGE, str(run_dir)])}")
        raise


def worst_code(codes: list[ExitCode]) -> ExitCode:
    """The first of the table in `--help` that any run ended with."""
    order = (ExitCode.FOUND, ExitCode.HARNESS_BUG, ExitCode.INCONCLUSIVE, ExitCode.OK)
    for code in order:
        if code in codes:
            return code
    raise UsageError("no mission was given")
