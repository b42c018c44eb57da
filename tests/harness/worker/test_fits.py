"""harness/catalogue/fits.py against what the checks say of the bundled core.

What a mission is refused never judges, and what it may name neither fails nor raises without a defect.
"""

import logging
from collections.abc import Iterator

import pytest

from harness.catalogue import SCENARIOS, Entry
from harness.catalogue.fits import JUDGED_IN
from harness.catalogue.graphs import edges
from harness.checks.registry import ALL, CheckCrashed, judge_trial
from harness.checks.verdict import Outcome, TrialEvidence
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.explore.trial import run_native, run_threads
from harness.worker.heads import head_of

LACKING = ("tenant_breakers",)
"""Look at what the bundled core does not have."""
SMALL = {"runs": 4, "forks": 3, "depth": 2, "samples": 3, "writers": 3, "writes": 3}
CHECKS = tuple(name for name, check in ALL.items() if check.over == "trial")


@pytest.fixture(autouse=True)
def _quiet(root_logger: logging.Logger) -> Iterator[None]:
    """The core tells of each failing stage."""
    root_logger.handlers[:] = [logging.NullHandler()]
    yield


def order_of(scenario: Entry) -> ScenarioRun:
    """A small one, judged by every check of single trials."""
    behaviour = "write_output" if scenario.name == "pipeline_run" else "act"
    stages = tuple(Stage(name, before, behaviour) for name, before in edges("fan_out", 3))
    arguments = {
        name: min(SMALL.get(name, argument.default), argument.default) for name, argument in scenario.arguments.items()
    }
    return ScenarioRun(
        id=scenario.name,
        family=scenario.name,
        stages=stages if scenario.builds_pipeline else (),
        arguments=arguments,
        drivers=("threads",) if scenario.runs_threads else ("native",),
        iterations=1,
        trials=0,
        checks=CHECKS,
        seed=0,
        deadline_s=60.0,
    )


def words(order: ScenarioRun, subject: Subject) -> tuple[dict[str, Outcome], str]:
    """What each check says, and what those said that raised: not every one expects the records of every scenario."""
    outcome = run_threads(order, subject) if order.drivers == ("threads",) else run_native(order, subject, "tasks")
    if outcome.ended == "unsupported":
        pytest.skip(outcome.detail)
    assert (outcome.ended, outcome.detail) == ("completed", "")
    records, raised = outcome.recorder.records, ""
    try:
        verdicts = judge_trial(TrialEvidence(order, head_of(outcome, len(records)), records), CHECKS)
    except CheckCrashed as crash:
        verdicts, raised = crash.verdicts, str(crash)
    return {name: verdict.outcome for name, verdict in verdicts.items()}, raised


@pytest.mark.usefixtures("small_heap")
@pytest.mark.parametrize(
    "scenario", [s for s in SCENARIOS if s.name not in LACKING], ids=lambda scenario: scenario.name
)
def test_what_is_refused_never_passes_and_what_is_not_never_fails(scenario: Entry, subject: Subject) -> None:
    said, raised = words(order_of(scenario), subject)
    fits = {check for check in said if scenario.name in JUDGED_IN.get(check, (scenario.name,))}
    assert not {check for check, word in said.items() if word is Outcome.PASS} - fits
    assert not {check for check, word in said.items() if word is Outcome.FAIL} & fits
    assert not {check for check in fits if f"check {check} raised" in raised}


@pytest.mark.parametrize("scenario", [s for s in SCENARIOS if s.name in LACKING], ids=lambda scenario: scenario.name)
def test_what_the_core_lacks_is_unsupported(scenario: Entry, subject: Subject) -> None:
    assert run_native(order_of(scenario), subject, "tasks").ended == "unsupported"


def test_every_check_and_scenario_that_it_names_exists() -> None:
    assert set(JUDGED_IN) <= set(ALL)
    assert {name for where in JUDGED_IN.values() for name in where} <= {scenario.name for scenario in SCENARIOS}
