"""Orders on a controlled loop, overlapping runs cancelled at every point, and what many runs leave behind."""

import asyncio
import gc
import random
from collections import deque
from typing import Any

import pytest

from stageflow import Pipeline, StageContext, StageKind, UnifiedPipelineCancelled, UnifiedStageGraph
from stageflow.pipeline.dag import UnifiedStageSpec
from stageflow.testing import create_test_stage_context


class DrawingLoop(asyncio.SelectorEventLoop):
    """A controlled loop: which ready callback goes next is drawn; every stage has a task of its own."""

    one_task_per_stage = True

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._rng = random.Random(seed)

    def _run_once(self) -> None:
        this: Any = self
        waiting = list(this._ready)
        if waiting:
            this._ready = deque([waiting.pop(self._rng.randrange(len(waiting)))])
        super()._run_once()  # type: ignore[misc]
        this._ready.extendleft(reversed(waiting))


def test_three_hundred_seeds_give_three_hundred_orders_and_one_outcome() -> None:
    order: list[str] = []

    async def stage(ctx: StageContext) -> dict[str, str]:
        order.append(ctx.stage_name)
        return {"name": ctx.stage_name}

    names = [f"s{number}" for number in range(50)]
    specs = [UnifiedStageSpec(name="root", runner=stage)]
    specs += [UnifiedStageSpec(name=name, runner=stage, dependencies=("root",)) for name in names]
    graph = UnifiedStageGraph([*specs, UnifiedStageSpec(name="join", runner=stage, dependencies=tuple(names))])
    orders, outcomes = set(), set()
    for seed in range(300):
        order.clear()
        with asyncio.Runner(loop_factory=lambda seed=seed: DrawingLoop(seed)) as runner:  # type: ignore[misc]
            results = runner.run(graph.run(create_test_stage_context()))
        orders.add(tuple(order))
        outcomes.add(tuple(sorted((name, output.data["name"]) for name, output in results.items())))
    assert len(orders) == 300
    assert len(outcomes) == 1


class Overlap:
    """Three runs of one graph at the same time; one of them is cancelled after a number of turns of the loop."""

    def __init__(self) -> None:
        self.alive = 0
        self.cleaned = 0
        pipeline = Pipeline()
        for name, dependencies in {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}.items():
            pipeline = pipeline.with_stage(name, self.stage, StageKind.WORK, dependencies=dependencies)
        self.graph = pipeline.build()

    async def stage(self, ctx: StageContext) -> dict[str, Any]:
        self.alive += 1
        try:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            return {"run": ctx.pipeline_run_id}
        finally:
            try:
                await asyncio.sleep(0)  # cleaning up takes a turn, and may be cancelled itself
            finally:
                self.alive -= 1

    async def clean(self) -> None:
        self.cleaned += 1

    async def main(self, turns: int, by_token: bool) -> bool:
        """Whether the run was still going when it was cancelled."""
        contexts = [create_test_stage_context() for _ in range(3)]
        runs = [self.graph.start(ctx) for ctx in contexts]
        for run in runs:
            run.register_cleanup(self.clean)
        tasks = [asyncio.ensure_future(run) for run in runs]
        for _ in range(turns):
            await asyncio.sleep(0)
        going = not runs[1].done()
        if by_token:
            runs[1].cancel("enough")
        else:
            tasks[1].cancel()
        await asyncio.wait(tasks)
        for index in (0, 2):
            outputs = tasks[index].result()
            assert {output.data["run"] for output in outputs.values()} == {contexts[index].pipeline_run_id}
            assert len(outputs) == 4
        if tasks[1].cancelled():
            assert not by_token
        elif tasks[1].exception() is not None:
            assert isinstance(tasks[1].exception(), UnifiedPipelineCancelled)
        assert (self.alive, self.cleaned) == (0, 3)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return going


@pytest.mark.parametrize("by_token", [False, True], ids=["task-cancelled", "token-cancelled"])
def test_one_of_several_overlapping_runs_is_cancelled_at_every_point(run_async: Any, by_token: bool) -> None:
    turns = 0
    while run_async(Overlap().main(turns, by_token)):
        turns += 1
    assert turns > 8


@pytest.mark.parametrize("kind", ["finished", "failing", "cancelled"])
def test_many_runs_leave_nothing_for_the_garbage_collector(
    run_async: Any, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL", logger="pipeline_dag")  # pytest would keep a record of every failure

    async def stage(ctx: StageContext) -> None:
        await asyncio.sleep(0)
        if kind == "failing":
            raise ValueError("boom")

    graph = Pipeline().with_stage("a", stage, StageKind.WORK).build()

    async def one() -> None:
        task = asyncio.ensure_future(graph.run(create_test_stage_context()))
        await asyncio.sleep(0)
        if kind == "cancelled":
            task.cancel()
        await asyncio.wait({task})
        if not task.cancelled() and (error := task.exception()) is not None:
            error.__traceback__ = None

    async def main() -> int:
        for _ in range(50):
            await one()
        gc.collect()
        gc.disable()
        try:
            before = len(gc.get_objects())
            for _ in range(300):
                await one()
            return len(gc.get_objects()) - before
        finally:
            gc.enable()

    assert run_async(main()) < 30
