"""`stageflow-stress clean --keep N`: removes old runs of each mission and subject."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from harness.cli.console import plain_line, say_error
from harness.errors import ExitCode
from harness.findings.old_runs import Survey, bytes_of, forget_runs, once_called, remove, remove_rest, survey, too_many
from harness.report.words import count, number
from harness.supervisor.journal import is_held


def command(
    keep: Annotated[int, typer.Option(min=1, metavar="N", help="How many runs of each mission and subject stay.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The results folder.")] = Path("results"),
    mission: Annotated[str | None, typer.Option(metavar="ID", help="Only the runs of this mission.")] = None,
    include_unfinished: Annotated[
        bool, typer.Option("--include-unfinished", help="Also runs without a run.json, which were cut off.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and remove nothing.")] = False,
) -> int:
    """Remove all but the newest N runs of each mission and subject from the results folder.

    A run with a planted defect counts as one of another subject. Looks at DIR/MISSION/run-DATE-NUMBER and nowhere
    deeper, follows no symbolic link, and leaves every folder that is no run. A run that is under way stays. One without
    a run.json was cut off, and stays without --include-unfinished. The ledger keeps its findings and their counts; of
    their runs it lists those that are still there.
    """
    found = survey(out, mission)
    doomed = too_many([run for run in found.runs if run.finished or include_unfinished], keep)
    under_way = [run.folder for run in doomed if is_held(run.folder)]
    word = "would go" if dry_run else "gone"
    total = _remove_rests(found.half_removed, word, dry_run=dry_run)
    gone: list[Path] = []
    try:
        for run in doomed:
            if run.folder in under_way:
                continue
            size = bytes_of(run.folder)
            if dry_run or remove(run.folder):
                gone.append(run.folder)
                total += size
                print(f"{word}: {plain_line(run.folder)} ({number(size)} bytes)")
    finally:
        ledger = None if dry_run else forget_runs(out, [*gone, *map(once_called, found.half_removed)])
    for note in ledger.notes if ledger else ():
        say_error(note)
    for folder in under_way:
        say_error(f"left: {plain_line(folder)}: another process is working on it")
    _say_what_was_left(found, include_unfinished=include_unfinished)
    stay = len(found.runs) - len(gone)
    print(f"{count(len(gone), 'run')} {word}, {number(total)} bytes; {count(stay, 'run')} left.")
    return ExitCode.OK


def _remove_rests(rests: Sequence[Path], word: str, *, dry_run: bool) -> int:
    """What a removal that was cut off has left; gives its bytes."""
    total = 0
    for path in rests:
        size = bytes_of(path)
        total += size
        if not dry_run:
            remove_rest(path)
        print(f"{word}: {plain_line(path)} ({number(size)} bytes), the rest of a removal that was cut off")
    return total


def _why(folder: Path) -> str:
    return "under way" if is_held(folder) else "cut off; 'check' judges what was done, 'run --resume' does the rest"


def _say_what_was_left(found: Survey, *, include_unfinished: bool) -> None:
    for path, why in found.left:
        say_error(f"left: {plain_line(path)}: {why}")
    for run in found.runs:
        if not run.finished and not include_unfinished:
            say_error(
                f"left: {plain_line(run.folder)}: it has no run.json: {_why(run.folder)}\n"
                "  --include-unfinished counts it among the runs that may go once nobody works on it"
            )
