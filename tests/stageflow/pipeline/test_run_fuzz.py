"""Runs of random graphs in random orders, cancelled at random points: always complete, always cleaned up once."""

import asyncio
import random
from collections import deque
from functools import partial
from typing import Any

import pytest

from stageflow import StageContext, StageOutput, UnifiedPipelineCancelled, UnifiedStageExecutionError
from stageflow.pipeline.dag import UnifiedStageGraph, UnifiedStageSpec
from stageflow.testing import create_test_stage_context

KINDS = ["ok"] * 6 + ["fails", "cancels", "raises-cancelled", "hangs", "cancels-token", "cancels-its-task"]


class RandomLoop(asyncio.SelectorEventLoop):
    """Which of the ready callbacks runs next is drawn from `rng`."""

    def __init__(self, rng: random.Random, one_task_per_stage: bool) -> None:
        super().__init__()
        self.rng = rng
        self.one_task_per_stage = one_task_per_stage

    def _run_once(self) -> None:
        this: Any = self
        waiting = list(this._ready)
        if waiting:
            this._ready = deque([waiting.pop(self.rng.randrange(len(waiting)))])
        super()._run_once()  # type: ignore[misc]
        this._ready.extendleft(reversed(waiting))


class Trial:
    """One graph and what happened in its run."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.started: list[str] = []
        self.ended: list[str] = []
        self.cleaned = 0
        self.graph = UnifiedStageGraph(
            UnifiedStageSpec(
                name=f"s{index}",
                runner=self.stage(rng.choice(KINDS)),
                dependencies=tuple(f"s{parent}" for parent in range(index) if rng.random() < 0.3),
            )
            for index in range(rng.randint(1, 9))
        )

    def stage(self, kind: str) -> Any:
        async def run(ctx: StageContext) -> StageOutput:
            self.started.append(ctx.stage_name)
            try:
                task = asyncio.current_task()
                if kind == "cancels-its-task" and task is not None:
                    task.cancel()
                for _ in range(self.rng.choice((0, 0, 1, 2, 4))):
                    await asyncio.sleep(0)
                if kind == "cancels-token" and self.graph.cancel_token is not None:
                    self.graph.cancel_token.cancel("token")
                return await self.outcome(kind)
            finally:
                self.ended.append(ctx.stage_name)

        return run

    async def outcome(self, kind: str) -> StageOutput:
        if kind == "fails":
            raise ValueError(kind)
        if kind == "raises-cancelled":
            raise asyncio.CancelledError(kind)
        if kind == "hangs":
            await asyncio.Event().wait()
        return StageOutput.cancel(kind) if kind == "cancels" else StageOutput.ok()

    async def clean(self) -> None:
        await asyncio.sleep(0)
        self.cleaned += 1

    async def main(self) -> None:
        began: list[bool] = []

        async def run() -> None:
            began.append(True)
            await self.graph.run(create_test_stage_context())

        self.graph.register_cleanup(self.clean)
        task = asyncio.create_task(run())
        for _ in range(self.rng.randint(1, 40)):
            await asyncio.sleep(0)
        interrupted = not task.done()
        task.cancel()
        await asyncio.wait({task})
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert sorted(self.started) == sorted(self.ended)
        assert self.cleaned == len(began)
        if interrupted:
            assert task.cancelled()
        elif task.exception() is not None:
            assert isinstance(task.exception(), UnifiedStageExecutionError | UnifiedPipelineCancelled)
        else:
            assert len(self.ended) == len(self.graph.stage_specs)


@pytest.mark.parametrize("one_task_per_stage", [False, True], ids=["inline", "one-task-per-stage"])
@pytest.mark.parametrize("block", range(5))
def test_any_run_cancelled_at_any_point_is_complete(block: int, one_task_per_stage: bool) -> None:
    for seed in range(block * 100, block * 100 + 100):
        rng = random.Random(seed)
        trial = Trial(rng)
        with asyncio.Runner(loop_factory=partial(RandomLoop, rng, one_task_per_stage)) as runner:
            runner.run(trial.main())
