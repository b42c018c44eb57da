"""Captures what the subject logs: every line counted, lines kept in memory until the trial is over."""

import logging
from asyncio import events
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from harness.evidence import redaction
from harness.evidence.fingerprint import preview
from harness.evidence.records import LogLine, Record

MESSAGE_CHARS_MAX = 2000
RUN_CHARS_MAX = 64


@dataclass(frozen=True, slots=True)
class CapturedLine(LogLine):
    """A log line with the time of the running event loop, -1 where none runs, and the id of the run that it carries.

    Only the analysis of the log gets to see these two: they are in no record, so that no check can come to rest on a
    clock or on what a line says of itself.
    """

    at_us: int = -1
    run: str = ""


def stored_line(line: dict[str, Any], record: Record) -> dict[str, Any]:
    """The line of a record, with what else is known of it where it was logged."""
    return {**line, "at_us": record.at_us, "run": record.run} if isinstance(record, CapturedLine) else line


class LogCapture(logging.Handler):
    """Handler on the root logger. `take` hands over the lines kept since the last time."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.by_level: Counter[str] = Counter()
        self._kept: list[CapturedLine] = []

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
        text = redaction.here.start_of(message, MESSAGE_CHARS_MAX)
        self._kept.append(CapturedLine(record.levelname, record.name, text, _now_us(), _run_of(record)))

    def take(self) -> list[CapturedLine]:
        kept, self._kept = self._kept, []
        return kept


def _now_us() -> int:
    loop = events._get_running_loop()
    return -1 if loop is None else round(loop.time() * 1_000_000)


def _run_of(record: logging.LogRecord) -> str:
    """The id of a run as the record carries it, in the field that the framework documents or in the common one. Nothing
    of the subject's is called for it: only an id and a text count.
    """
    for name in ("pipeline_run_id", "run_id"):
        value = vars(record).get(name)
        if type(value) is UUID or type(value) is str:
            return redaction.here.start_of(str(value), RUN_CHARS_MAX)
    return ""
