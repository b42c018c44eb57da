"""What becomes of a stage that outlived its run: it ends by itself, starts nothing and is nobody's error."""

import asyncio
import gc
import sys
from collections.abc import Callable
from typing import Any

import pytest

from stageflow import StageContext
from stageflow.pipeline.dag import StuckStageError, UnifiedStageGraph, UnifiedStageSpec
from stageflow.testing import create_test_stage_context


class TaskLoop(asyncio.SelectorEventLoop):
    """A task per stage."""

    one_task_per_stage = True


class Immortal:
    """A stage that swallows its cancellation until it is freed, and what asyncio had to complain about."""

    def __init__(self, ending: str) -> None:
        self.ending = ending
        self.gate: list[asyncio.Future[None]] = []
        self.started: list[str] = []
        self.complaints: list[Any] = []

    async def stage(self, ctx: StageContext) -> None:
        gate: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.gate.append(gate)
        while not gate.done():
            try:
                await asyncio.shield(gate)
            except asyncio.CancelledError:
                pass
        if self.ending == "raises":
            raise ValueError("late")

    async def dependent(self, ctx: StageContext) -> None:
        self.started.append(ctx.stage_name)

    async def outlive(self, by_token: bool) -> None:
        """A run that ends without its stage; then the stage ends, or is left to the garbage collector."""
        asyncio.get_running_loop().set_exception_handler(lambda loop, report: self.complaints.append(report))
        specs = [
            UnifiedStageSpec(name="a", runner=self.stage),
            UnifiedStageSpec(name="b", runner=self.dependent, dependencies=("a",)),
        ]
        graph = UnifiedStageGraph(specs, cancel_grace=0.02)
        run = graph.start(create_test_stage_context())
        for _ in range(5):
            await asyncio.sleep(0)
        task = asyncio.ensure_future(run)
        await asyncio.sleep(0)
        if by_token:
            run.cancel("stop")
        else:
            task.cancel()
        await asyncio.wait({task})
        assert isinstance(task.exception(), StuckStageError)
        if self.ending != "collected":
            self.gate.pop().set_result(None)
            while len(asyncio.all_tasks()) > 1:
                await asyncio.sleep(0)
        for left in asyncio.all_tasks() - {asyncio.current_task()}:
            untyped: Any = left  # that it is destroyed while pending is what this test is about
            untyped._log_destroy_pending = False


@pytest.mark.parametrize("by_token", [True, False], ids=["by-token", "by-caller"])
@pytest.mark.parametrize("factory", [asyncio.SelectorEventLoop, TaskLoop], ids=["inline", "one-task-per-stage"])
@pytest.mark.parametrize("ending", ["returns", "raises", "collected"])
def test_a_stage_that_outlived_its_run_ends_in_silence(
    ending: str, factory: Callable[[], asyncio.AbstractEventLoop], by_token: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    immortal = Immortal(ending)
    monkeypatch.setattr(sys, "unraisablehook", immortal.complaints.append)
    loop = factory()
    loop.run_until_complete(immortal.outlive(by_token))
    loop.close()
    immortal.gate.clear()
    gc.collect()
    assert immortal.complaints == []
    assert immortal.started == []
