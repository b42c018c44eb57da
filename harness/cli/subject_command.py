"""`stageflow-stress subject ...`: the stageflows from a package index that are kept to be tested."""

import json
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from harness.cli.console import plain_line, stderr, stdout
from harness.cli.options import PYTHON_HELP, WITH_HELP, text_of
from harness.errors import ExitCode, UsageError
from harness.report.escape import in_a_cell
from harness.subject import environments, resolve
from harness.subject.environments import Kept
from harness.subject.resolve import is_requirement

app = typer.Typer(
    help="Stageflows from a package index: list, add, remove.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)

Named = Annotated[str, typer.Argument(metavar="REQUIREMENT", help="As for run --subject: stageflow-core==0.5.0.")]
_MIB = 2**20


@app.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> int:
    """List the environments that are kept: their requirements, Python and size."""
    found = list(environments.kept())
    if as_json:
        print(json.dumps({"schema": 1, "subjects": [_row(k) for k in found]}, indent=2))
    elif found:
        _print_table(found)
    else:
        stderr().print(f"none is kept in {plain_line(environments.cache_folder())}")
    return ExitCode.OK


@app.command()
def add(
    requirement: Named,
    python: Annotated[str, typer.Option(metavar="P", help=f"For {PYTHON_HELP}")] = "",
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="REQ|DIR", help=f"Also: {WITH_HELP}")] = None,
) -> int:
    """Make the environment of a requirement now, so that runs need no package index later."""
    extras = [text_of("--with", extra) for extra in with_ or ()]
    made = resolve(_requirement(requirement), text_of("--python", python), extras)
    stdout().print(plain_line(f"{requirement}: {made.package}"), soft_wrap=True)
    return ExitCode.OK


@app.command()
def remove(requirement: Named) -> int:
    """Remove the environments that hold a requirement; the next run that needs one makes it anew."""
    gone = environments.remove(text_of("REQUIREMENT", requirement))
    if not gone:
        kept = ", ".join(dict.fromkeys(r for k in environments.kept() for r in k.requirements)) or "none"
        raise UsageError(f"no environment of {requirement!r} is kept\n  kept: {kept}")
    for one in gone:
        stdout().print(plain_line(f"removed {one.folder} ({one.bytes_ / _MIB:.0f} MiB)"), soft_wrap=True)
    return ExitCode.OK


def _requirement(text: str) -> str:
    if not is_requirement(text_of("REQUIREMENT", text)):
        raise UsageError(f"{text!r} is no requirement\n  expected a name and a version, such as stageflow-core==0.5.0")
    return text


def _print_table(found: list[Kept]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, justify in (("REQUIREMENTS", "left"), ("PYTHON", "left"), ("PACKAGES", "right"), ("MIB", "right")):
        table.add_column(column, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for one in found:
        size = f"{one.bytes_ / _MIB:.0f}"
        table.add_row(in_a_cell(", ".join(one.requirements)), one.python_version, str(len(one.packages)), size)
    stdout().print(table)


def _row(one: Kept) -> dict[str, object]:
    return {
        "requirements": list(one.requirements),
        "python": one.python_version,
        "folder": str(one.folder),
        "bytes": one.bytes_,
        "packages": one.packages,
    }
