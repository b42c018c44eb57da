"""Time between lines: the longest of a trial, for virtual and for wall time apart."""

from dataclasses import dataclass, field
from typing import Literal

from harness.findings.document import LogGap
from harness.findings.logs.lines import Line
from harness.findings.logs.sightings import excerpt
from harness.findings.logs.trial import TrialLog


@dataclass(slots=True)
class _Longest:
    trials: int = 0
    out_of_order: int = 0
    gap_us: int = -1
    lines: tuple[Line, Line] | None = None


@dataclass(slots=True)
class Gaps:
    """Compares a line with the one before it in its trial, where both have a time of the same clock.

    Trials without such a clock (OS threads, whose event loops each have their own) are left out. Nothing is judged by
    it: wall time belongs to the machine.
    """

    _by_clock: dict[str, _Longest] = field(default_factory=dict)
    _last: Line | None = None
    _compared: bool = False

    def see(self, line: Line, trial: TrialLog) -> None:
        clock = "none" if trial.note is None else trial.note.clock
        if clock == "none" or line.at_us < 0:
            return
        if self._last is not None:
            self._compare(self._by_clock.setdefault(clock, _Longest()), self._last, line)
        self._last = line

    def _compare(self, longest: _Longest, last: Line, line: Line) -> None:
        longest.trials += not self._compared
        self._compared = True
        longest.out_of_order += line.at_us < last.at_us
        if line.at_us - last.at_us > longest.gap_us:
            longest.gap_us, longest.lines = line.at_us - last.at_us, (last, line)

    def end(self, trial: TrialLog) -> None:
        self._last, self._compared = None, False

    def result(self) -> list[LogGap]:
        """The longest gap by each clock, as far as there were lines to compare."""
        clocks: tuple[Literal["virtual", "wall"], ...] = ("virtual", "wall")
        return [gap for clock in clocks if (gap := self._gap(clock)) is not None]

    def _gap(self, clock: Literal["virtual", "wall"]) -> LogGap | None:
        longest = self._by_clock.get(clock, _Longest())
        if longest.lines is None:
            return None
        before, after = map(excerpt, longest.lines)
        return LogGap(
            clock=clock,
            gap_us=longest.gap_us,
            trials=longest.trials,
            out_of_order=longest.out_of_order,
            before=before,
            after=after,
        )
