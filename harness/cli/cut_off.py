"""What is said when a run is cut off: where it lies, how it is judged, how it goes on."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from harness.cli.console import say_error
from harness.errors import StressError, UsageError
from harness.evidence.facts import load_facts
from harness.report.words import count
from harness.supervisor.run import terminated_like_interrupted

JUDGE = ("stageflow-stress", "check")
GO_ON = ("stageflow-stress", "run", "--resume")


@contextmanager
def told_how_to_go_on(kept: Sequence[Path]) -> Iterator[None]:
    """Names the run folders in `kept` that stay behind where a run is cut off, by Ctrl-C, by SIGTERM, which does the
    same whatever the run is doing, or by an error that ends it early.
    """
    try:
        with terminated_like_interrupted():
            yield
    except (KeyboardInterrupt, StressError, OSError):
        for run_dir in kept:
            if run_dir.is_dir():
                say_error(_what_can_be_done(run_dir))
        raise


@contextmanager
def told_what_was_not_begun(runs: int, begun: Sequence[object], *, compared: bool) -> Iterator[None]:
    """Says how many of the `runs` of a command are missing where it is cut off, and how they are made."""
    try:
        yield
    except (KeyboardInterrupt, StressError, OSError):
        left = runs - len(begun)
        told = [f"{count(left, 'run')} of this command not begun"] if left else []
        told += ["a run that is resumed is not compared"] if compared else []
        if told:
            say_error(f"{'; '.join(told)}\n  the same command makes all runs anew")
        raise


def _has_ended(run_dir: Path) -> bool:
    """Whether all of it was done, and only its documents were still to be written."""
    try:
        return bool(load_facts(run_dir).completed_at)
    except UsageError:
        return False  # resuming says what is wrong with them


def _what_can_be_done(run_dir: Path) -> str:
    judge = f"cut off; what was done until now can be judged:\n  {shlex.join([*JUDGE, str(run_dir)])}"
    if _has_ended(run_dir):
        return judge
    return f"{judge}\nand what is left can be run:\n  {shlex.join([*GO_ON, str(run_dir)])}"
