"""The kill matrix on the console, and as the JSON document that `audit --json` prints."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from harness.catalogue.plants import PLANT
from harness.findings.kills import Audit, Kill, PlantAudit
from harness.report import words
from harness.report.escape import one_line

NAMED_MAX = 6


def print_audit(console: Console, audit: Audit) -> None:
    """Plants by area with what killed each and after how many trials, then the checks, then what is wrong.

    Fits 80 columns; nothing of the subject's text acts as markup.
    """
    for table in (_plants(audit), _checks(audit)):
        console.print(table)
        console.print()
    for line in verdict_lines(audit):
        console.print(Text(line))


def verdict_lines(audit: Audit) -> Iterator[str]:
    """What the matrix comes to, one sentence each."""
    killed = [p for p in audit.plants if p.killed]
    planted = words.count(len(audit.plants), "planted fault")
    yield f"{len(killed)} of {planted} {'was' if len(killed) == 1 else 'were'} caught by every check that must see it."
    if audit.hardest is not None:
        yield _margin(audit.hardest)
    for plant in audit.survivors:
        seen = f"it was seen by {', '.join(plant.killed_by)}" if plant.killed_by else "nothing saw it"
        yield f"SURVIVED: {plant.name} was not seen by {', '.join(plant.missed or plant.tried)}; {seen}."
    for plant in audit.plants:
        if plant.refused:
            yield f"Not planted: {one_line(plant.refused)}."
    if audit.toothless:
        yield f"KILL NOTHING: {', '.join(audit.toothless)}. What they say is worth nothing here."
    if left := audit.never_planted:
        named = ", ".join(left) if len(left) <= NAMED_MAX else words.count(len(left), "other plant")
        yield f"No pipeline of these missions can show {named}."
    for error in audit.harness_errors:
        yield f"The harness failed: {one_line(error)}"


def _margin(hardest: Kill) -> str:
    after = f"{words.number(hardest.trial)} of the {words.count(hardest.of, 'trial')}"
    return (
        f"The hardest was {hardest.plant}: {hardest.check} saw it after {after} "
        f"that {hardest.pipeline} has in such a run (margin {hardest.of / hardest.trial:.1f})."
    )


def _plants(audit: Audit) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("PLANT", overflow="fold", ratio=2)
    table.add_column("KILLED BY", overflow="fold", ratio=3)
    table.add_column("AFTER", justify="right", no_wrap=True)
    area = ""
    for plant in audit.plants:
        if plant.area != area:
            area = plant.area
            table.add_row(Text(area, style="bold"), "", "")
        for row in _rows(plant):
            table.add_row(*row)
    return table


def _rows(plant: PlantAudit) -> Iterator[tuple[RenderableType, ...]]:
    name = f"  {plant.name}"
    if plant.refused:
        yield Text(name), Text("(not planted)", style="yellow"), ""
        return
    for check in (*plant.killed_by, *plant.missed):
        kill = plant.first(check)
        style = "bold red" if kill is None else "" if check in plant.tried else "dim"
        after = "missed" if kill is None else "already" if kill.already else f"{kill.trial}/{kill.of}"
        yield Text(name), Text(check, style=style), Text(after, style=style)
        name = ""
    if not plant.killed_by and not plant.missed:
        yield Text(name), Text("nothing", style="bold red"), ""


def _checks(audit: Audit) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("CHECK", overflow="fold")
    table.add_column("KILLS", justify="right", no_wrap=True)
    for check, plants in audit.kills_by_check.items():
        table.add_row(Text(check), Text(str(len(plants)), style="" if plants else "bold red"))
    return table


def audit_document(audit: Audit) -> dict[str, Any]:
    """The shape is a contract; `trials` is None where nothing killed the plant."""
    return {
        "schema": 1,
        "plants": [
            {
                "name": p.name,
                "area": p.area,
                "guarantee": PLANT[p.name].guarantee,
                "killed": p.killed,
                "killed_by": list(p.killed_by),
                "missed": list(p.missed),
                "trials": p.hardest.trial if p.hardest else None,
                "of": p.hardest.of if p.hardest else None,
                "refused": p.refused,
                "kills": [
                    {"mission": k.mission, "pipeline": k.pipeline, "check": k.check, "trial": k.trial, "of": k.of}
                    for k in p.kills
                ],
            }
            for p in audit.plants
        ],
        "checks": [{"name": name, "kills": len(plants)} for name, plants in audit.kills_by_check.items()],
        "harness_errors": list(audit.harness_errors),
    }
