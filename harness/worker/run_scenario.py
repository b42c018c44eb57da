"""Runs all trials of a scenario and reports: stored records as frames, everything else as counts."""

import logging
from collections.abc import Callable
from time import monotonic  # bound before a subject can replace it
from typing import Any

from harness.catalogue.drivers import EXACT, SWEEPS
from harness.checks.registry import CheckCrashed, judge_trial
from harness.checks.verdict import TrialEvidence, Verdict
from harness.evidence.records import Record, Trial, to_json
from harness.wire import ScenarioRun
from harness.worker import last_records
from harness.worker.adapter import Subject
from harness.worker.explore.trial import Outcome
from harness.worker.heads import head_of, word
from harness.worker.logs import CapturedLine, LogCapture, stored_line
from harness.worker.process_wide import tell_lost_errors
from harness.worker.tally import Tally
from harness.worker.trials import Trials

SILENT = logging.CRITICAL + 1
Send = Callable[[dict[str, Any]], None]
SAMPLE_EVERY = 50
PROGRESS_EVERY_S = 0.1
RECORDS_PER_FRAME = 2000


class ScenarioRunner:
    """Runs an order; `until` names checks after whose failure the rest of the trials is not needed (calibration)."""

    def __init__(self, order: ScenarioRun, subject: Subject, logs: LogCapture, send: Send, until: list[str]) -> None:
        self._order = order
        self._subject = subject
        self._logs = logs
        self._send = send
        self._until = set(until)
        self._tally = Tally(order)
        self._told_at = monotonic()

    def run(self) -> None:
        tell_lost_errors()
        trials = Trials(self._order, self._subject)
        for number, (driver, run) in enumerate(trials):
            before = self._tally.sweep_trials if driver in SWEEPS else self._tally.controlled
            planned = driver not in EXACT or before in (0, 1) or number % SAMPLE_EVERY == 0
            if driver not in EXACT:
                self._send({"t": "trial", "sc": self._order.id, "tr": number, "driver": driver})
            self._logs.level_of_trial(logging.DEBUG if planned else logging.WARNING)
            last_records.here.begin(self._order.id, number)
            outcome = run()
            self._judge_and_report(number, outcome, planned)
            last_records.here.forget()
            if not self._until and trials.is_due_twice(outcome):
                self._logs.level_of_trial(SILENT)
                trials.repeat(outcome)
            if outcome.ended in ("unsupported", "refused_io", "harness_error", "hang"):
                break  # the next trial would end alike, or meet the threads that this one left behind
            if self._until and self._until <= self._tally.failed_checks:
                break
        self._tally.exhausted = trials.exhausted
        self._tally.unrepeatable = trials.unrepeatable or self._tally.unrepeatable
        self._tally.swept = trials.swept
        self._send({"t": "done", "sc": self._order.id, **self._tally.to_json(), "levels": dict(self._logs.by_level)})
        self._logs.by_level.clear()

    def _judge_and_report(self, number: int, outcome: Outcome, planned: bool) -> None:
        records, lines = outcome.recorder.records, self._logs.take()
        head = head_of(outcome, len(records))
        verdicts = self._judge(head, records)
        words = {name: word(v) for name, v in verdicts.items()}
        failing = "FAIL" in words.values()
        self._tally.count(number, outcome, head, words)
        slot = self._tally.take_outcome_slot(head.outcome)
        slot = (failing and self._tally.take_failing_slot(words)) or slot
        if planned or slot or outcome.ended == "harness_error":
            self._tally.stored += 1
            self._store(number, records, lines, head_of(outcome, len(records), words))
        self._tell_progress()

    def _judge(self, head: Trial, records: list[Record]) -> dict[str, Verdict]:
        try:
            return judge_trial(TrialEvidence(self._order, head, records), self._order.checks)
        except CheckCrashed as error:
            self._send({"t": "bug", "sc": self._order.id, "text": str(error)})
            return error.verdicts

    def _store(self, number: int, records: list[Record], logged: list[CapturedLine], head: Trial) -> None:
        """Sends the records, then what was logged, then the head that says how many records there must be."""
        every: list[Record] = [*records, *logged, head]
        lines = [stored_line(to_json(r, self._order.id, number, i), r) for i, r in enumerate(every)]
        for start in range(0, len(lines), RECORDS_PER_FRAME):
            self._send({"t": "records", "lines": lines[start : start + RECORDS_PER_FRAME]})

    def _tell_progress(self) -> None:
        now = monotonic()
        if now - self._told_at >= PROGRESS_EVERY_S:
            self._told_at = now
            failing = len(self._tally.failed_checks)
            self._send({"t": "progress", "sc": self._order.id, "trials": self._tally.trials, "failing": failing})
