"""Runs one trial again by its token, and says whether the check fails again."""

from typing import Any

from harness.catalogue.drivers import CONTROLLED, SWEEPS
from harness.checks.registry import judge_trial
from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Trial
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.trial import run_native, run_threads
from harness.worker.forked import DRIVER as FRESH
from harness.worker.forked import run_forked
from harness.worker.heads import head_of, word
from harness.worker.sweeps import replay_disturbed
from harness.worker.trials import run_again_from_the_start, run_scheduled, strategy_of


def replay(
    order: ScenarioRun, trial: dict[str, Any], check: str, subject: Subject, *, other_subject: bool = False
) -> dict[str, Any]:
    """{"result": reproduced | not reproduced | diverged, "verdict", "reason", "witness", "bug"}.

    `bug` is what broke down where that was the harness itself; else empty.

    With "after_others" in `trial`, all trials before it are run first: it depends on what they leave in the process.
    A trial that a strategy scheduled follows its choices to the letter, with another subject its strategy and seed;
    native and thread trials are run as before, with an order of events that nobody controls.
    """
    driver = trial["driver"]
    if trial.get("after_others"):
        outcome = run_again_from_the_start(order, int(trial["number"]), subject)
    elif driver in CONTROLLED:
        strategy = strategy_of(trial, other_subject=other_subject)
        outcome = run_scheduled(driver, order, subject, strategy, int(trial["seed"]))
    elif driver in SWEEPS:
        outcome = replay_disturbed(order, trial, subject, other_subject=other_subject)
    elif driver == FRESH:
        outcome = run_forked(order, subject, str(trial["engine"]))
    elif driver == "threads":
        outcome = run_threads(order, subject)
    else:
        outcome = run_native(order, subject, str(trial["engine"]))
    if outcome.ended == "diverged":
        return {"result": "diverged", "verdict": "UNKNOWN", "reason": outcome.detail, "witness": [], "bug": ""}
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
