"""Captures what the subject logs: every line counted, lines kept in memory until the trial is over."""

import logging
from collections import Counter

from harness.evidence.fingerprint import preview
from harness.evidence.records import LogLine

MESSAGE_CHARS_MAX = 2000


class LogCapture(logging.Handler):
    """Handler on the root logger. `take` hands over the lines kept since the last time."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.by_level: Counter[str] = Counter()
        self._kept: list[LogLine] = []

    def install(self) -> None:
        root = logging.getLogger()
        for handler in list(root.handlers):
            root.removeHandler(handler)
        root.addHandler(self)
        self.level_of_trial(logging.WARNING)

    def level_of_trial(self, level: int) -> None:
        """DEBUG for trials whose records are stored, WARNING for the many others."""
        logging.getLogger().setLevel(level)

    def emit(self, record: logging.LogRecord) -> None:
        self.by_level[record.levelname] += 1
        try:
            message = record.getMessage()
        except Exception as error:  # noqa: BLE001 - arguments of the subject's own that do not fit its format
            message = f"{preview(record.msg)} could not be formatted: {type(error).__name__}"
        self._kept.append(LogLine(record.levelname, record.name, message[:MESSAGE_CHARS_MAX]))

    def take(self) -> list[LogLine]:
        kept, self._kept = self._kept, []
        return kept
