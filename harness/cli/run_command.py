"""`run`: missions against a subject, to a verdict and a report."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any

import anyio
import orjson
import typer

from harness import engine
from harness.cli.console import say_error, stderr
from harness.cli.cut_off import told_how_to_go_on, told_what_was_not_begun
from harness.cli.matrix import Target, compare, refuse_with_several, targets_of
from harness.cli.options import (
    JOBS,
    PYTHON_HELP,
    SUBJECT_HELP,
    WITH_HELP,
    Templates,
    budget_of,
    read_by,
    seed_of,
    text_of,
)
from harness.cli.project import Project, redact_of
from harness.errors import ExitCode, SubjectError, UsageError
from harness.evidence.encodable import json_bytes
from harness.findings.assemble import HARNESS
from harness.findings.baseline_file import baseline_content, rewrite_baseline
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.ledger_file import note_run
from harness.findings.matrix import Place
from harness.findings.verdict import Excused, exit_code, fail_on_of
from harness.mission import Mission, load_mission, parse_overrides
from harness.mission.library import find, read_id
from harness.mission.places import shown
from harness.mission.redact import redaction_of
from harness.report.console import print_overview, print_verdict
from harness.report.formats import ALWAYS, NAMES, formats_of
from harness.report.progress import live_progress
from harness.report.run_json import run_entry
from harness.subject import resolve
from harness.supervisor import Watcher

Subjects = Annotated[list[str] | None, typer.Option(metavar="S", help=f"{SUBJECT_HELP} Repeat it to compare.")]
Pythons = Annotated[list[str] | None, typer.Option(metavar="P", help=f"Runs it: {PYTHON_HELP} Repeat it to compare.")]
Missions = Annotated[list[str] | None, typer.Argument(metavar="MISSION", help="An id, a glob (CORE-*), a file.")]
Budget = Annotated[
    str | None,
    typer.Option(metavar="Nt|Ns", callback=read_by(budget_of), help="Explored trials, as 2000t, or seconds, as 30s."),
]
Baseline = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Known findings, which fail no run; the rest does.")
]
UpdateBaseline = Annotated[
    bool, typer.Option("--update-baseline", help="Write what was found, and what is fixed, to --baseline.")
]
CutOff = Annotated[str | None, typer.Option(metavar="RUN", help="Go on with a run that was cut off; takes no MISSION.")]
FORMATS = ",".join(ALWAYS)
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="LIST", callback=read_by(formats_of), help=f"Reports to write, of {','.join(NAMES)}."
    ),
]
Threshold = Annotated[str, typer.Option(callback=read_by(fail_on_of), help="critical, high, medium, low or never.")]
Additions = Annotated[list[str] | None, typer.Option("--with", metavar="REQ|DIR", help=f"Also: {WITH_HELP}")]


def command(
    ctx: typer.Context,
    missions: Missions = None,
    subject: Subjects = None,
    python: Pythons = None,
    with_: Additions = None,
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A mission parameter.")] = None,
    seed: Annotated[str, typer.Option(callback=read_by(seed_of), help="A number, or 'random'.")] = "0",
    budget: Budget = None,
    jobs: Annotated[int, typer.Option(min=1, help="Workers at a time.")] = JOBS,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The results folder.")] = Path("results"),
    templates: Templates = None,
    fail_on: Threshold = "high",
    perf: Annotated[bool, typer.Option("--perf", help="Judge wall-clock limits too.")] = False,
    agent: Annotated[str, typer.Option(metavar="NAME", help="Who ran it, for the report.")] = HARNESS,
    plant: Annotated[str | None, typer.Option(metavar="NAME", help="Put a known defect into the subject.")] = None,
    baseline: Baseline = None,
    update_baseline: UpdateBaseline = False,
    format_: Format = FORMATS,
    resume: CutOff = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> int:
    """Run missions against a stageflow and report.

    Options that are not given are taken from [tool.stageflow-stress] of the nearest pyproject.toml, if it has them.
    """
    extra_formats = tuple(name for name in formats_of(format_) if name not in ALWAYS)
    if resume is not None:
        from harness.cli.resumed import go_on, refuse_what_is_settled

        refuse_what_is_settled(ctx, missions)
        return go_on(resume, out, jobs, templates, extra_formats, json=json, quiet=quiet)
    if not missions:
        raise UsageError("missing argument 'MISSION...'\n  or --resume RUN, which goes on with a run that was cut off")
    trials, seconds = budget_of(budget)
    targets = targets_of(_texts("--subject", subject), _texts("--python", python))
    project = ctx.find_object(Project) or Project()
    asked = engine.Request(
        mission=Path(),
        extras=tuple(_texts("--with", with_)),
        overrides=parse_overrides(_texts("--set", set_)),
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
        formats=extra_formats,
        baseline=baseline,
        redact=redact_of(project),
        told=project.told_by_run(),
        baseline_content=_known(baseline, targets, update=update_baseline),
    )
    return _run_all(missions, asked, targets, json=json, quiet=quiet, update_baseline=update_baseline)


def _known(baseline: Path | None, targets: Sequence[Target], *, update: bool) -> bytes:
    """What the baseline holds. Raises UsageError where it cannot be read, or could not be updated."""
    if update:
        refuse_with_several("--update-baseline", targets)
    if update and baseline is None:
        raise UsageError("--update-baseline writes the file of --baseline FILE, which is missing")
    return b"" if baseline is None else baseline_content(baseline, may_be_new=update)


def _texts(option: str, given: Sequence[str] | None) -> list[str]:
    return [text_of(option, text) for text in given or ()]


@dataclass(slots=True)
class Ended:
    """Which runs were begun, and what came of them: documents, entries and codes, and why others could not be made."""

    begun: list[Place] = field(default_factory=list)
    documents: dict[Place, engine.Documents] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    entries: list[dict[str, Any]] = field(default_factory=list)
    codes: list[ExitCode] = field(default_factory=list)


def _run_all(
    names: list[str], asked: engine.Request, targets: list[Target], *, json: bool, quiet: bool, update_baseline: bool
) -> ExitCode:
    """Each mission on each subject, in the order in which they were named; an error in the last one stops the first,
    too.
    """
    missions = _chosen(names, asked)
    for subject, python in targets:
        resolve(subject, python, asked.extras)
    to_github = wants_github(asked.formats, json=json)
    ended, compared = Ended(), dict[str, str]()
    alone = len(targets) == 1
    try:
        with told_what_was_not_begun(len(missions) * len(targets), ended.begun, compared=not alone):
            for row, (request, _) in enumerate(missions):
                for column, (subject, python) in enumerate(targets):
                    on_target = replace(request, subject=subject, python=python)
                    ended.begun.append((row, column))
                    _run_and_say((row, column), on_target, ended, alone=alone, quiet=quiet, update=update_baseline)
    finally:
        if to_github and ended.documents:
            tell_github(list(ended.documents.values()))
        if not alone and ended.documents:
            redaction = redaction_of([*asked.redact, *(entry for _, mission in missions for entry in mission.redact)])
            told = [(mission.id, redaction.text(mission.title)) for _, mission in missions]
            runs = {place: run for place, (run, _) in ended.documents.items()}
            compared["matrix_dir"] = str(
                compare(asked, names, told, targets, runs, ended.errors, redaction, quiet=quiet)
            )
    if len(ended.documents) > 1 and alone and not quiet:
        print_overview(stderr(), [run for run, _ in ended.documents.values()])
    if json:
        document = {"schema": 1, "runs": ended.entries, **compared}
        typer.echo(json_bytes(document, orjson.OPT_INDENT_2).decode())
    return worst_code(ended.codes)


def _chosen(names: list[str], asked: engine.Request) -> list[tuple[engine.Request, Mission]]:
    """A request for each mission, once, by the first name it was found under."""
    chosen: dict[Path, bool] = {}
    for name in names:
        for path in find(name, Path.cwd()):
            chosen.setdefault(path, fnmatchcase(read_id(path), name))
    return [
        (replace(asked, mission=path, by_id=by_id), load_mission(path, asked.overrides))
        for path, by_id in chosen.items()
    ]


def _run_and_say(
    place: Place, request: engine.Request, ended: Ended, *, alone: bool, quiet: bool, update: bool
) -> None:
    """One mission on one subject from its start to what is printed of it, noted in `ended`. Where several subjects are
    compared, one that cannot be used stops no other.
    """
    console = stderr()
    try:
        with live_progress(console, request.mission.stem, quiet=quiet) as watcher:
            run, findings, run_dir = _run(request, watcher)
    except SubjectError as error:
        if alone:
            raise
        say_error(f"{request.mission.stem} on {request.subject}: {error}")
        ended.errors[place] = str(error)
        ended.codes.append(ExitCode.USAGE)
        return
    if not quiet:
        print_verdict(console, run, findings, run_dir)
    ended.documents[place] = (run, findings)
    note_in_ledger(request.out, run)
    code = ExitCode(run.exit_code)
    if request.baseline is not None and update:
        code = _update(request.baseline, run, findings)
    ended.entries.append(run_entry(run, run_dir) | {"exit_code": code})
    ended.codes.append(code)


def _run(request: engine.Request, watcher: Watcher) -> tuple[RunDocument, FindingsDocument, Path]:
    """Runs it to its end; says where what was done until then lies when it is cut off."""
    kept: list[Path] = []
    with told_how_to_go_on(kept):
        return anyio.run(engine.run_mission, request, watcher, kept.append)


def wants_github(formats: Sequence[str], *, json: bool) -> bool:
    """Whether annotations are printed: where they are asked for, in a workflow that reads them, and nowhere else."""
    return "github" in formats and not json and "GITHUB_ACTIONS" in os.environ


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
    order = (ExitCode.USAGE, ExitCode.FOUND, ExitCode.HARNESS_BUG, ExitCode.INCONCLUSIVE, ExitCode.OK)
    for code in order:
        if code in codes:
            return code
    raise UsageError("no mission was given")
