"""Counts over lines, which add up: those of two parts of a log together are those of the whole."""

from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from harness.findings.document import LogShape
from harness.findings.logs.lines import WARNING_AND_ABOVE, Line
from harness.findings.logs.shapes import shape_of
from harness.findings.logs.tally import Tally

KEYWORDS: dict[str, tuple[str, ...]] = {
    "error": ("error",),
    "exception": ("exception", "traceback"),
    "fail": ("fail",),
    "retry": ("retry", "retries", "retrying", "retried"),
    "timeout": ("timeout", "timed out", "time-out"),
    "cancel": ("cancel",),
    "drop": ("dropped", "dropping", "discard"),
    "deadlock": ("deadlock", "stuck"),
}
_FORMS = tuple((form, word) for word, forms in KEYWORDS.items() for form in forms)
LOGGERS_MAX = 100
SHAPES_MAX = 2_000
WARNINGS_MAX = 500
LEVELS_MAX = 20
ShapeKey = tuple[str, str, str]


@dataclass(slots=True)
class Statistics:
    """Lines by level, logger, keyword and shape. A word counts once for each line that holds it, whatever its case."""

    lines: int = 0
    by_level: Tally[str] = field(default_factory=partial(Tally, LEVELS_MAX))
    by_logger: Tally[str] = field(default_factory=partial(Tally, LOGGERS_MAX))
    keywords: Counter[str] = field(default_factory=Counter)
    shapes: Tally[ShapeKey] = field(default_factory=partial(Tally, SHAPES_MAX))
    warnings: Tally[ShapeKey] = field(default_factory=partial(Tally, WARNINGS_MAX))

    def see(self, line: Line) -> None:
        """Counts one more line."""
        key = (line.level, line.logger, shape_of(line.message))
        self.lines += 1
        self.by_level.add(line.level)
        self.by_logger.add(line.logger)
        self.shapes.add(key)
        if line.level in WARNING_AND_ABOVE:
            self.warnings.add(key)
        text = line.message.lower()
        self.keywords.update({word for form, word in _FORMS if form in text})


def as_shapes(tally: Tally[ShapeKey], most: int) -> list[LogShape]:
    """The most frequent shapes, for run.json."""
    return [LogShape(level=lv, logger=lg, shape=shape, lines=n) for (lv, lg, shape), n in tally.top(most)]
