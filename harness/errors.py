"""The three families of failure that are never confused: the author's, the environment's, ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line says to a shell; the table stands in `--help`."""

    OK = 0
    FOUND = 1  # a refuted promise, a bug at or over --fail-on, a regression in diff, a reproduced replay
    USAGE = 2  # usage, mission or subject-environment error
    INCONCLUSIVE = 3
    HARNESS_BUG = 70
    INTERRUPTED = 130


class StressError(Exception):
    """Anything the command line reports in words instead of with a traceback."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, what, and the next step. Lines and columns count from 1; 0 is "no place"."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}" + (f"\n  {self.hint}" if self.hint else "")


class MissionError(StressError):
    """The author's mistake: a mission that cannot be found, read or run. Carries every problem found, in file order."""

    def __init__(self, problems: Sequence[Problem] | str) -> None:
        self.problems = () if isinstance(problems, str) else tuple(problems)
        super().__init__(problems if isinstance(problems, str) else "\n".join(map(str, problems)))


class UsageError(StressError):
    """An argument that cannot be used: an unknown run, a folder that cannot be written, a broken template."""


class VersionError(UsageError):
    """A file of a run that another version of the harness wrote, and that this one does not read."""

    NEXT_STEP = "use the version of the harness that made the run, or run the mission again"


class StorageError(UsageError):
    """A file cannot be written: the disk is full, the folder is not ours. What was written before is as it was."""


class SubjectError(StressError):
    """The environment's failure: no stageflow there, it does not import, or another one was imported."""


class HarnessBug(StressError):
    """Our own failure, never the subject's: asks for a report."""

    exit_code = ExitCode.HARNESS_BUG


def innermost(error: BaseException) -> BaseException:
    """The one error inside groups of one, as task groups raise them; else the error itself."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return error
