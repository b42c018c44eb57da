"""The trial whose lines are being read: what is known of it, and whether all of its lines are there."""

from dataclasses import dataclass
from typing import Protocol

from harness.findings.logs.lines import Line
from harness.findings.logs.notes import TrialNote


@dataclass(slots=True)
class TrialLog:
    """Lines of one trial that stand together in one file. `note` is None where the trial has no end."""

    note: TrialNote | None
    lines: int = 0
    details: int = 0
    _next: int = -1
    _gap: bool = False

    def count(self, line: Line) -> None:
        """Notes that the line is there, and whether one is missing before it."""
        self._gap = self._gap or (self._next >= 0 and line.seq != self._next)
        self._next = line.seq + 1
        self.lines += 1
        self.details += line.is_detail

    @property
    def happy(self) -> bool:
        """Whether nothing that anybody saw went wrong; see TrialNote."""
        return self.note is not None and self.note.happy

    @property
    def disturbed(self) -> bool:
        """Whether a driver did something to it, or nobody knows."""
        return self.note is None or self.note.disturbed

    @property
    def stuck(self) -> bool:
        """Whether it was left to itself and did not come to its end."""
        return self.note is not None and not self.note.disturbed and self.note.ended in ("deadlock", "livelock", "hang")

    @property
    def failures(self) -> int:
        """How many of its records speak of something that went wrong."""
        return 0 if self.note is None else self.note.failures

    @property
    def complete(self) -> bool:
        """Whether every line that it logged is there: only then does a missing line mean anything."""
        return self.note is not None and not self._gap and self.lines == self.note.log_lines

    @property
    def tells_what_began(self) -> bool:
        """Whether it logged more than warnings: lines about a start are seldom warnings."""
        return self.complete and self.details > 0


class Watch(Protocol):
    """Looks at line after line for one kind of thing. What it keeps is bounded, however many lines there are."""

    def see(self, line: Line, trial: TrialLog) -> None:
        """The next line of the trial."""

    def end(self, trial: TrialLog) -> None:
        """The trial has no more lines."""
