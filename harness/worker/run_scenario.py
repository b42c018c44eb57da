"""Runs all trials of a scenario and reports: stored records as frames, everything else as counts."""

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from harness.catalogue.checks import ASSUMPTIONS
from harness.checks.registry import ALL, CheckCrashed, judge_trial
from harness.checks.verdict import Outcome as Word
from harness.checks.verdict import TrialEvidence, Verdict
from harness.evidence.records import LogLine, Operation, Record, Trial, to_json
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Portfolio
from harness.worker.explore.trial import Outcome, run_controlled, run_native, run_threads
from harness.worker.logs import LogCapture

Send = Callable[[dict[str, Any]], None]
FAILING_STORED_MAX = 8
SAMPLE_EVERY = 50
PROGRESS_EVERY_S = 0.1
RECORDS_PER_FRAME = 2000


def derive_seed(root: int, name: str, index: int) -> int:
    """The seed of trial `index`, from the run's seed and the scenario's name; the same on every machine."""
    return int.from_bytes(hashlib.blake2b(f"{root}:{name}:{index}".encode(), digest_size=8).digest(), "big") >> 11


def trials_of(order: ScenarioRun, subject: Subject) -> Iterator[tuple[str, Callable[[], Outcome]]]:
    """(driver, how to run it) for every trial of the order, native ones first."""
    if "native" in order.drivers:
        for _ in range(order.iterations):
            for engine in subject.engines:
                yield "native", partial(run_native, order, subject, engine)
    if "threads" in order.drivers:
        for _ in range(order.iterations):
            yield "threads", partial(run_threads, order, subject)
    if "schedules" in order.drivers:
        portfolio = Portfolio()
        for index in range(order.trials):
            yield "schedules", partial(_explore, order, subject, portfolio, index)


def _explore(order: ScenarioRun, subject: Subject, portfolio: Portfolio, index: int) -> Outcome:
    seed = derive_seed(order.seed, order.id, index)
    outcome = run_controlled(order, subject, portfolio.strategy(index, seed), seed)
    portfolio.learn(index, len(outcome.choices))
    return outcome


class ScenarioRunner:
    """Runs an order; `until` names checks after whose failure the rest of the trials is not needed (calibration)."""

    def __init__(self, order: ScenarioRun, subject: Subject, logs: LogCapture, send: Send, until: list[str]) -> None:
        self._order = order
        self._subject = subject
        self._logs = logs
        self._send = send
        self._until = set(until)
        self._tally = _Tally(order)
        self._told_at = time.monotonic()

    def run(self) -> None:
        for number, (driver, run) in enumerate(trials_of(self._order, self._subject)):
            planned = driver != "schedules" or self._tally.explored in (0, 1) or number % SAMPLE_EVERY == 0
            if driver != "schedules":
                self._send({"t": "trial", "sc": self._order.id, "tr": number, "driver": driver})
            self._logs.level_of_trial(logging.DEBUG if planned else logging.WARNING)
            outcome = run()
            self._judge_and_report(number, outcome, planned)
            if outcome.ended in ("unsupported", "refused_io", "harness_error", "hang"):
                break  # the next trial would end alike, or meet the threads that this one left behind
            if self._until and self._until <= self._tally.failed_checks:
                break
        self._send({"t": "done", "sc": self._order.id, **self._tally.to_json(), "levels": dict(self._logs.by_level)})
        self._logs.by_level.clear()

    def _judge_and_report(self, number: int, outcome: Outcome, planned: bool) -> None:
        records, lines = outcome.recorder.records, self._logs.take()
        head = head_of(outcome, len(records))
        verdicts = self._judge(head, records)
        words = {name: word(v) for name, v in verdicts.items()}
        failing = "FAIL" in words.values()
        self._tally.count(number, outcome, head, words)
        if planned or (failing and self._tally.take_failing_slot(words)) or outcome.ended == "harness_error":
            self._tally.stored += 1
            self._store(number, records, lines, head_of(outcome, len(records), words))
        self._tell_progress()

    def _judge(self, head: Trial, records: list[Record]) -> dict[str, Verdict]:
        try:
            return judge_trial(TrialEvidence(self._order, head, records), self._order.checks)
        except CheckCrashed as error:
            self._send({"t": "bug", "sc": self._order.id, "text": str(error)})
            return error.verdicts

    def _store(self, number: int, records: list[Record], logged: list[LogLine], head: Trial) -> None:
        """Sends the records, then what was logged, then the head that says how many records there must be."""
        every: list[Record] = [*records, *logged, head]
        lines = [to_json(r, self._order.id, number, i) for i, r in enumerate(every)]
        for start in range(0, len(lines), RECORDS_PER_FRAME):
            self._send({"t": "records", "lines": lines[start : start + RECORDS_PER_FRAME]})

    def _tell_progress(self) -> None:
        now = time.monotonic()
        if now - self._told_at >= PROGRESS_EVERY_S:
            self._told_at = now
            failing = len(self._tally.failed_checks)
            self._send({"t": "progress", "sc": self._order.id, "trials": self._tally.trials, "failing": failing})


