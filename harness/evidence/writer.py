"""Appends the records of one scenario while it runs: records to evidence/, log lines to logs/."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import orjson

from harness.errors import StorageError
from harness.evidence.encodable import json_bytes
from harness.evidence.paths import evidence_file, log_file, unwritable
from harness.evidence.records import CutOff, LogLine, Record, to_json
from harness.evidence.redaction import NOTHING, Redaction
from harness.evidence.seal import sealed

BYTES_MAX = 64 * 1024 * 1024
RUN_BYTES_MAX = 512 * 1024 * 1024
STRUCTURE = frozenset(
    {
        "k",
        "sc",
        "f",
        "outcome",
        "digest",
        "when",
        "level",
        "verdicts",
        "driver",
        "strategy",
        "engine",
        "ended",
        "schedule",
        "setting",
        "name",
        "status",
        "by",
    }
    | {"checks", "outcomes", "first_fail", "levels", "settings", "failing", "metrics"}
    | {"t", "what", "protocol", "file", "version", "python", "result", "verdict", "scenario", "trial"}
)
"""Fields of records and frames whose words the harness chose, or by which a trial is run again: a pattern that happens
to fit one must not change what is judged.
"""


def redacted(told: Mapping[str, Any], redaction: Redaction, names: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """A record or an answer of a worker with all its texts redacted, but those of STRUCTURE and whole `names`."""
    if not redaction:
        return told
    return {k: v if k in STRUCTURE else _clean(v, redaction, names) for k, v in told.items()}


def _clean(value: Any, redaction: Redaction, names: frozenset[str]) -> Any:
    if isinstance(value, str):
        return value if value in names else redaction.text(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner, redaction, names) for key, inner in value.items()}
    return [_clean(inner, redaction, names) for inner in value] if isinstance(value, list) else value


def share_of(pipelines: int) -> int:
    """The bytes that each of so many pipelines of a run may write: the same for all, so that what is kept of one does
    not depend on how fast another one was.
    """
    return min(BYTES_MAX, RUN_BYTES_MAX // max(1, pipelines))


class EvidenceWriter:
    """The only writer of a scenario's files. Whole lines only, flushed after each batch, so a kill loses no batch.

    What `redaction` finds is replaced in every string but those of `STRUCTURE` and whole `names`. Over
    `bytes_max` no more records and log lines of trials are kept; a CutOff behind them says how many. Lone surrogates
    are escaped and integers over 64 bits become text, because JSON lines hold neither. Raises StorageError where the
    disk takes no more; the last line of a file may then be cut.
    """

    def __init__(
        self,
        run_dir: Path,
        scenario: str,
        redaction: Redaction = NOTHING,
        bytes_max: int | None = None,
        names: frozenset[str] = frozenset(),
    ) -> None:
        self._scenario = scenario
        self._bytes_max = BYTES_MAX if bytes_max is None else bytes_max
        self._paths = (evidence_file(run_dir, scenario), log_file(run_dir, scenario))
        self._redaction, self._names = redaction, names
        self._files: list[BinaryIO] = []
        self._bytes = 0
        self._dropped = 0
        self._dropped_log_lines = 0
        self.log_lines = 0

    def __enter__(self) -> Self:
        try:
            for path in self._paths:
                self._files.append(path.open("ab"))
        except OSError as error:
            self._close()
            raise unwritable(path, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        try:
            if (self._dropped or self._dropped_log_lines) and not isinstance(error, StorageError):
                self.record(CutOff(self._dropped, self._dropped_log_lines, self._bytes_max))
        finally:
            failed = self._close()
        if failed is not None and error is None:
            raise failed

    def _close(self) -> StorageError | None:
        """Closes both files, whatever becomes of the other one."""
        failed = None
        for path, file in zip(self._paths, self._files, strict=False):
            try:
                file.close()
            except OSError as error:
                failed = unwritable(path, error)
        return failed

    def lines(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Records as the worker sent them."""
        self._write(lines, self._bytes_max)

    def record(self, record: Record) -> None:
        """A record of the parent's own: it belongs to no trial, and is kept however much there is."""
        self._write([to_json(record, self._scenario, -1, 0)], None)

    def _write(self, lines: Sequence[Mapping[str, Any]], bytes_max: int | None) -> None:
        evidence, logs = self._files
        for line in lines:
            data = _line(redacted(line, self._redaction, self._names))
            if bytes_max is not None and self._bytes + len(data) > bytes_max:
                self._drop(line)
                continue
            self._bytes += len(data)
            if line.get("k") == LogLine.K:
                self.log_lines += 1
                _write(logs, data, self._paths[1])
            else:
                _write(evidence, data, self._paths[0])
        for path, file in zip(self._paths, self._files, strict=True):
            _flush(file, path)

    def _drop(self, line: Mapping[str, Any]) -> None:
        if line.get("k") == LogLine.K:
            self._dropped_log_lines += 1
        else:
            self._dropped += 1


def _line(record: Mapping[str, Any]) -> bytes:
    return sealed(json_bytes(record, orjson.OPT_APPEND_NEWLINE))


def _write(file: BinaryIO, data: bytes, path: Path) -> None:
    try:
        file.write(data)
    except OSError as error:
        raise unwritable(path, error) from error


def _flush(file: BinaryIO, path: Path) -> None:
    try:
        file.flush()
    except OSError as error:
        raise unwritable(path, error) from error


def set_attempt_aside(run_dir: Path, scenario: str) -> None:
    """Keeps what an attempt that did not end has left, records and log lines, under the next number that is free, so
    that the next attempt starts clean. Raises StorageError where it cannot be renamed.
    """
    number = 1
    while evidence_file(run_dir, scenario, number).exists() or log_file(run_dir, scenario, number).exists():
        number += 1
    for name in (evidence_file, log_file):
        path = name(run_dir, scenario)
        try:
            path.replace(name(run_dir, scenario, number))
        except FileNotFoundError:
            continue  # it had nothing to keep
        except OSError as error:
            raise unwritable(path, error) from error
