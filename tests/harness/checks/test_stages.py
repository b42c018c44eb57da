"""Oracles of the order and the results of stages, on histories written by hand."""

from dataclasses import replace
from typing import Any

import pytest

from harness.checks.sequential_model import model_outputs
from tests.harness.checks.histories import (
    ended,
    excluded,
    fails,
    head,
    order,
    passes,
    result,
    scenario,
    stage,
    started,
    trial,
    unknown,
    vacuous,
)

GOLDEN = "every_output_is_golden"
ONCE = "every_stage_runs_exactly_once"
FIRST = "dependencies_finish_first"
SAME = "outcome_is_the_same_under_every_schedule"

CHAIN = order(stage("a"), stage("b", "a"), stage("c", "b"))
MODEL = model_outputs(CHAIN.stages)
RESULTS = tuple(result(name, digest, f"{{'value': '{name}'}}") for name, digest in MODEL.items())
RAN = tuple(e for i, n in enumerate("abc") for e in (started(n, 2 * i), ended(n, 2 * i + 1)))


def test_outputs_of_the_model_pass() -> None:
    assert passes(GOLDEN, trial(CHAIN, *RESULTS)).reason == "3 of 3 outputs equal the model's"


def test_the_model_follows_the_order_of_dependencies() -> None:
    stages = (stage("a"), stage("b"))
    assert model_outputs((*stages, stage("c", "a", "b"))) != model_outputs((*stages, stage("c", "b", "a")))


@pytest.mark.parametrize(
    ("results", "witness"),
    [
        ((RESULTS[0], RESULTS[2]), "run: stage b gave no result"),
        ((*RESULTS, result("d", MODEL["a"])), "run: stage d is not in the pipeline"),
        (
            (RESULTS[0], result("b", MODEL["a"], "{'value': 'x'}"), RESULTS[2]),
            "run: stage b gave {'value': 'x'}, which is not what the model computes",
        ),
        ((*RESULTS, result("b", MODEL["b"])), "run: stage b gave 2 results"),
        ((*RESULTS, result("a", MODEL["a"], run="second")), "second: stage b gave no result"),
    ],
    ids=["missing", "one-too-many", "wrong-value", "twice", "second-run-incomplete"],
)
def test_any_other_output_fails(results: tuple[Any, ...], witness: str) -> None:
    assert witness in fails(GOLDEN, trial(CHAIN, *results), "output differs from model").witness


def test_a_stage_of_the_users_own_has_no_model() -> None:
    own = order(stage("a"), stage("b", "a", behaviour="mine:Stage"))
    assert unknown(GOLDEN, trial(own, *RESULTS[:2])).reason == "no model for mine:Stage"


def test_no_result_at_all_is_vacuous() -> None:
    vacuous(GOLDEN, trial(CHAIN))


def test_many_wrong_outputs_make_a_short_witness() -> None:
    wide = order(*(stage(f"s{i}") for i in range(50)))
    verdict = fails(GOLDEN, trial(wide, result("s0", "wrong")), "output differs from model")
    assert verdict.witness[-1] == "... and 41 more of the same kind"


def test_each_stage_ran_once_and_in_order() -> None:
    passes(ONCE, trial(CHAIN, *RAN))
    passes(FIRST, trial(CHAIN, *RAN))


@pytest.mark.parametrize(
    ("events", "witness"),
    [
        (RAN[:4], "stage c started 0 times and ended 0 times."),
        (RAN[:5], "stage c started 1 times and ended 0 times."),
        ((*RAN, started("a", 9), ended("a", 10)), "stage a started 2 times and ended 2 times."),
    ],
    ids=["never-started", "never-ended", "ran-twice"],
)
def test_another_number_of_runs_fails(events: tuple[Any, ...], witness: str) -> None:
    assert fails(ONCE, trial(CHAIN, *events), "stage count").witness == (witness,)


def test_stages_that_report_nothing_are_vacuous() -> None:
    vacuous(ONCE, trial(CHAIN))


@pytest.mark.parametrize(
    ("events", "witness"),
    [
        (
            (started("a", 1), started("b", 2), ended("a", 3), ended("b", 4)),
            "stage b started at step 2, its dependency a ended at step 3.",
        ),
        ((started("b", 2), ended("b", 4)), "stage b started at step 2, its dependency a never ended."),
        (
            (started("b", 1), ended("b", 2), started("a", 3), ended("a", 4), started("b", 5), ended("b", 6)),
            "stage b started at step 1, its dependency a ended at step 4.",
        ),
    ],
    ids=["before-the-end", "without-it", "first-start-of-two"],
)
def test_a_stage_that_starts_too_early_fails(events: tuple[Any, ...], witness: str) -> None:
    assert fails(FIRST, trial(CHAIN, *events), "started too early").witness == (witness,)


def test_a_dependency_that_runs_again_later_has_ended_all_the_same() -> None:
    passes(FIRST, trial(CHAIN, *RAN, started("a", 20), ended("a", 21)))


def test_without_an_edge_nothing_can_start_too_early() -> None:
    excluded(FIRST, trial(order(stage("a"), stage("b")), started("a", 1), ended("a", 2)))
    vacuous(FIRST, trial(order(stage("a"), stage("b", "a")), started("a", 1), ended("a", 2)))
    vacuous(FIRST, trial(CHAIN))


def test_one_outcome_under_several_schedules() -> None:
    assert "7 distinct schedules" in passes(SAME, scenario({"x": 20}, schedules=7)).reason


def test_two_outcomes_are_shown_with_an_example_each() -> None:
    heads = (head(outcome="bb", strategy="fifo", engine="inline"), head(outcome="aa"), head(outcome="aa", strategy="x"))
    verdict = fails(SAME, scenario({"bb": 3, "aa": 40, "cc": 3}, 20, heads), "outcome depends on the schedule")
    assert verdict.witness == (
        "40 of 46 trials gave outcome aa, first with random order (tasks).",
        "3 of 46 trials gave outcome bb, first with fifo order (inline).",
        "3 of 46 trials gave outcome cc.",
    )


def test_where_something_else_decides_the_schedule_is_not_to_blame() -> None:
    seen = replace(scenario({"aa": 20, "bb": 20}, 20), unrepeatable="one schedule gave aa and bb")
    assert "not decided by the schedule alone" in unknown(SAME, seen).reason


def test_more_outcomes_than_were_kept_are_said_to_be_more() -> None:
    seen = replace(scenario({"aa": 2, "bb": 1}, 20), count=66, distinct_outcomes=40)
    assert fails(SAME, seen, "outcome depends on the schedule").reason == "at least 2 different outcomes in 66 trials"


def test_twenty_outcomes_make_a_short_witness() -> None:
    fails(SAME, scenario({f"o{i}": 1 for i in range(20)}, 20), "outcome depends on the schedule")


@pytest.mark.parametrize("schedules", [0, 1])
def test_one_schedule_shows_nothing(schedules: int) -> None:
    vacuous(SAME, scenario({"x": 5}, schedules))


@pytest.mark.parametrize("ended", ["deadlock", "livelock", "error", "harness_error", "unsupported", "diverged"])
def test_a_trial_without_a_result_is_no_second_outcome(ended: str) -> None:
    unknown(SAME, scenario({"x": 5, ended: 1}, 6))
    unknown(SAME, scenario({"x": 5}, 6, (head(), head(ended))))
    fails(SAME, scenario({"x": 5, "y": 1, ended: 1}, 6), "outcome depends on the schedule")
