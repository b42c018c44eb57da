"""Runs one trial again by its token, and says whether the check fails again."""

import logging
from functools import partial
from typing import Any

from harness.catalogue.drivers import CONTROLLED, SWEEPS
from harness.checks.registry import ALL, judge_trial
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Trial
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.trial import Outcome, run_native, run_threads
from harness.worker.forked import DRIVER as FRESH
from harness.worker.forked import run_forked
from harness.worker.heads import head_of, word
from harness.worker.logs import LogCapture
from harness.worker.sweeps import replay_disturbed
from harness.worker.trials import after_others, run_scheduled, strategy_of

LOG_LINES_MAX = 1000


def replay(
    order: ScenarioRun,
    trial: dict[str, Any],
    check: str,
    subject: Subject,
    *,
    other_subject: bool = False,
    logs: LogCapture | None = None,
) -> dict[str, Any]:
    """{"result": reproduced | not reproduced | diverged, "verdict", "reason", "witness", "bug"}.

    `bug` is what broke down where that was the harness itself; else empty. With `logs` there is "log", too: the first
    1,000 lines that the trial logged, from DEBUG on, as [level, logger, message], and "log_lines", how many it were.

    With "after_others" in `trial`, all trials before it are run first: it depends on what they leave in the process.
    A trial that a strategy scheduled follows its choices to the letter, with another subject its strategy and seed;
    native and thread trials are run as before, with an order of events that nobody controls.
    """
    if trial.get("after_others"):
        run = after_others(order, int(trial["number"]), subject)
    else:
        run = partial(_run_alone, order, trial, subject, other_subject=other_subject)
    if logs is None:
        return _answer(order, trial, run(), check)
    logs.take()
    logs.level_of_trial(logging.DEBUG)
    answer = _answer(order, trial, run(), check)
    lines = logs.take()
    told = [[line.level, line.logger, line.message] for line in lines[:LOG_LINES_MAX]]
    return {**answer, "log": told, "log_lines": len(lines)}


def _run_alone(order: ScenarioRun, trial: dict[str, Any], subject: Subject, *, other_subject: bool) -> Outcome:
    driver = trial["driver"]
    if driver in CONTROLLED:
        strategy = strategy_of(trial, other_subject=other_subject)
        return run_scheduled(driver, order, subject, strategy, int(trial["seed"]))
    if driver in SWEEPS:
        return replay_disturbed(order, trial, subject, other_subject=other_subject)
    if driver == FRESH:
        return run_forked(order, subject, str(trial["engine"]))
    if driver == "threads":
        return run_threads(order, subject)
    return run_native(order, subject, str(trial["engine"]))


def _answer(order: ScenarioRun, trial: dict[str, Any], outcome: Outcome, check: str) -> dict[str, Any]:
    if outcome.ended == "diverged":
        return {"result": "diverged", "verdict": "UNKNOWN", "reason": outcome.detail, "witness": [], "bug": ""}
    if ALL[check].over == "scenario":
        return _compared(outcome, str(trial["outcome"]))
    head: Trial = head_of(outcome, len(outcome.recorder.records))
    verdict = judge_trial(TrialEvidence(order, head, outcome.recorder.records), [check])[check]
    said = word(verdict)
    return {
        "result": "reproduced" if said == "FAIL" else "not reproduced",
        "verdict": said,
        "reason": verdict.reason,
        "witness": list(verdict.witness),
        "bug": outcome.detail if outcome.ended == "harness_error" else "",
    }


def _compared(outcome: Outcome, kept: str) -> dict[str, Any]:
    """For a check over several trials: whether this one has the outcome again that others do not have."""
    again = outcome.outcome == kept
    return {
        "result": "reproduced" if again else "not reproduced",
        "verdict": "FAIL" if again else "PASS",
        "reason": f"the outcome is {outcome.outcome}" + (", as it was" if again else f", and was {kept}"),
        "witness": outcome.detail.splitlines(),
        "bug": outcome.detail if outcome.ended == "harness_error" else "",
    }
