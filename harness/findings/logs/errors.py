"""The first line of each shape of error, with the lines around it in its trial."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from harness.findings.document import LogError
from harness.findings.logs.lines import Line
from harness.findings.logs.shapes import shape_of
from harness.findings.logs.sightings import excerpt
from harness.findings.logs.trial import TrialLog

AROUND = 3
_KEPT_MAX = 50
Key = tuple[str, str]


@dataclass(slots=True)
class _Context:
    lines: list[Line]
    at: int
    wanted: int = AROUND


@dataclass(slots=True)
class ErrorContexts:
    """Keeps `AROUND` lines before and after the first line of each of the first shapes of error. Lines of other trials
    are no context: their order says nothing.
    """

    _before: deque[Line] = field(default_factory=lambda: deque(maxlen=AROUND))
    _kept: dict[Key, _Context] = field(default_factory=dict)
    _times: dict[Key, int] = field(default_factory=dict)
    _open: list[_Context] = field(default_factory=list)

    def see(self, line: Line, trial: TrialLog) -> None:
        for context in self._open:
            context.lines.append(line)
            context.wanted -= 1
        self._open = [context for context in self._open if context.wanted]
        if line.is_error:
            self._error(line)
        self._before.append(line)

    def _error(self, line: Line) -> None:
        key = (line.logger, shape_of(line.message))
        if key in self._kept:
            self._times[key] += 1
        elif len(self._kept) < _KEPT_MAX:
            context = _Context([*self._before, line], len(self._before))
            self._kept[key], self._times[key] = context, 1
            self._open.append(context)

    def end(self, trial: TrialLog) -> None:
        self._before.clear()
        self._open.clear()

    def most_frequent(self, most: int) -> Iterator[LogError]:
        """The shapes of error that came most often, each with the lines around its first one."""
        for (logger, shape), times in sorted(self._times.items(), key=lambda item: (-item[1], item[0]))[:most]:
            kept = self._kept[logger, shape]
            context = [excerpt(line) for line in kept.lines]
            yield LogError(logger=logger, shape=shape, lines=times, context=context, at=kept.at)
