"""Patterns that one line shows, in the light of its trial."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from harness.findings.logs.lines import Line
from harness.findings.logs.shapes import shape_of
from harness.findings.logs.sightings import FirstLines, Sightings
from harness.findings.logs.trial import TrialLog

_SHAPES_MAX = 100
_RUNS_MAX = 500
_ODD = re.compile(
    r"<(?:coroutine object|bound method|built-in method|function|generator object)\b"
    r"|<[\w.]{1,100} object at 0x"
    r"|\[object \w"
    r"|(?<![%\w])%(?:\(\w{1,50}\))?[sdr](?!\w)"
    r"|(?<![{$])\{[A-Za-z_]\w{0,50}\}(?!\})"
    r"|\b(?:id|name|run|stage|user|key|type|of|for|from)\s?[ =:]\s?['\"]?(?:None|undefined)\b"
)
_SIGNS = ("<", "%", "{", "[", "None", "undefined")
"""One of these is in every odd form: most messages need no closer look."""
_RUN_ID = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")


@lru_cache(maxsize=1024)
def _is_odd(message: str) -> bool:
    return any(sign in message for sign in _SIGNS) and _ODD.search(message) is not None


@dataclass(slots=True)
class _OfTrial:
    """Lines of one trial by logger and shape: how many, and the first few."""

    kept: dict[tuple[str, str], FirstLines] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        key = (line.logger, shape_of(line.message))
        if key not in self.kept and len(self.kept) >= _SHAPES_MAX:
            return
        self.kept.setdefault(key, FirstLines()).add(line)

    def hand_over(self, name: str, sightings: Sightings) -> None:
        for (_, shape), seen in self.kept.items():
            sightings.add(name, shape, seen.lines, seen.times)
        self.kept.clear()


@dataclass(slots=True)
class UnexpectedErrors:
    """Lines at ERROR and above in trials that ended well and whose records speak of nothing that went wrong."""

    sightings: Sightings
    _seen: _OfTrial = field(default_factory=_OfTrial)

    def see(self, line: Line, trial: TrialLog) -> None:
        if line.is_error and trial.happy:
            self._seen.add(line)

    def end(self, trial: TrialLog) -> None:
        self._seen.hand_over("unexpected_error", self.sightings)


@dataclass(slots=True)
class OddForms:
    """Messages in which a value stands as nobody wants it: an address, a coroutine, a placeholder, None for a name."""

    sightings: Sightings
    _seen: _OfTrial = field(default_factory=_OfTrial)

    def see(self, line: Line, trial: TrialLog) -> None:
        if not trial.disturbed and _is_odd(line.message):
            self._seen.add(line)

    def end(self, trial: TrialLog) -> None:
        self._seen.hand_over("odd_form", self.sightings)


@dataclass(slots=True)
class ForeignIds:
    """Lines that carry the id of one run and name in their text that of another run of the trial.

    Also counts, over all trials in which any line carries the id of a run, the lines with one and the lines at INFO and
    above without. What a line carries is the field `pipeline_run_id` or `run_id` of its log record.
    """

    sightings: Sightings
    with_run: int = 0
    without_run: int = 0
    _without: int = 0
    _runs: set[str] = field(default_factory=set)
    _naming: list[tuple[Line, str]] = field(default_factory=list)
    _seen: _OfTrial = field(default_factory=_OfTrial)

    def see(self, line: Line, trial: TrialLog) -> None:
        if not line.run:
            self._without += line.level != "DEBUG"
            return
        self.with_run += 1
        if len(self._runs) < _RUNS_MAX:
            self._runs.add(line.run)
        for named in _RUN_ID.findall(line.message):
            if named != line.run and len(self._naming) < _RUNS_MAX:
                self._naming.append((line, named))

    def end(self, trial: TrialLog) -> None:
        for line, named in self._naming:
            if named in self._runs:
                self._seen.add(line)
        self._seen.hand_over("foreign_id", self.sightings)
        self.without_run += self._without if self._runs else 0
        self._without = 0
        self._runs.clear()
        self._naming.clear()
