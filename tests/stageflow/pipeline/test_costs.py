"""What a stage costs does not depend on how many there are: counted in calls and bytes, not in time (D-03, D-05)."""

import asyncio
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from stageflow import Pipeline, StageContext, StageGraph, StageKind, StageSpec, UnifiedStageGraph
from stageflow.pipeline import PipelineBuilder
from stageflow.testing import create_test_pipeline_context, create_test_stage_context

SMALL, LARGE = 100, 2_000


async def stage(ctx: StageContext) -> dict[str, int]:
    return {"n": 1}


async def suspends(ctx: StageContext) -> dict[str, int]:
    await asyncio.sleep(0)
    return {"n": 1}


class Stage:
    async def execute(self, ctx: Any) -> Any:
        return {"n": 1}


def calls_of(work: Callable[[], Any]) -> int:
    """How many functions, in Python and in C, are called by `work`."""
    count = 0

    def profile(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def bytes_of(work: Callable[[], Any]) -> int:
    """How much memory what `work` returns takes up."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        held = work()
        after = tracemalloc.get_traced_memory()[0]
        del held
        return after - before
    finally:
        tracemalloc.stop()


def chain(size: int) -> list[tuple[str, tuple[str, ...]]]:
    return [(f"s{i}", (f"s{i - 1}",) if i else ()) for i in range(size)]


def fan(size: int) -> list[tuple[str, tuple[str, ...]]]:
    names = [f"s{i}" for i in range(size)]
    return [("root", ()), *((name, ("root",)) for name in names), ("join", tuple(names))]


def steps(shape: list[tuple[str, tuple[str, ...]]]) -> list[Pipeline]:
    """The pipelines on the way to a whole one."""
    made = [Pipeline()]
    for name, dependencies in shape:
        made.append(made[-1].with_stage(name, stage, StageKind.WORK, dependencies))
    made[-1].build()
    return made


def test_putting_stages_together_copies_nothing() -> None:
    def cost(size: int) -> float:
        return bytes_of(lambda: steps(chain(size))) / size

    assert cost(LARGE) < 3 * cost(SMALL)  # copying at every step makes it 20 times as much


@pytest.mark.parametrize("shape", [chain, fan])
def test_putting_stages_together_takes_as_many_calls_per_stage_at_any_size(shape: Any) -> None:
    def cost(size: int) -> float:
        given = shape(size)
        return calls_of(lambda: steps(given)) / size

    assert cost(LARGE) < 1.2 * cost(SMALL)


@pytest.mark.parametrize("shape", [chain, fan])
@pytest.mark.parametrize("runner", [stage, suspends], ids=["at-once", "suspending"])
def test_a_run_takes_as_many_calls_per_stage_at_any_size(shape: Any, runner: Any) -> None:
    def cost(size: int) -> float:
        pipeline = Pipeline()
        for name, dependencies in shape(size):
            pipeline = pipeline.with_stage(name, runner, StageKind.WORK, dependencies)
        graph: UnifiedStageGraph = pipeline.build()
        return calls_of(lambda: asyncio.run(graph.run(create_test_stage_context()))) / size

    assert cost(LARGE) < 1.2 * cost(SMALL)


@pytest.mark.parametrize("shape", [chain, fan])
def test_a_legacy_run_takes_as_many_calls_per_stage_at_any_size(shape: Any) -> None:
    def cost(size: int) -> float:
        specs = [StageSpec(name=name, runner=Stage, dependencies=deps) for name, deps in shape(size)]
        graph = StageGraph(specs, interceptors=[])
        return calls_of(lambda: asyncio.run(graph.run(create_test_pipeline_context()))) / size

    assert cost(LARGE) < 1.2 * cost(SMALL)


def test_a_builder_checks_only_what_is_new() -> None:
    def cost(size: int) -> float:
        given = chain(size)

        def build() -> None:
            builder = PipelineBuilder()
            for name, dependencies in given:
                builder = builder.with_stage(name, Stage, dependencies)
            builder.build()

        return calls_of(build) / size

    assert cost(LARGE) < 1.2 * cost(SMALL)
