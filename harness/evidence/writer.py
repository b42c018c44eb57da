"""Appends the records of one scenario while it runs: records to evidence/, log lines to logs/."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import orjson

from harness.evidence.paths import evidence_file
from harness.evidence.records import LogLine, Record, to_json

BYTES_MAX = 64 * 1024 * 1024
REDACTED = "[redacted]"


class EvidenceWriter:
    """The only writer of a scenario's files. Whole lines only, flushed after each batch, so a kill loses no batch.

    Text that matches one of the patterns in `redact` is replaced in every string. Over `BYTES_MAX` no more records
    are kept, and `dropped` counts them (their trial is then incomplete, and says so).
    """

    def __init__(self, run_dir: Path, scenario: str, redact: Sequence[str] = ()) -> None:
        self._scenario = scenario
        self._paths = (evidence_file(run_dir, scenario), run_dir / "logs" / f"{scenario}.jsonl")
        self._redact = [re.compile(p) for p in redact]
        self._files: list[BinaryIO] = []
        self._bytes = 0
        self.dropped = 0
        self.log_lines = 0

    def __enter__(self) -> Self:
        self._files = [path.open("ab") for path in self._paths]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for file in self._files:
            file.close()

    def lines(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Records as the worker sent them."""
        evidence, logs = self._files
        for line in lines:
            data = orjson.dumps(self._clean(line), option=orjson.OPT_APPEND_NEWLINE)
            if self._bytes + len(data) > BYTES_MAX:
                self.dropped += 1
                continue
            self._bytes += len(data)
            if line.get("k") == LogLine.K:
                self.log_lines += 1
                logs.write(data)
            else:
                evidence.write(data)
        evidence.flush()
        logs.flush()

    def record(self, record: Record) -> None:
        """A record of the parent's own: it belongs to no trial."""
        self.lines([to_json(record, self._scenario, -1, 0)])

    def _clean(self, value: Any) -> Any:
        if not self._redact:
            return value
        if isinstance(value, str):
            for pattern in self._redact:
                value = pattern.sub(REDACTED, value)
            return value
        if isinstance(value, Mapping):
            return {k: self._clean(v) for k, v in value.items()}
        return [self._clean(v) for v in value] if isinstance(value, list) else value


def set_attempt_aside(run_dir: Path, scenario: str, attempt: int) -> None:
    """Keeps what an attempt that died has left, under its number, so that the next attempt starts clean."""
    path = evidence_file(run_dir, scenario)
    if path.exists():
        path.replace(evidence_file(run_dir, scenario, attempt))
