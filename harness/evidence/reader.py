"""Reads the records of a scenario back, trial by trial, in constant memory; damage is reported with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from harness.evidence.records import CutOff, Record, Summary, Trial, WorkerEnd, from_json
from harness.evidence.seal import check_seal


def count_lines(path: Path) -> int:
    """How many lines a file has; none where there is no file."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(1 for _ in file)


@dataclass(frozen=True, slots=True)
class StoredTrial:
    """A trial with its records. `head` is None where the trial never came to its end (its worker died).
    `log_lines` is how many lines the worker sent to be stored in the log of the trial.
    """

    number: int
    head: Trial | None
    records: list[Record]
    log_lines: int = 0


@dataclass(slots=True)
class StoredScenario:
    """Reads one file. `summary`, `attempts`, `cut_off` and `damage` are known after `trials` was read to its end."""

    path: Path
    summary: Summary | None = None
    attempts: list[WorkerEnd] = field(default_factory=list)
    cut_off: CutOff | None = None
    damage: list[str] = field(default_factory=list)
    _last: tuple[int, int] = (-1, -1)

    def trials(self) -> Iterator[StoredTrial]:
        """Trials in the order in which they were stored. A line that is no record is left out and named in `damage`."""
        number, records, endless = -1, list[Record](), list[str]()
        for place, (at, record) in self._records():
            if type(record) is Summary:
                self.summary = record
            elif type(record) is WorkerEnd:
                self.attempts.append(record)
            elif type(record) is CutOff:
                self.cut_off = record
            else:
                if at != number and records:
                    endless.append(f"{place}: trial {number} has no end")
                    yield StoredTrial(number, None, records)
                    records = []
                number = at
                if type(record) is Trial:
                    # The head is numbered behind the records and the log lines of its trial.
                    yield StoredTrial(number, record, records, max(0, self._last[1] - record.records))
                    records = []
                else:
                    records.append(record)
        if records:
            yield StoredTrial(number, None, records)
        if self.cut_off is None:  # else the cap may have taken the end
            self.damage += endless

    def _in_order(self, line: Mapping[str, Any], pipeline: str) -> int:
        """The trial of a line. Raises ValueError for one of another pipeline, and for one that stands twice or behind a
        later one of its trial.
        """
        if line["sc"] != pipeline:
            raise ValueError(f"a record of pipeline {line['sc']!r}")
        trial, seq = int(line["tr"]), int(line["seq"])
        if trial >= 0 and (trial, seq) <= self._last:
            raise ValueError(f"record {seq} of trial {trial} stands behind record {self._last[1]} of {self._last[0]}")
        self._last = max(self._last, (trial, seq))
        return trial

    def _records(self) -> Iterator[tuple[str, tuple[int, Record]]]:
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            self.damage.append(f"{self.path.name} is missing: the pipeline was not run, or its evidence was removed")
            return
        except OSError as error:
            self.damage.append(f"{self.path.name}: {error.strerror}")
            return
        name, pipeline = self.path.name, self.path.stem
        with file:
            for line_number, line in enumerate(file, 1):
                place = f"{name}:{line_number}"
                try:
                    data = orjson.loads(line)
                    record = from_json(data)
                    check_seal(line)
                    trial = self._in_order(data, pipeline)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    self.damage.append(f"{place}: {error}")
                    continue
                yield place, (trial, record)
