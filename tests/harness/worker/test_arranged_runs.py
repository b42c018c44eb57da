"""Two runs that meet at arranged moments: healthy in every order, and what is planted is seen."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from harness.checks.verdict import Outcome as Word
from harness.evidence.records import Event
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.trial import run_controlled, run_native
from harness.worker.scenarios.arranged_moments import CASES
from tests.harness.worker.planted import outcomes, planted, said_of

CHECKS = (
    "no_canary_crosses_over",
    "a_failing_neighbour_changes_nothing",
    "each_run_ends_in_its_own_way",
    "cleanups_run_in_their_own_run",
    "cleanups_run_last_first",
    "cleanups_run_once",
    "nothing_stays_open",
)
APART = ScenarioRun("p", "arranged_runs", (), arguments={"one_id": False}, checks=CHECKS, seed=1, clock="virtual")
ALIKE = replace(APART, arguments={"one_id": True})


@pytest.fixture(autouse=True)
def _quiet(root_logger: logging.Logger) -> Iterator[None]:
    """The core tells of each failing stage."""
    root_logger.handlers[:] = [logging.NullHandler()]
    yield


@pytest.mark.parametrize("order", [APART, ALIKE], ids=["two-ids", "one-id"])
def test_in_every_order_each_check_passes(order: ScenarioRun, subject: Subject) -> None:
    for outcome in outcomes(order, subject):
        said = said_of(order, outcome)
        assert {name: v.witness for name, v in said.items() if v.outcome is not Word.PASS} == {}


def test_every_case_is_made_and_in_each_the_second_run_is_made_alone_too(subject: Subject) -> None:
    records = run_controlled(APART, subject, RandomWalk(1), 1).recorder.records
    settled = [r.fields for r in records if isinstance(r, Event) and r.name == "run_settled"]
    assert [f["run"] for f in settled if f["phase"] == "alone"] == [f"t1r1 ({case.name})" for case in CASES]
    ways = {f["way"] for f in settled if f["phase"] == "beside"}
    assert ways == {"ok", *(case.way for case in CASES)} and len(settled) == 3 * len(CASES)


def test_where_time_is_real_nothing_hangs(subject: Subject) -> None:
    records = run_native(APART, subject, "tasks").recorder.records
    alone = [r.fields["run"] for r in records if isinstance(r, Event) and r.fields.get("phase") == "alone"]
    assert {*alone} == {f"t1r1 ({case.name})" for case in CASES if case.needs != "cleanup_timeout"}


@pytest.mark.parametrize(
    ("plant", "check", "witness"),
    [
        ("hooks-of-the-first-run", "no_canary_crosses_over", "another tenant (t0), in the context of an interceptor."),
        (
            "places-of-the-graph",
            "each_run_ends_in_its_own_way",
            "Run t1r1 (one place) (beside): nothing was done to it, and it cancelled; expected: returned.",
        ),
        (
            "handle-cancels-the-last",
            "each_run_ends_in_its_own_way",
            "Run t0r1 (handles) (beside): the handle that started it was cancelled, and it returned;",
        ),
        ("stage-object-keeps-its-context", "no_canary_crosses_over", "another tenant (t0), in its snapshot."),
        (
            "failing-run-is-deaf",
            "each_run_ends_in_its_own_way",
            "Run t0r1 (a failing end) (beside): a stage of it failed, and its task was cancelled while it came to its "
            "end, and it raised UnifiedStageExecutionError; expected: cancelled.",
        ),
        (
            "hanging-cleanup-ends-the-rest",
            "cleanups_run_once",
            "cleanup beside:t0r1 (a hanging cleanup):behind the one that hangs was started 0 times.",
        ),
    ],
)
def test_what_is_planted_is_seen(plant: str, check: str, witness: str, subject: Subject) -> None:
    with planted(plant, subject):
        verdict = said_of(APART, run_controlled(APART, subject, RandomWalk(1), 1))[check]
    assert verdict.outcome is Word.FAIL
    assert witness in "\n".join(verdict.witness)


def test_a_run_that_is_forgotten_with_another_of_its_id_is_seen_only_where_both_have_one(subject: Subject) -> None:
    with planted("live-runs-by-their-id", subject):
        alike, apart = (said_of(o, run_controlled(o, subject, RandomWalk(1), 1)) for o in (ALIKE, APART))
    assert alike["each_run_ends_in_its_own_way"].witness == (
        "Run t0r1 (the only live one) (beside): it was the only live run, and the token of its graph was cancelled, "
        "and it returned; expected: raised UnifiedPipelineCancelled.",
    )
    assert apart["each_run_ends_in_its_own_way"].outcome is Word.PASS


def test_cases_of_what_the_subject_lacks_are_left_out(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(subject.name("stageflow.pipeline.dag", "UnifiedStageGraph"), "start")
    records = run_controlled(APART, subject, RandomWalk(1), 1).recorder.records
    runs = {r.fields["run"] for r in records if isinstance(r, Event) and r.name == "run_began"}
    assert runs == {f"t{n}r1 ({case.name})" for case in CASES for n in (0, 1) if case.needs != "start"}
