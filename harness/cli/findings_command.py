"""`stageflow-stress findings ...`: what was ever found below a results folder, and what was decided about it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from harness.catalogue.severities import SEVERITIES, TYPE_CODES
from harness.cli.console import plain_line, say_error, stderr, stdout
from harness.cli.options import text_of
from harness.errors import ExitCode, UsageError
from harness.findings.fingerprint import short_id
from harness.findings.ledger import STATUSES, Decision, LedgerEntry, decided, status_on
from harness.findings.ledger_file import LEDGER, Entries, Ledger, read_ledger, update_ledger
from harness.findings.remarks import identity_of, read_remarks, remarked
from harness.findings.store import read_run
from harness.mission.words import suggestion
from harness.report.console import print_folded
from harness.report.escape import in_a_cell, one_line

app = typer.Typer(
    help="Findings over all runs: list, show, accept, resolve, add.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)

Out = Annotated[Path, typer.Option(metavar="DIR", help="The results folder, whose ledger.json is read.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]
Named = Annotated[str, typer.Argument(metavar="FINDING", help="An id, short or long, or the start of a fingerprint.")]
RESULTS = Path("results")
NARROW = 60
"""Columns below which a table would break ids and words apart."""


@app.command("list")
def list_(
    severity: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(SEVERITIES)}; repeatable.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="bug, dx, strength ...; repeatable.")] = None,
    component: Annotated[list[str] | None, typer.Option(help="A component's name; repeatable.")] = None,
    subject: Annotated[list[str] | None, typer.Option(help="A subject as it was given to run; repeatable.")] = None,
    status: Annotated[list[str] | None, typer.Option(help=f"One of {', '.join(STATUSES)}; repeatable.")] = None,
    mission: Annotated[list[str] | None, typer.Option(help="A mission's id; repeatable.")] = None,
    as_json: Json = False,
    out: Out = RESULTS,
) -> int:
    """List what was found, the gravest first; remarks of people and models stand apart, for nothing checked them."""
    wanted = {
        "severity": _known("--severity", severity, SEVERITIES),
        "type": _known("--type", type_, tuple(TYPE_CODES)),
        "status": _known("--status", status, STATUSES),
        "component": component,
        "mission": mission,
        "subject": subject,
    }
    rows = [row for row in map(_row, _ordered(_read(out).entries)) if _fits(row, wanted)]
    found = [row for row in rows if not row["reported_by"]]
    remarks = [row for row in rows if row["reported_by"]]
    if as_json:
        print(json.dumps({"schema": 1, "findings": found, "reported": remarks}, indent=2))
        return ExitCode.OK
    if not rows:
        stderr().print(
            "no finding" + (" of that kind" if any(wanted.values()) else "") + f" in {plain_line(out / LEDGER)}"
        )
        return ExitCode.OK
    if found:
        _print_table(found)
    if remarks:
        stdout().print("\nReported, not checked:" if found else "Reported, not checked:")
        _print_table(remarks)
    return ExitCode.OK


@app.command()
def show(finding: Named, as_json: Json = False, out: Out = RESULTS) -> int:
    """Show all that the ledger knows of a finding: when, where, on which subjects, and what was decided."""
    entry = _one(_read(out).entries, finding, out)
    row = _row(entry) | {"replay": _again(entry, out)}
    if as_json:
        print(json.dumps({"schema": 1, **row}, indent=2))
        return ExitCode.OK
    console = stdout()
    print_folded(console, f"{one_line(row['id'])}  {row['severity']} {row['type']}, {row['status']}")
    print_folded(console, one_line(row["title"]))
    for name in ("component", "description", "owner", "reason", "until", "reported_by", "subjects", "fingerprint"):
        value = ", ".join(row[name]) if isinstance(row[name], list) else row[name]
        if value:
            print_folded(console, one_line(f"{name.replace('_', ' ')}: {value}"), "  ")
    times = "once" if row["occurrences"] == 1 else f"{row['occurrences']} times"
    print_folded(console, f"seen {times}, from {row['first_seen']} to {row['last_seen']}", "  ")
    for run in row["runs"]:
        print(f"    {plain_line(out / run)}")
    if row["replay"]:
        print(f"See it again:\n  {plain_line(row['replay'])}")
    return ExitCode.OK


def _again(entry: LedgerEntry, out: Path) -> str:
    """What shows it again, by the latest of its runs that is still there; empty where there is none."""
    if entry.type == "strength":
        return ""
    for run in sorted(entry.runs, key=lambda run: entry.runs[run], reverse=True):
        try:
            document = read_run(out / run)
        except UsageError:
            continue  # it was removed, or cannot be read any more
        replays = [f.replay for f in document.findings if f.fingerprint == entry.fingerprint]
        return (replays and replays[0]) or document.command
    return ""


@app.command()
def accept(
    finding: Named,
    reason: Annotated[str, typer.Option(help="Why it is lived with.")],
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The last day; open again afterwards.")] = "",
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who looks after it.")] = "",
    out: Out = RESULTS,
) -> int:
    """Accept a finding, with a reason and until a day. The ledger notes it; what `run` ends with stays as it was."""
    last_day = _day(until)
    return _decide(finding, "accepted", out, _said("--reason", reason), text_of("--owner", owner), last_day)


@app.command()
def resolve(
    finding: Named,
    reason: Annotated[str, typer.Option(help="How it was resolved.")] = "",
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who resolved it.")] = "",
    out: Out = RESULTS,
) -> int:
    """Mark a finding as resolved; a later run that shows it again makes it `regressed`."""
    return _decide(finding, "resolved", out, text_of("--reason", reason), text_of("--owner", owner))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="YAML or JSON with a list 'remarks:'.")],
    out: Out = RESULTS,
) -> int:
    """Add remarks of a person or a model. They are listed as reported, not checked, and decide nothing."""
    remarks, at = read_remarks(file), _now()

    def change(entries: Entries) -> Entries:
        changed = dict(entries)
        for remark in remarks:
            identity = identity_of(remark)
            changed[identity] = remarked(changed.get(identity), remark, at)
        return changed

    ledger = update_ledger(out, change)
    _say_notes(ledger)
    for remark in remarks:
        entry = ledger.entries[identity_of(remark)]
        again = "" if entry.occurrences == 1 else f" (reported {entry.occurrences} times)"
        print(plain_line(f"{entry.id}: {entry.title}{again}"))
    return ExitCode.OK


def _decide(finding: str, status: Any, out: Path, reason: str, owner: str, until: str = "") -> int:
    decision = Decision(status, _now(), reason, owner, until)
    changed: list[LedgerEntry] = []

    def change(entries: Entries) -> Entries:
        entry = decided(_one(entries, finding, out), decision)
        changed.append(entry)
        return {**entries, entry.fingerprint: entry}

    _say_notes(update_ledger(out, change))
    last = f" until {until}" if until else ""
    print(plain_line(f"{changed[0].id}: {status}{last}"))
    return ExitCode.OK


def _read(out: Path) -> Ledger:
    ledger = read_ledger(out)
    _say_notes(ledger)
    return ledger


def _say_notes(ledger: Ledger) -> None:
    for note in ledger.notes:
        say_error(note)


def _one(entries: Entries, named: str, out: Path) -> LedgerEntry:
    """The entry that is meant. Raises UsageError where there is none, or more than one."""
    found = [e for e in entries.values() if named in (e.id, e.fingerprint)]
    if not found:
        found = [e for e in entries.values() if short_id(e.id) == named]
    if not found and re.fullmatch("[0-9a-f]{4,16}", named):
        found = [e for e in entries.values() if e.fingerprint.startswith(named)]
    if len(found) == 1:
        return found[0]
    if found:
        which = ", ".join(f"{e.id} ({e.fingerprint})" for e in found)
        raise UsageError(f"{named} means {len(found)} findings: {which}\n  name one by its fingerprint")
    near = suggestion(named, sorted(e.id for e in entries.values()), "known ids")
    raise UsageError(f"{out / LEDGER}: no finding {named!r}\n  {near or 'stageflow-stress findings list  shows them'}")


def _row(entry: LedgerEntry) -> dict[str, Any]:
    row = entry.model_dump(mode="json")
    return row | {"status": status_on(entry, date.today().isoformat()), "runs": sorted(entry.runs)}


def _ordered(entries: Mapping[str, LedgerEntry]) -> Iterable[LedgerEntry]:
    return sorted(entries.values(), key=lambda e: (SEVERITIES.index(e.severity), e.mission, e.id, e.fingerprint))


def _fits(row: Mapping[str, Any], wanted: Mapping[str, Sequence[str] | None]) -> bool:
    for name, values in wanted.items():
        if not values:
            continue
        has = set(row["subjects"]) if name == "subject" else {row[name]}
        if not has & set(values):
            return False
    return True


def _print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    from rich.table import Table

    console = stdout()
    if console.width < NARROW:
        for row in rows:
            print_folded(console, one_line(row["id"]))
            print_folded(console, f"{row['severity']}, {row['status']}, seen {row['occurrences']}", "  ")
            print_folded(console, one_line(row["title"]), "  ")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("ID", overflow="fold")
    table.add_column("SEVERITY", no_wrap=True)
    table.add_column("STATUS", no_wrap=True)
    table.add_column("SEEN", justify="right", no_wrap=True)
    table.add_column("TITLE", overflow="fold", ratio=1)
    for row in rows:
        cells = (row["id"], row["severity"], row["status"], str(row["occurrences"]), row["title"])
        table.add_row(*map(in_a_cell, cells))
    console.print(table)


def _known(option: str, values: list[str] | None, known: Sequence[str]) -> list[str] | None:
    for value in values or []:
        if value not in known:
            raise UsageError(f"{option} {value!r} is unknown\n  {suggestion(value, known, 'expected')}")
    return values


def _said(option: str, text: str) -> str:
    if not text_of(option, text).strip():
        raise UsageError(f"{option} is empty\n  say why, for those who read it later")
    return text


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"--until {text!r} is no day\n  expected a date such as 2027-01-31") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
