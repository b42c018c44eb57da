"""The ready set: which stage may start when."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow import StageContext, StageOutput
from stageflow.pipeline.dag import UnifiedStageGraph, UnifiedStageSpec
from stageflow.pipeline.ready import Plan, ReadySet
from stageflow.pipeline.run_state import RunState


@st.composite
def dags(draw: st.DrawFn) -> list[tuple[str, list[str]]]:
    """A DAG of up to 25 stages, listed in any order, with duplicate dependencies now and then."""
    count = draw(st.integers(1, 25))
    stages: list[tuple[str, list[str]]] = []
    for index in range(count):
        parents = draw(st.lists(st.integers(0, index - 1), max_size=5)) if index else []
        stages.append((f"s{index}", [f"s{parent}" for parent in parents]))
    return draw(st.permutations(stages))


@given(dags(), st.randoms(use_true_random=False))
def test_every_stage_becomes_ready_once_and_never_before_its_inputs(
    stages: list[tuple[str, list[str]]], rng: random.Random
) -> None:
    plan = Plan(stages)
    dependencies = dict(stages)
    ready_set = ReadySet(plan)
    waiting, became_ready, finished = list(plan.roots), list(plan.roots), set[str]()
    while waiting:
        stage = waiting.pop(rng.randrange(len(waiting)))
        assert finished >= set(dependencies[plan.names[stage]])
        finished.add(plan.names[stage])
        new = ready_set.finish(stage)
        assert new == sorted(new)
        waiting.extend(new)
        became_ready.extend(new)
    assert sorted(became_ready) == list(range(len(stages)))
    assert ready_set.left == 0
    assert plan.unreachable() == []
    assert plan.cycle() is None


@given(dags(), st.randoms(use_true_random=False))
def test_a_run_counts_down_like_the_ready_set(stages: list[tuple[str, list[str]]], rng: random.Random) -> None:
    """The engine has the countdown written out; both must free the same stages at the same time."""

    async def execute(ctx: StageContext) -> None:
        """Never run."""

    specs = [UnifiedStageSpec(name=n, runner=execute, dependencies=tuple(dependencies)) for n, dependencies in stages]
    graph = UnifiedStageGraph(specs)
    state, ready_set = RunState(graph.plan), ReadySet(graph.plan)
    waiting = list(graph.plan.roots)
    while waiting:
        stage = waiting.pop(rng.randrange(len(waiting)))
        new = state.finish(graph.planned[stage], StageOutput.ok()) or []
        assert [planned.index for planned in new] == ready_set.finish(stage)
        assert state.left == ready_set.left
        waiting.extend(planned.index for planned in new)
    assert state.left == 0 and set(state.outputs) == {name for name, _ in stages}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_a_cycle_is_found_exactly_when_there_is_one_and_is_a_real_one(edges: list[tuple[int, int]]) -> None:
    dependencies: dict[str, list[str]] = {f"s{i}": [] for i in range(8)}
    for child, parent in edges:
        dependencies[f"s{child}"].append(f"s{parent}")
    plan = Plan(dependencies.items())
    cycle = plan.cycle()
    assert (cycle is not None) == _has_cycle(dependencies) == bool(plan.unreachable())
    if cycle is not None:
        assert cycle[0] == cycle[-1]
        for stage, dependency in pairwise(cycle):
            assert dependency in dependencies[stage]


def _has_cycle(dependencies: dict[str, list[str]]) -> bool:
    left = dict(dependencies)
    while left:
        free = [name for name, needed in left.items() if not set(needed) & set(left)]
        if not free:
            return True
        for name in free:
            del left[name]
    return False


def test_unknown_dependencies_are_described_with_what_was_meant() -> None:
    plan = Plan([("fetch", []), ("parse", ["fetsh"])])
    assert plan.unknown == [("parse", "fetsh")]
    assert plan.unreachable() == [1]
    assert plan.cycle() is None
    assert plan.describe_unknown() == "stage 'parse' depends on 'fetsh', which does not exist; did you mean 'fetch'?"


@pytest.mark.parametrize(
    ("count", "stages"), [(2, "'s0', 's1'"), (9, "'s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', ...")]
)
def test_where_nothing_near_was_meant_some_stages_are_listed(count: int, stages: str) -> None:
    plan = Plan([(f"s{i}", ["elsewhere"] if i == 0 else []) for i in range(count)])
    expected = f"stage 's0' depends on 'elsewhere', which does not exist; the stages are {stages}"
    assert plan.describe_unknown() == expected


@pytest.mark.parametrize("order", ["forward", "reversed"])
def test_a_long_chain_and_a_long_cycle_need_no_recursion(order: str) -> None:
    size = 10_000
    chain: list[tuple[str, list[Any]]] = [(f"s{i}", [f"s{i - 1}"] if i else []) for i in range(size)]
    if order == "reversed":
        chain.reverse()
    assert Plan(chain).cycle() is None
    ring = dict(chain)
    ring["s0"] = [f"s{size - 1}"]
    cycle = Plan(ring.items()).cycle()
    assert cycle is not None
    assert len(cycle) == size + 1