def word(verdict: Verdict) -> str:
    """PASS, UNKNOWN or FAIL; VACUOUS for an UNKNOWN whose premise did not occur in the trial."""
    return "VACUOUS" if verdict.vacuous else verdict.outcome.name


def head_of(outcome: Outcome, records: int, words: dict[str, str] | None = None) -> Trial:
    return Trial(
        driver=outcome.driver,
        strategy=outcome.strategy,
        engine=outcome.engine,
        seed=outcome.seed,
        steps=outcome.steps,
        ended=outcome.ended,
        outcome=outcome.outcome,
        records=records,
        verdicts=words or {},
        choices=list(outcome.choices),
        schedule=schedule_digest(outcome.choices),
        duration_us=outcome.duration_us,
        detail=outcome.detail,
    )


def schedule_digest(choices: tuple[int, ...]) -> str:
    return hashlib.blake2b(repr(choices).encode(), digest_size=8).hexdigest()


class _Tally:
    """Counts over all trials, stored or not."""

    def __init__(self, order: ScenarioRun) -> None:
        names = [*ASSUMPTIONS, *(c for c in order.checks if ALL[c].over == "trial" and c not in ASSUMPTIONS)]
        self.trials = self.native = self.explored = self.stored = self.operations = 0
        self._schedules: set[str] = set()
        self._outcomes: Counter[str] = Counter()
        self._checks: dict[str, Counter[str]] = {name: Counter() for name in names}
        self._first_fail: dict[str, int] = {}
        self._failing_stored: Counter[str] = Counter()

    @property
    def failed_checks(self) -> set[str]:
        return set(self._first_fail)

    def count(self, number: int, outcome: Outcome, head: Trial, words: dict[str, str]) -> None:
        self.trials += 1
        self.native += outcome.driver == "native"
        self.operations += sum(type(r) is Operation for r in outcome.recorder.records)
        if outcome.driver == "schedules":
            self.explored += 1
            self._schedules.add(head.schedule)
        self._outcomes[head.outcome] += 1
        for name, said in words.items():
            self._checks[name][said] += 1
            if said == Word.FAIL.name:
                self._first_fail.setdefault(name, number)

    def take_failing_slot(self, words: dict[str, str]) -> bool:
        """Whether a failing trial is stored: the first few for each check, so that evidence stays bounded."""
        failing = [name for name, said in words.items() if said == "FAIL"]
        fresh = any(self._failing_stored[name] < FAILING_STORED_MAX for name in failing)
        self._failing_stored.update(failing)
        return fresh

    def to_json(self) -> dict[str, Any]:
        return {
            "trials": self.trials,
            "native": self.native,
            "explored": self.explored,
            "stored": self.stored,
            "operations": self.operations,
            "distinct_schedules": len(self._schedules),
            "outcomes": dict(self._outcomes.most_common(20)),
            "distinct_outcomes": len(self._outcomes),
            "checks": {name: dict(counts) for name, counts in self._checks.items()},
            "first_fail": self._first_fail,
        }
