"""Collects the records of one trial in memory: no await, no lock, no I/O, so that recording changes nothing."""

import itertools
from typing import Any

from harness.evidence.fingerprint import digest, shown
from harness.evidence.records import Event, Fingerprint, Measure, Operation, OpOutcome, Record, Result, Scalar

PREVIEW_CHARS = 200


class Recorder:
    """The records of a trial in the order in which they were made; `tick` is its logical clock.

    Safe to use from several threads: a step of `itertools.count` and `list.append` are atomic.
    """

    __slots__ = ("records", "tick")

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.tick = itertools.count(1).__next__

    def event(self, name: str, **fields: Scalar) -> None:
        self.records.append(Event(name, self.tick(), fields))

    def operation(
        self, actor: str, f: str, target: str, value: Scalar, outcome: OpOutcome, invoke: int, detail: str = ""
    ) -> None:
        """An operation that has just returned (outcome ok or fail), invoked at `invoke` (a tick)."""
        self.records.append(Operation(actor, f, target, value, outcome, invoke, self.tick(), detail))

    def interrupted(self, actor: str, f: str, target: str, value: Scalar, invoke: int) -> None:
        """An operation that was cancelled before it returned: it may have happened or not."""
        self.records.append(Operation(actor, f, target, value, "unknown", invoke, None, "cancelled"))

    def measure(self, name: str, value: int) -> None:
        """A value of a metric of the catalogue; it takes no tick."""
        self.records.append(Measure(name, value))

    def fingerprint(self, of: str, when: str, value: Any) -> None:
        self.records.append(Fingerprint(of, when, digest(value), shown(value, PREVIEW_CHARS)))

    def result(self, run: str, stage: str, status: str, value: Any) -> None:
        self.records.append(Result(run, stage, status, digest(value), shown(value, PREVIEW_CHARS)))
