"""`replay`: run one failing trial again by its token."""

from functools import partial
from pathlib import Path
from typing import Annotated

import anyio
import typer
from rich.padding import Padding

from harness import replay
from harness.catalogue.drivers import UNLOGGED
from harness.cli.check_command import run_folder
from harness.cli.console import plain, stderr
from harness.cli.options import PYTHON_HELP, SUBJECT_HELP, WITH_HELP
from harness.errors import ExitCode, UsageError
from harness.findings.tokens import read_token
from harness.report.words import count


def command(
    run: Annotated[str, typer.Argument(metavar="RUN|FILE", help="A run, or a schedule file of its traces/.")],
    finding: Annotated[str | None, typer.Argument(help="A finding's id, short or long, or a name in traces/.")] = None,
    subject: Annotated[str | None, typer.Option(help=f"Another one: {SUBJECT_HELP}")] = None,
    python: Annotated[str | None, typer.Option(metavar="P", help=f"Another one: {PYTHON_HELP}")] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="REQ|DIR", help=f"Instead: {WITH_HELP}")] = None,
    stages: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder of the mission's own stages, where it has moved.")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Show what the subject logs meanwhile, from DEBUG on.")] = False,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The results folder.")] = Path("results"),
) -> int:
    """Replay a finding: 1 reproduced, 0 not reproduced, 3 diverged, 2 unusable."""
    path = _token_file(run, finding, out)
    token = read_token(path)
    given = replay.Instead(subject, python, None if with_ is None else tuple(with_))
    places = replay.places_of(path.absolute().parent.parent)
    run_trial = partial(replay.replay_token, token, given, replay.stages_folder(path, token, stages), places, log=log)
    answer = anyio.run(run_trial)
    console = stderr()
    console.print(plain(f"{token.check} on {token.scenario.id}: {answer.result}"))
    for line in (answer.reason, *answer.witness):
        console.print(Padding(plain(line), (0, 0, 0, 2)))
    if answer.changed:
        files = ", ".join(answer.changed)
        console.print(plain(f"the mission's own stages have changed since this schedule was kept: {files}"))
    if log:
        _show_log(answer, token.trial["driver"])
    return {"reproduced": ExitCode.FOUND, "not reproduced": ExitCode.OK}.get(answer.result, ExitCode.INCONCLUSIVE)


def _show_log(answer: replay.Answer, driver: str) -> None:
    console = stderr()
    if driver in UNLOGGED:
        console.print(plain(f"logged: not known; the driver {driver} does not keep what a trial logs"))
        return
    cut = "" if answer.log_lines <= len(answer.log) else f", the first {len(answer.log):,}"
    console.print(plain(f"logged: {count(answer.log_lines, 'line')}{cut}"))
    for level, logger, message in answer.log:
        console.print(Padding(plain(f"{level:<8} {logger}: {message}"), (0, 0, 0, 2)))


def _token_file(run: str, finding: str | None, out: Path) -> Path:
    if finding is not None:
        return replay.token_file(run_folder(run, out), finding)
    if not Path(run).is_file():
        raise UsageError(f"{run} is no schedule file\n  give a run and a finding, or a file of its traces/ folder")
    return Path(run)
