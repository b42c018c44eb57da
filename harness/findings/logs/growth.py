"""Figures of a message that grow from trial to trial: what each trial leaves behind shows there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from harness.findings.logs.lines import Line
from harness.findings.logs.shapes import shape_of
from harness.findings.logs.sightings import EXCERPTS_MAX, Sightings
from harness.findings.logs.trial import TrialLog

STEPS_MIN = 5
_FIGURES_MAX = 300
_READ_CHARS_MAX = 300
_WORDS = (
    "mem memory rss heap size cache cached queue queued pending open handle handles buffer buffers buffered object "
    "objects entries retained held used alive live tasks connections backlog kb mb gb kib mib gib bytes"
)
_HELD = frozenset(_WORDS.split())
_TOKENS = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?")
_BETWEEN_MAX = 2
Key = tuple[str, str, str, int]


@dataclass(slots=True)
class _Figure:
    """The last value of each trial, compared with the one before. `fell` for good once it did."""

    value: float
    steps: int = 0
    fell: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class GrowingFigures:
    """Figures beside a word for what is held, such as memory or queued, whose last value in a trial is never lower than
    in the trial before, and was higher at least `STEPS_MIN` times. Trials of one pipeline, in the order they were run.
    """

    sightings: Sightings
    _figures: dict[Key, _Figure] = field(default_factory=dict)
    _latest: dict[Key, tuple[float, Line]] = field(default_factory=dict)

    def see(self, line: Line, trial: TrialLog) -> None:
        for place, value in _figures(line.message):
            key = (line.pipeline, line.logger, shape_of(line.message), place)
            known = key in self._latest or key in self._figures
            if known or len(self._figures) + len(self._latest) < _FIGURES_MAX:
                self._latest[key] = (value, line)

    def end(self, trial: TrialLog) -> None:
        for key, (value, line) in self._latest.items():
            figure = self._figures.get(key)
            if figure is None:
                self._figures[key] = _Figure(value, lines=[line])
                continue
            if value > figure.value:
                figure.steps += 1
                if len(figure.lines) < EXCERPTS_MAX:
                    figure.lines.append(line)
            figure.fell = figure.fell or value < figure.value
            figure.value = value
        self._latest.clear()

    def close(self) -> None:
        """Hands over what only grew."""
        told = set[tuple[str, str]]()
        for (_, logger, shape, _), figure in self._figures.items():
            if figure.steps < STEPS_MIN or figure.fell or (logger, shape) in told:
                continue
            told.add((logger, shape))
            sighting = self.sightings.add("growing_figure", shape, figure.lines, figure.steps)
            if sighting is not None:
                sighting.trials = figure.steps + 1


@lru_cache(maxsize=1024)
def _figures(message: str) -> tuple[tuple[int, float], ...]:
    """The numbers of a message, each with its place among them, that stand before a word for what is held, or behind
    one with at most `_BETWEEN_MAX` words between.
    """
    tokens = _TOKENS.findall(message[:_READ_CHARS_MAX].lower())
    if _HELD.isdisjoint(tokens):
        return ()
    found = set[int]()
    for place, token in enumerate(tokens):
        if token in _HELD:
            around = (place - 1, *range(place + 1, place + 2 + _BETWEEN_MAX))
            found.update(_first_number(tokens, around[:1]) + _first_number(tokens, around[1:]))
    numbers = [place for place, token in enumerate(tokens) if token[0].isdigit()]
    return tuple((n, float(tokens[place].replace(",", ""))) for n, place in enumerate(numbers) if place in found)


def _first_number(tokens: Sequence[str], places: Sequence[int]) -> list[int]:
    """The first of these places that holds a number, none where there is none."""
    return [place for place in places if 0 <= place < len(tokens) and tokens[place][0].isdigit()][:1]
