"""Starts and ends that do not belong together."""

from collections import Counter
from dataclasses import dataclass, field

from harness.findings.logs.lines import Line
from harness.findings.logs.shapes import shape_of
from harness.findings.logs.sightings import FirstLines, Sightings
from harness.findings.logs.trial import TrialLog
from harness.findings.logs.vocabulary import kind_of, telling

_KEYS_MAX = 2_000
_KINDS_MAX = 1_000
Key = tuple[str, str]


@dataclass(slots=True)
class _Open(FirstLines):
    """Starts of one thing without an end so far."""

    opens: bool = False

    def take(self) -> None:
        self.times -= 1
        del self.lines[self.times :]


@dataclass(slots=True)
class Pairs:
    """Starts without an end, and ends without a start, of what is called by one name in one trial.

    Only in trials that came to their end and of which every line is there, and only of kinds of which some in this run
    have the other half: a logger that never tells of an end is no fault. A start that nothing ends counts only where
    all went well and nothing in the trial tells of a failure, but for what is opened: that is to be closed after a
    failure too. What failed everywhere without a word is not seen.
    """

    sightings: Sightings
    _open: dict[Key, _Open] = field(default_factory=dict)
    _ended: Counter[Key] = field(default_factory=Counter)
    _early: dict[Key, FirstLines] = field(default_factory=dict)
    _failures: int = 0
    _too_many: bool = False
    _starting: set[Key] = field(default_factory=set)
    _ending: set[Key] = field(default_factory=set)
    _waiting: Sightings = field(default_factory=Sightings)
    _kinds: dict[tuple[str, str, str], Key] = field(default_factory=dict)

    def see(self, line: Line, trial: TrialLog) -> None:
        told = telling(line.message)
        if told is None or not told.about:
            self._failures += line.is_error
            return
        key, kind = (line.logger, told.about), (line.logger, kind_of(told.about))
        self._failures += line.is_error or told.what == "failure"
        if told.what in ("start", "open"):
            _remember(self._starting, kind)
            self._begin(key, line, opens=told.what == "open")
        else:
            _remember(self._ending, kind)
            self._finish(key, line, failed=told.what == "failure")

    def _begin(self, key: Key, line: Line, *, opens: bool) -> None:
        if key not in self._open and len(self._open) >= _KEYS_MAX:
            self._too_many = True
            return
        self._open.setdefault(key, _Open(opens=opens)).add(line)

    def _finish(self, key: Key, line: Line, *, failed: bool) -> None:
        started = self._open.get(key)
        if started is not None and started.times:
            started.take()
            self._ended[key] += 1
        elif not failed and len(self._early) < _KEYS_MAX:
            self._early.setdefault(key, FirstLines()).add(line)

    def end(self, trial: TrialLog) -> None:
        ended = trial.note is not None and trial.note.ended == "completed" and not trial.disturbed
        if ended and trial.tells_what_began and not self._too_many:
            for key, early in self._early.items():
                self._wait("orphaned_end", key, early)
            for key, left in self._open.items():
                if left.times and (left.opens or (trial.happy and not self._failures)):
                    partly = left.opens or self._ended[key]
                    self._wait("orphaned_start" if partly else "missing_success", key, left)
        self._open.clear()
        self._ended.clear()
        self._early.clear()
        self._failures, self._too_many = 0, False

    def _wait(self, name: str, key: Key, seen: FirstLines) -> None:
        signature = shape_of(seen.lines[0].message)
        self._waiting.add(name, signature, seen.lines, seen.times)
        self._kinds[name, key[0], signature] = (key[0], kind_of(key[1]))

    def close(self) -> None:
        """Hands over what is of a kind of which both halves were seen somewhere in the run."""
        for key, sighting in self._waiting.kept.items():
            other_half = self._starting if key[0] == "orphaned_end" else self._ending
            if self._kinds[key] in other_half:
                self.sightings.kept[key] = sighting
        self.sightings.beyond += self._waiting.beyond


def _remember(kinds: set[Key], kind: Key) -> None:
    if len(kinds) < _KINDS_MAX:
        kinds.add(kind)
