"""The stored log lines of a pipeline, one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from harness.evidence.records import LogLine, from_json
from harness.evidence.seal import check_seal

TEXT_CHARS_MAX = 2_000
NAME_CHARS_MAX = 80
EXCERPT_CHARS_MAX = 300
WARNING_AND_ABOVE = frozenset({"WARNING", "WARN", "ERROR", "CRITICAL", "FATAL"})
ERRORS = frozenset({"ERROR", "CRITICAL", "FATAL"})
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that the subject logged, and where it stands. `at_us` is -1 and `run` empty where they are not known.

    `message` may be of any text; it is cut to `TEXT_CHARS_MAX` characters, the names to `NAME_CHARS_MAX`.
    """

    file: str
    number: int
    pipeline: str
    trial: int
    seq: int
    level: str
    logger: str
    message: str
    at_us: int = -1
    run: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it was logged at ERROR or above."""
        return self.level in ERRORS

    @property
    def is_detail(self) -> bool:
        """Whether a trial that logs warnings alone would not have it."""
        return self.level in ("DEBUG", "INFO")


@dataclass(slots=True)
class LogFile:
    """Reads one file of logs/. `unreadable` counts what is no line, or not as it was written, once it is read."""

    path: Path
    unreadable: int = 0

    def lines(self) -> Iterator[Line]:
        """In the order in which they were stored; none where there is no file."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            for number, data in enumerate(file, 1):
                line = self._read(number, data)
                if line is None:
                    self.unreadable += 1
                else:
                    yield line

    def _read(self, number: int, data: bytes) -> Line | None:
        try:
            fields = orjson.loads(data)
            record = from_json(fields)
            check_seal(data)
            trial, seq = int(fields["tr"]), int(fields["seq"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        if not isinstance(record, LogLine):
            return None
        return Line(
            file=f"logs/{self.path.name}",
            number=number,
            pipeline=self.path.stem,
            trial=trial,
            seq=seq,
            level=record.level[:NAME_CHARS_MAX],
            logger=record.logger[:NAME_CHARS_MAX],
            message=record.message[:TEXT_CHARS_MAX],
            at_us=_number(fields.get("at_us")),
            run=_text(fields.get("run")),
        )


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _text(value: Any) -> str:
    return value[:NAME_CHARS_MAX] if isinstance(value, str) else ""


def cut(message: str) -> str:
    """A message as an excerpt: on one line, and no longer than a reader needs."""
    text = _BLANKS.sub(" ", message[: 2 * EXCERPT_CHARS_MAX]).strip()
    if len(text) <= EXCERPT_CHARS_MAX and len(message) <= 2 * EXCERPT_CHARS_MAX:
        return text
    return text[: EXCERPT_CHARS_MAX - 3] + "..."
