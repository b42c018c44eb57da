"""A mission, a seed and a budget become orders, the same every time."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import bundled
from harness.catalogue.plants import PLANT
from harness.errors import UsageError
from harness.mission import Mission, load_mission
from harness.plan import Plan, build_plan
from harness.plan.build import TRIALS_MAX, spread
from harness.wire import ScenarioRun

EXPLORING = (
    "stress_concurrent_writes",
    "thread_schedules",
    "context_isolation",
    "subpipeline_inheritance",
    "sibling_isolation",
    "read_schedules",
)


@pytest.fixture(scope="module")
def mission() -> Mission:
    return load_mission(bundled.MISSIONS / "CORE-008.yaml", {"parallel_stages": "6"})


def build(mission: Mission, **changes: object) -> Plan:
    fields: dict[str, object] = {"seed": 0, "subject": "bundled", "subject_digest": "d"}
    return build_plan(mission, **{**fields, **changes})  # type: ignore[arg-type]


def test_the_same_mission_seed_and_budget_give_the_same_plan(mission: Mission) -> None:
    again = load_mission(mission.path, {"parallel_stages": "6"})
    assert build(mission) == build(again)
    assert build(mission, seed=1) != build(mission)


@pytest.mark.parametrize("plant", [None, "lost-write"])
def test_a_plan_comes_back_from_json(mission: Mission, plant: str | None) -> None:
    plan = build(
        mission, plant=plant, overrides={"parallel_stages": "6"}, budget_trials=50, python="3.12", extras=["./x"]
    )
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


@pytest.mark.parametrize("schema", [None, 0, 1, "2"])
def test_a_plan_of_another_schema_is_refused(mission: Mission, schema: object) -> None:
    with pytest.raises(ValueError, match="plan schema"):
        Plan.from_json({**build(mission).to_json(), "schema": schema})


@pytest.mark.parametrize("missing", ["scenarios", "calibration", "seed", "dx_probes"])
def test_a_plan_that_is_none_is_refused(mission: Mission, missing: str) -> None:
    data = {k: v for k, v in build(mission).to_json().items() if k != missing}
    with pytest.raises((KeyError, TypeError)):
        Plan.from_json(data)


def test_every_pipeline_becomes_an_order(mission: Mission) -> None:
    plan = build(mission, seed=7)
    assert [s.id for s in plan.scenarios] == [p.id for p in mission.pipelines]
    by_id = {s.id: s for s in plan.scenarios}
    baseline, stress = by_id["baseline"], by_id["stress_concurrent_writes"]
    assert [s.dependencies for s in baseline.stages[:3]] == [(), ("s0",), ("s1",)]
    assert {s.dependencies for s in stress.stages} == {()}
    assert len(stress.stages) == 6
    assert {s.behaviour for s in stress.stages} == {"write_output"}
    assert all(s.seed == 7 for s in plan.scenarios)
    assert stress.drivers == ("native", "schedules")


def test_arguments_the_mission_leaves_open_have_their_defaults(mission: Mission) -> None:
    by_id = {s.id: s for s in build(mission).scenarios}
    assert by_id["baseline"].arguments == {"suspensions": 2}
    assert set(by_id["context_isolation"].arguments) == {"forks", "depth"}


@pytest.mark.parametrize(
    ("budget", "shares"),
    [
        (6, [1] * 6),
        (7, [2, 1, 1, 1, 1, 1]),
        (28, [17, 3, 2, 2, 2, 2]),
        (336, [241, 31, 16, 16, 16, 16]),
        (315, [226, 29, 15, 15, 15, 15]),
    ],
)
def test_the_budget_is_spread_over_pipelines_that_explore_by_their_shares(
    mission: Mission, budget: int, shares: list[int]
) -> None:
    plan = build(mission, budget_trials=budget)
    trials = {s.id: s.trials for s in plan.scenarios}
    assert [trials[name] for name in EXPLORING] == shares
    assert sum(trials.values()) == plan.budget_trials == budget


def test_without_a_budget_the_missions_counts(mission: Mission) -> None:
    assert build(mission).budget_trials == mission.budget.trials


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 1000), min_size=1, max_size=8), st.integers(0, 500)
)
def test_a_budget_is_spread_to_the_last_trial(shares: dict[str, int], more: int) -> None:
    budget = len(shares) + more
    given_trials = spread(budget, shares)
    assert sum(given_trials.values()) == budget
    for name, share in shares.items():
        assert abs(given_trials[name] - 1 - more * share / sum(shares.values())) < 1


def test_a_budget_in_seconds_is_spread_the_same_way_and_lets_a_pipeline_run_as_long(mission: Mission) -> None:
    plan = build(mission, budget_s=22.0)
    seconds = {s.id: s.seconds for s in plan.scenarios}
    assert [seconds[name] for name in EXPLORING] == [16.0, 2.0, 1.0, 1.0, 1.0, 1.0]
    assert seconds["baseline"] == 0.0
    assert {s.trials for s in plan.scenarios} == {0, TRIALS_MAX}
    assert Plan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize("budget", [0, 1, 5])
def test_a_budget_that_leaves_a_pipeline_without_a_trial_is_refused(mission: Mission, budget: int) -> None:
    with pytest.raises(
        UsageError, match=rf"a budget of {budget} trials is too small: 6 .*\n  give --budget 6t or more"
    ):
        build(mission, budget_trials=budget)


def test_a_mission_that_explores_nothing_needs_no_budget(mission: Mission) -> None:
    native = mission.model_copy(update={"pipelines": mission.pipelines[:1], "calibration": ()})
    assert [s.trials for s in build(native, budget_trials=0).scenarios] == [0]


@pytest.mark.parametrize(
    ("plant", "hint"),
    [("lost-writes", "did you mean 'lost-write'?"), ("zebra", "stageflow-stress explain plants  lists them all")],
)
def test_an_unknown_plant_is_refused_with_the_nearest(mission: Mission, plant: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        build(mission, plant=plant)
    assert str(caught.value) == f"unknown plant {plant!r}\n  {hint}"


def test_a_calibration_runs_where_its_plant_shows(mission: Mission) -> None:
    for run in build(mission).calibration:
        plant = PLANT[run.plant]
        assert run.orders
        assert all(o.family in plant.scenarios and {*o.checks} & {*plant.caught_by} for o in run.orders)
        assert run.until == plant.caught_by


def test_a_plant_whose_checks_no_pipeline_runs_calibrates_nothing(mission: Mission) -> None:
    only = mission.model_copy(update={"pipelines": mission.pipelines[:1]})
    assert all((run.orders, run.until) == ((), ()) for run in build(only).calibration)


def test_an_order_comes_back_from_json(mission: Mission) -> None:
    for order in build(mission).scenarios:
        assert ScenarioRun.from_json(json.loads(json.dumps(order.to_json()))) == order
    order = replace(build(mission).scenarios[0], stages=(), checks=())
    assert ScenarioRun.from_json(json.loads(json.dumps(order.to_json()))) == order
