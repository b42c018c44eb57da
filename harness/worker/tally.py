"""Counts over all trials of a scenario, stored or not."""

from array import array
from collections import Counter
from typing import Any

from harness.catalogue.checks import ASSUMPTIONS, OF_OUTCOMES
from harness.catalogue.drivers import CONTROLLED, EXACT, STOCK_ASYNCIO, SWEEPS
from harness.catalogue.metrics import aggregates
from harness.checks.registry import ALL
from harness.checks.verdict import Outcome as Word
from harness.evidence.records import CUT_SHORT, NO_RESULT, STAGE_RAISED, Measure, Operation, Trial
from harness.wire import ScenarioRun
from harness.worker.explore.coverage import OrderCoverage
from harness.worker.explore.trial import Outcome

FAILING_STORED_MAX = 8
OUTCOMES_STORED_MAX = 8


class Tally:
    """`exhausted`, `unrepeatable` and `swept` are set by the runner."""

    def __init__(self, order: ScenarioRun) -> None:
        names = [*ASSUMPTIONS, *(c for c in order.checks if ALL[c].over == "trial" and c not in ASSUMPTIONS)]
        self.trials = self.native = self.explored = self.controlled = self.stored = self.operations = 0
        self.exhausted = -1
        self.sweep_trials = 0
        self.unrepeatable = self.swept = ""
        self._coverage = OrderCoverage((s.name, d) for s in order.stages for d in s.dependencies)
        self._settings: Counter[str] = Counter()
        self._failing: dict[str, Counter[str]] = {}
        self._schedules: dict[tuple[str, str], str] = {}  # with the outcome of the first trial
        self._outcomes: Counter[str] = Counter()
        self._outcomes_compared = OF_OUTCOMES in order.checks
        self._outcomes_stored = 0
        self._checks: dict[str, Counter[str]] = {name: Counter() for name in names}
        self._first_fail: dict[str, int] = {}
        self._failing_stored: Counter[str] = Counter()
        self._metrics: dict[str, array[int]] = {}

    @property
    def failed_checks(self) -> set[str]:
        return set(self._first_fail)

    def count(self, number: int, outcome: Outcome, head: Trial, words: dict[str, str]) -> None:
        self.trials += 1
        self.native += outcome.driver in STOCK_ASYNCIO
        self._measure(outcome)
        self._settings[head.setting] += 1
        self.sweep_trials += outcome.driver in SWEEPS
        if outcome.driver in CONTROLLED:
            self.controlled += 1
            known = self._schedules.setdefault((outcome.driver, head.schedule), head.outcome)
            if known != head.outcome and not self.unrepeatable:
                self.unrepeatable = f"one schedule gave {known} in one trial and {head.outcome} in another"
        if outcome.driver == "schedules":
            self.explored += 1
            self._coverage.add(outcome.schedule.names, outcome.schedule.trace)
        self._outcomes[head.outcome] += 1
        for name, said in words.items():
            self._checks[name][said] += 1
            if said == Word.FAIL.name:
                self._first_fail.setdefault(name, number)
                self._failing.setdefault(name, Counter())[head.setting] += 1

    def _measure(self, outcome: Outcome) -> None:
        operations = 0
        for record in outcome.recorder.records:
            if type(record) is Operation:
                operations += 1
            elif type(record) is Measure:
                self._note(record.name, record.value)
        self.operations += operations
        self._note("operations", operations)
        if outcome.driver == "native":
            self._note("duration_us", outcome.duration_us)
        elif outcome.driver in EXACT:
            self._note("steps", outcome.schedule.steps)

    def _note(self, metric: str, value: int) -> None:
        self._metrics.setdefault(metric, array("q")).append(value)

    def take_outcome_slot(self, outcome: str) -> bool:
        """Whether a trial is stored for its outcome: the first of each, where outcomes are compared, up to a few, and
        the first in which a stage raised.
        """
        if not self._outcomes_compared or self._outcomes[outcome] > 1:
            return False
        self._outcomes_stored += outcome != STAGE_RAISED
        return outcome == STAGE_RAISED or self._outcomes_stored <= OUTCOMES_STORED_MAX

    def take_failing_slot(self, words: dict[str, str]) -> bool:
        """Whether a failing trial is stored: the first few for each check, so that evidence stays bounded."""
        failing = [name for name, said in words.items() if said == "FAIL"]
        fresh = any(self._failing_stored[name] < FAILING_STORED_MAX for name in failing)
        self._failing_stored.update(failing)
        return fresh

    def _raised(self) -> dict[str, int]:
        """In how many trials a stage raised, however rare that is among the outcomes."""
        return {STAGE_RAISED: self._outcomes[STAGE_RAISED]} if STAGE_RAISED in self._outcomes else {}

    def to_json(self) -> dict[str, Any]:
        both, pairs = self._coverage.pairs()
        return {
            "pairs": pairs,
            "pairs_both": both,
            "pairs_all": self._coverage.complete,
            "exhausted": self.exhausted,
            "unrepeatable": self.unrepeatable,
            "sweep_trials": self.sweep_trials,
            "swept": self.swept,
            "settings": dict(self._settings),
            "failing": {name: dict(counts) for name, counts in self._failing.items()},
            "trials": self.trials,
            "native": self.native,
            "explored": self.explored,
            "thread_schedules": self.controlled - self.explored,
            "stored": self.stored,
            "operations": self.operations,
            "distinct_schedules": len(self._schedules),
            "outcomes": dict(self._outcomes.most_common(20)) | self._raised(),
            "distinct_outcomes": len(self._outcomes.keys() - {CUT_SHORT, NO_RESULT}),
            "checks": {name: dict(counts) for name, counts in self._checks.items()},
            "first_fail": self._first_fail,
            "metrics": {name: aggregates(values) for name, values in sorted(self._metrics.items())},
        }
