"""`run`: missions against a subject, to a verdict and a report."""

import os
import shlex
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import anyio
import orjson
import typer

from harness import engine
from harness.cli.console import say_error, stderr
from harness.cli.options import JOBS, SUBJECT_HELP, budget_of, seed_of, text_of
from harness.errors import ExitCode, UsageError
from harness.evidence.encodable import json_bytes
from harness.findings.assemble import HARNESS
from harness.findings.baseline_file import baseline_content, rewrite_baseline
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.ledger_file import note_run
from harness.findings.verdict import Excused, exit_code, fail_on_of
from harness.mission import load_mission, parse_overrides
from harness.mission.library import find, read_id
from harness.mission.places import shown
from harness.report.console import print_verdict
from harness.report.formats import ALWAYS, NAMES, formats_of
from harness.report.progress import live_progress
from harness.report.run_json import run_entry
from harness.supervisor import Watcher

JUDGE = ("stageflow-stress", "check")


def command(
    missions: Annotated[list[str], typer.Argument(metavar="MISSION...", help="An id, a glob (CORE-*), a file.")],
    subject: Annotated[str, typer.Option(help=SUBJECT_HELP)] = "bundled",
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
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Known findings, which fail no run; the rest does.")
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write what was found, and what is fixed, to --baseline.")
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help=f"Reports to write, of {','.join(NAMES)}.")
    ] = ",".join(ALWAYS),
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> int:
    """Run missions against a stageflow and report."""
    trials, seconds = budget_of(budget)
    if update_baseline and baseline is None:
        raise UsageError("--update-baseline writes the file of --baseline FILE, which is missing")
    asked = engine.Request(
        mission=Path(),
        subject=subject,
        overrides=parse_overrides([text_of("--set", pair) for pair in set_ or []]),
        seed=seed_of(seed),
        budget_trials=trials,
        budget_s=seconds,
        out=out,
        templates=templates,
        agent=text_of("--agent", agent),
        plant=plant,
        fail_on=fail_on_of(fail_on),
        jobs=jobs,
        perf=perf,
        formats=tuple(name for name in formats_of(format_) if name not in ALWAYS),
        baseline=baseline,
        baseline_content=b"" if baseline is None else baseline_content(baseline, may_be_new=update_baseline),
    )
    return _run_all(missions, asked, json=json, quiet=quiet, update_baseline=update_baseline)


def _run_all(missions: list[str], asked: engine.Request, *, json: bool, quiet: bool, update_baseline: bool) -> ExitCode:
    """Each mission once, in the order in which they were named; an error in the last one stops the first, too."""
    chosen: dict[Path, bool] = {}
    for name in missions:
        for path in find(name, Path.cwd()):
            chosen.setdefault(path, is_id(name, path))
    requests = [replace(asked, mission=path, by_id=by_id) for path, by_id in chosen.items()]
    for request in requests:
        load_mission(request.mission, request.overrides)
    to_github = "github" in asked.formats and not json and "GITHUB_ACTIONS" in os.environ
    done: list[engine.Documents] = []
    try:
        ended = [_run_and_say(request, done, quiet=quiet, update_baseline=update_baseline) for request in requests]
    finally:
        if to_github and done:
            tell_github(done)
    if json:
        typer.echo(json_bytes({"schema": 1, "runs": [entry for entry, _ in ended]}, orjson.OPT_INDENT_2).decode())
    return worst_code([code for _, code in ended])


def _run_and_say(
    request: engine.Request, done: list[engine.Documents], *, quiet: bool, update_baseline: bool
) -> tuple[dict[str, Any], ExitCode]:
    """One mission from its start to what is printed of it, noted in `done`; gives its entry for programs and its exit
    code.
    """
    console = stderr()
    with live_progress(console, request.mission.stem, quiet=quiet) as watcher:
        run, findings, run_dir = _run(request, watcher)
    if not quiet:
        print_verdict(console, run, findings, run_dir)
    done.append((run, findings))
    note_in_ledger(request.out, run)
    code = ExitCode(run.exit_code)
    if request.baseline is not None and update_baseline:
        code = _update(request.baseline, run, findings)
    return run_entry(run, run_dir) | {"exit_code": code}, code


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


def tell_github(runs: Sequence[engine.Documents]) -> None:
    """Prints the annotations of all runs, which GitHub picks up from the output of a step, and adds to its summary."""
    from harness.report.github import annotations_of_step, summary_of_step

    print(annotations_of_step(runs).decode(), end="")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("ab") as file:
            file.write(summary_of_step(runs))


def note_in_ledger(out: Path, run: RunDocument) -> None:
    """Enters the findings of a run; where that fails it is said, for nothing but `findings` depends on the ledger."""
    try:
        for note in note_run(out, run).notes:
            say_error(note)
    except UsageError as error:
        say_error(f"not entered in the ledger, which changes nothing about this run: {error}")


def _update(baseline: Path, run: RunDocument, findings: FindingsDocument) -> ExitCode:
    """Writes the baseline anew; gives the exit code of a run that is judged against it."""
    came, went = rewrite_baseline(baseline, run, findings)
    say_error(f"{shown(baseline)}: {came} added, {went} removed")
    passes = Excused(frozenset(f.fingerprint for f in findings.findings), frozenset(h.id for h in run.hypotheses))
    return exit_code(run.verdict, run.hypotheses, findings.findings, run.harness_errors, "low", passes)


def worst_code(codes: list[ExitCode]) -> ExitCode:
    """The first of the table in `--help` that any run ended with."""
    order = (ExitCode.FOUND, ExitCode.HARNESS_BUG, ExitCode.INCONCLUSIVE, ExitCode.OK)
    for code in order:
        if code in codes:
            return code
    raise UsageError("no mission was given")
