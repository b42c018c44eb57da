"""Errors and lines that come again within one trial."""

from collections import deque
from dataclasses import dataclass, field

from harness.findings.logs.lines import Line
from harness.findings.logs.shapes import shape_of
from harness.findings.logs.sightings import FirstLines, Sightings
from harness.findings.logs.trial import TrialLog
from harness.findings.logs.vocabulary import tells_of_an_end, tells_of_success

ERRORS_MIN = 3
REPEATS_MIN = 20
PERIOD_MAX = 4
SIGNATURE_CHARS_MAX = 300
_SHAPES_MAX = 100


@dataclass(slots=True)
class DuplicateErrors:
    """The same shape of error at least `ERRORS_MIN` times in one trial, and no success of its logger between.

    Only where that is more often than the records of the trial speak of failures, and no driver disturbed the run: a
    scenario that fails a dozen runs on purpose has a dozen errors.
    """

    sightings: Sightings
    _streaks: dict[tuple[str, str], FirstLines] = field(default_factory=dict)
    _longest: dict[tuple[str, str], FirstLines] = field(default_factory=dict)

    def see(self, line: Line, trial: TrialLog) -> None:
        if trial.disturbed:
            return
        if line.is_error:
            key = (line.logger, shape_of(line.message))
            if key in self._streaks or len(self._streaks) < _SHAPES_MAX:
                self._streaks.setdefault(key, FirstLines()).add(line)
        elif self._streaks and tells_of_success(line.message):
            for key in [key for key in self._streaks if key[0] == line.logger]:
                self._keep_longest(key, self._streaks.pop(key))

    def end(self, trial: TrialLog) -> None:
        for key, streak in self._streaks.items():
            self._keep_longest(key, streak)
        for (_, shape), streak in self._longest.items():
            if streak.times >= ERRORS_MIN and streak.times > trial.failures:
                self.sightings.add("duplicate_errors", shape, streak.lines, streak.times)
        self._streaks.clear()
        self._longest.clear()

    def _keep_longest(self, key: tuple[str, str], streak: FirstLines) -> None:
        kept = self._longest.get(key)
        if (kept is None and len(self._longest) < _SHAPES_MAX) or (kept is not None and kept.times < streak.times):
            self._longest[key] = streak


@dataclass(slots=True)
class Repetition:
    """The same one to `PERIOD_MAX` lines at least `REPEATS_MIN` times in a row, to the letter.

    Not where one of them tells of an end or is an error, which are looked at elsewhere, or is for debugging; and only
    in trials in which all went well, or which did not come to their end although nothing disturbed them.
    """

    sightings: Sightings
    _recent: deque[Line] = field(default_factory=lambda: deque(maxlen=PERIOD_MAX))
    _runs: list[int] = field(default_factory=lambda: [0] * PERIOD_MAX)
    _best: dict[tuple[str, str], tuple[int, list[Line]]] = field(default_factory=dict)

    def see(self, line: Line, trial: TrialLog) -> None:
        if line.level == "DEBUG" or not (trial.happy or trial.stuck):
            return
        for period in range(1, PERIOD_MAX + 1):
            same = len(self._recent) >= period and self._same(self._recent[-period], line)
            self._runs[period - 1] = self._runs[period - 1] + 1 if same else 0
        self._recent.append(line)
        for period, run in enumerate(self._runs, 1):
            times = run // period + 1
            if times >= REPEATS_MIN:
                self._note(list(self._recent)[-period:], times)
                break  # what repeats every line repeats every second line too

    def end(self, trial: TrialLog) -> None:
        for (_, signature), (times, lines) in self._best.items():
            self.sightings.add("repetition", signature, lines, times)
        self._recent.clear()
        self._runs = [0] * PERIOD_MAX
        self._best.clear()

    @staticmethod
    def _same(one: Line, other: Line) -> bool:
        return (one.logger, one.level, one.message) == (other.logger, other.level, other.message)

    def _note(self, lines: list[Line], times: int) -> None:
        if any(line.is_error or tells_of_an_end(line.message) for line in lines):
            return
        first = min(range(len(lines)), key=lambda i: lines[i].message)  # one name for a circle, wherever it was entered
        turned = [*lines[first:], *lines[:first]]
        key = (turned[0].logger, " | ".join(shape_of(line.message) for line in turned)[:SIGNATURE_CHARS_MAX])
        if key in self._best or len(self._best) < _SHAPES_MAX:
            self._best[key] = max(self._best.get(key, (0, turned)), (times, turned), key=lambda best: best[0])
