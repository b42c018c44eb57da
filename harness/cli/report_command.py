"""`report RUN` renders the reports of a stored run again; `report verify RUN` says whether they are true."""

from pathlib import Path
from typing import Annotated

import typer

from harness.cli.console import plain, plain_line, say_error
from harness.cli.options import Templates, read_by
from harness.errors import ExitCode, UsageError
from harness.evidence.paths import RUN
from harness.findings.locate import find_run
from harness.report.formats import ALWAYS, NAMES, formats_of
from harness.report.render import render_reports
from harness.report.words import count
from harness.verify import Verified, verify_run

VERIFY = "verify"
SHOWN_MAX = 60


def command(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[verify] RUN",
            help="A run folder, a folder of runs, 'latest' or 'MISSION/latest'; behind 'verify' it is verified.",
        ),
    ],
    templates: Templates = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="LIST", callback=read_by(formats_of), help=f"Reports to write, of {','.join(NAMES)}."
        ),
    ] = ",".join(ALWAYS),
    out: Annotated[Path, typer.Option(metavar="DIR", help="The results folder.")] = Path("results"),
) -> int:
    """Render the reports of a run again; the same run and templates give the same bytes.

    `report verify RUN` writes nothing: it judges the evidence again, renders the reports again, and says where the
    files of the run say something else. It ends with 1 where they do, with 3 where a part could not be verified.
    """
    if len(words) == 2 and words[0] == VERIFY:
        return _verify(words[1], out, templates)
    if len(words) != 1:
        raise UsageError(f"report takes one RUN, got {len(words)} words\n  expected: report RUN, or report verify RUN")
    for report in render_reports(_folder(words[0], out), templates, formats_of(format_)):
        print(plain_line(report))
    return ExitCode.OK


def _folder(run: str, out: Path) -> Path:
    path = find_run(run, out)
    if path.name != RUN:
        raise UsageError(f"{path}: a report is rendered in a run folder, expected one that holds {RUN}")
    if path.parent.absolute() != Path(run).absolute():
        say_error(f"Took the run {plain_line(path.parent)}.")
    return path.parent


def _verify(run: str, out: Path, templates: Path | None) -> int:
    seen = verify_run(_folder(run, out), templates)
    for what in seen.wrong[:SHOWN_MAX]:
        print(f"differs: {plain(what)}")
    if len(seen.wrong) > SHOWN_MAX:
        print(f"... and {count(len(seen.wrong) - SHOWN_MAX, 'more difference')}")
    for what in seen.open:
        print(f"not verified: {plain(what)}")
    for what in seen.done:
        print(f"compared: {plain(what)}")
    print(_answer(seen))
    return seen.exit_code


def _answer(seen: Verified) -> str:
    if seen.wrong:
        return f"{count(len(seen.wrong), 'place says', 'places say')} something else than the source that is named."
    return "Everything that was compared agrees." if not seen.open else "What was compared agrees; a part was not."
