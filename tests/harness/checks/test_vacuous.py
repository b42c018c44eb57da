"""A check whose premise did not occur passes nothing, whichever it is."""

import pytest

from harness.catalogue.checks import CHECKS, OF_THE_PROCESS
from harness.catalogue.drivers import DRIVERS
from harness.checks.registry import ALL, judge_trial, run_check
from harness.checks.verdict import Outcome, ScenarioEvidence, TrialEvidence
from harness.evidence.records import NO_RESULT, Trial
from harness.wire import ScenarioRun, Stage, Threshold

STAGES = (Stage("a", (), "derive_value"), Stage("b", ("a",), "derive_value"))
OVER_A_TRIAL = [c.name for c in CHECKS if ALL[c.name].over == "trial"]
ABOUT_THE_TRIAL = {"evidence_is_complete", "history_is_well_formed", "run_ends"}
"""Judge how the trial itself went: that there is nothing to look at is all that they have to say."""
ABOUT_WHAT_IS_LEFT = {"nothing_is_left_behind"}
"""Pass where the loop itself looked and saw nothing: what would have been left is a record."""


def order(**changes: object) -> ScenarioRun:
    return ScenarioRun("p", "pipeline_run", STAGES, checks=tuple(OVER_A_TRIAL), **changes)  # type: ignore[arg-type]


def head(driver: str, ended: str = "completed") -> Trial:
    return Trial(driver, "random", "tasks", 1, 9, ended, "o", 0)


@pytest.mark.parametrize("driver", [d.name for d in DRIVERS])
@pytest.mark.parametrize("name", [n for n in OVER_A_TRIAL if n not in ABOUT_THE_TRIAL | ABOUT_WHAT_IS_LEFT])
def test_an_empty_history_passes_nothing(name: str, driver: str) -> None:
    verdict = run_check(name, TrialEvidence(order(), head(driver), ()))
    assert verdict.outcome is Outcome.UNKNOWN, verdict
    assert verdict.reason


@pytest.mark.parametrize("ended", ["deadlock", "error", "hang", "unsupported", "refused_io", "diverged"])
def test_a_run_that_did_not_end_lets_no_check_pass(ended: str) -> None:
    verdicts = judge_trial(TrialEvidence(order(), head("schedules", ended), ()), OVER_A_TRIAL)
    passed = {name for name, verdict in verdicts.items() if verdict.outcome is Outcome.PASS}
    assert passed <= {"evidence_is_complete", "history_is_well_formed"}


def test_a_trial_whose_records_are_missing_lets_no_check_pass() -> None:
    announced = Trial("schedules", "random", "tasks", 1, 9, "completed", "o", 5)
    verdicts = judge_trial(TrialEvidence(order(), announced, ()), OVER_A_TRIAL)
    passed = {name for name, verdict in verdicts.items() if verdict.outcome is Outcome.PASS}
    assert passed <= {"history_is_well_formed", "run_ends"}


@pytest.mark.parametrize("schedules", [0, 1])
def test_one_distinct_schedule_proves_nothing_about_schedules(schedules: int) -> None:
    side_by_side = ScenarioRun("p", "pipeline_run", (Stage("a", (), "derive_value"), Stage("b", (), "derive_value")))
    evidence = ScenarioEvidence(side_by_side, (), {"o": 40}, schedules, 40, 1)
    assert run_check("outcome_is_the_same_under_every_schedule", evidence).vacuous


def test_trials_that_give_no_result_have_no_outcome_to_compare() -> None:
    nothing = ScenarioEvidence(order(), (), {NO_RESULT: 40}, 30, 40, 0)
    assert run_check("outcome_is_the_same_under_every_schedule", nothing).vacuous
    sometimes = ScenarioEvidence(order(), (), {NO_RESULT: 1, "o": 39}, 30, 40, 1)
    assert run_check("outcome_is_the_same_under_every_schedule", sometimes).outcome is Outcome.FAIL


def test_a_limit_on_nothing_fails_and_no_limit_is_no_pass() -> None:
    on_nothing = order(thresholds=(Threshold(("steps.p95",), max=10**9),))
    assert run_check("thresholds_hold", ScenarioEvidence(on_nothing, (), {}, 0, 40, 0)).outcome is Outcome.FAIL
    assert run_check("thresholds_hold", ScenarioEvidence(order(), (), {}, 0, 40, 0)).outcome is Outcome.UNKNOWN


def test_no_worker_is_no_survivor() -> None:
    assert run_check(OF_THE_PROCESS, []).outcome is Outcome.UNKNOWN
