"""`audit`: which check catches which planted defect."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import anyio
import orjson
import typer

from harness import engine
from harness.audit import MissionAudit, audit_mission
from harness.catalogue import CHECKS
from harness.cli.console import stderr
from harness.cli.options import JOBS, SUBJECT_HELP, budget_of, seed_of
from harness.cli.project import Project, redact_of
from harness.errors import ExitCode, UsageError
from harness.evidence.encodable import INDENTED, json_bytes
from harness.evidence.paths import write_atomically
from harness.findings.audited import to_record
from harness.findings.kills import Audit, joined
from harness.mission.library import all_missions, find
from harness.mission.words import suggestion
from harness.report.audit_table import audit_document, print_audit
from harness.report.progress import live_progress


def command(
    ctx: typer.Context,
    missions: Annotated[
        list[str] | None, typer.Argument(metavar="MISSION...", help="Ids, globs or files; all there are if none.")
    ] = None,
    check: Annotated[str | None, typer.Option(metavar="NAME", help="Only plants that this check must see.")] = None,
    subject: Annotated[str, typer.Option(help=SUBJECT_HELP)] = "bundled",
    seed: Annotated[str, typer.Option(help="A number, or 'random'.")] = "0",
    budget: Annotated[str | None, typer.Option(metavar="Nt", help="Explored trials of each mission.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Workers at a time.")] = JOBS,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the kills there, for later runs.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> int:
    """Run missions with every planted defect that concerns them, and say which check catches which.

    Ends with 1 where a plant is not seen by a check that must see it, or where a check catches nothing.
    """
    if check is not None and check not in (known := [c.name for c in CHECKS]):
        raise UsageError(f"unknown check {check!r}\n  {suggestion(check, known, 'checks')}")
    trials, seconds = budget_of(budget)
    console = stderr()
    drawn = seed_of(seed)
    redact = redact_of(ctx.find_object(Project) or Project())
    audits: list[MissionAudit] = []
    for path in _chosen(missions):
        request = engine.Request(
            path, subject=subject, seed=drawn, budget_trials=trials, budget_s=seconds, jobs=jobs, redact=redact
        )
        with live_progress(console, path.stem, quiet=quiet) as watcher:
            audits.append(anyio.run(audit_mission, request, check, watcher))
    whole = joined(a.audit for a in audits)
    if check is not None and check not in whole.ran:
        raise UsageError(f"no pipeline of these missions runs the check '{check}'\n  name a mission that does")
    shown = whole if check is None else whole.only(check)
    if record is not None:
        write_atomically(record, json_bytes(_record(audits, whole, drawn), INDENTED))
    if not quiet:
        print_audit(console, shown)
    if json:
        typer.echo(json_bytes(audit_document(shown), orjson.OPT_INDENT_2).decode())
    return _exit_code(shown)


def _chosen(missions: Sequence[str] | None) -> list[Path]:
    if not missions:
        found = all_missions(Path.cwd())
        if not found:
            raise UsageError("no missions in ./missions, and none bundled")
        return found
    return list(dict.fromkeys(path for name in missions for path in find(name, Path.cwd())))


def _record(audits: Sequence[MissionAudit], whole: Audit, seed: int) -> dict[str, object]:
    orders = {(a.mission, pipeline): order for a in audits for pipeline, order in a.orders.items()}
    return to_record(whole, orders, audits[0].subject_digest, {"seed": seed, "missions": [a.mission for a in audits]})


def _exit_code(audit: Audit) -> ExitCode:
    if audit.survivors or audit.toothless:
        return ExitCode.FOUND
    return ExitCode.HARNESS_BUG if audit.harness_errors else ExitCode.OK
