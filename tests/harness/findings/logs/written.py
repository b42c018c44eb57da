"""Logs written by hand: each text is `LEVEL logger: message`, and stands in the trial under way."""

from typing import Any

from harness.findings.document import LogAnalysis, LogPattern
from harness.findings.logs.analysis import analyse
from harness.findings.logs.lines import Line
from harness.findings.logs.notes import TrialNote


class Log:
    """Trials one after another; what is said of a trial is what its records would say."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.notes: dict[tuple[str, int], TrialNote] = {}

    def trial(self, *texts: str | tuple[str, dict[str, Any]], missing: int = 0, **note: Any) -> "Log":
        """A trial that went well, but for what `note` says; `missing` lines were logged and not stored."""
        number = len(self.notes)
        given: dict[str, Any] = {"ended": "completed", "log_lines": len(texts) + missing} | note
        self.notes["p", number] = TrialNote(**given)
        for seq, text in enumerate(texts):
            words, fields = text if isinstance(text, tuple) else (text, {})
            self.lines.append(self._line(words, number, seq, fields))
        return self

    def _line(self, words: str, trial: int, seq: int, fields: dict[str, Any]) -> Line:
        level, rest = words.split(" ", 1)
        logger, message = rest.split(": ", 1)
        return Line("logs/p.jsonl", len(self.lines) + 1, "p", trial, seq, level, logger, message, **fields)

    def analysis(self) -> LogAnalysis:
        return analyse(self.lines, self.notes)

    def patterns(self) -> list[LogPattern]:
        return self.analysis().patterns

    def names(self) -> list[str]:
        return [pattern.name for pattern in self.patterns()]


def log(*texts: str | tuple[str, dict[str, Any]], **note: Any) -> Log:
    """A log of one trial."""
    return Log().trial(*texts, **note)
