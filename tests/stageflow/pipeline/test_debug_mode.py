"""Runs of every ending in asyncio's debug mode: no warning, no complaint of the loop, and nothing left in memory."""

import asyncio
import gc
import logging
import warnings
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import uuid4

import pytest

from stageflow import (
    Pipeline,
    PipelineContext,
    StageContext,
    StageGraph,
    StageKind,
    StageOutput,
    StageSpec,
    SubpipelineSpawner,
    UnifiedPipelineCancelled,
    UnifiedStageExecutionError,
)
from stageflow.testing import create_test_pipeline_context, create_test_stage_context

ENDED = (UnifiedStageExecutionError, UnifiedPipelineCancelled, asyncio.CancelledError)
WORK = StageKind.WORK


class TaskLoop(asyncio.SelectorEventLoop):
    """A task per stage."""

    one_task_per_stage = True


async def ok(ctx: Any) -> dict[str, int]:
    return {"a": 1}


async def suspends(ctx: Any) -> dict[str, int]:
    await asyncio.sleep(0)
    return {"a": 1}


async def waits(ctx: Any) -> None:
    await asyncio.Event().wait()


async def fails(ctx: Any) -> None:
    await asyncio.sleep(0)
    raise ValueError("boom")


async def cancels(ctx: Any) -> StageOutput:
    return StageOutput.cancel("enough")


class Waits:
    async def execute(self, ctx: Any) -> None:
        await asyncio.Event().wait()


def unified(last: Any, **limits: Any) -> Callable[[], Coroutine[Any, Any, Any]]:
    pipeline = Pipeline().with_stage("first", ok, WORK).with_stage("beside", suspends, WORK)
    graph = pipeline.with_stage("last", last, WORK, ("first", "beside")).with_stage("end", ok, WORK, ("last",))
    built = graph.build(**limits)

    async def once() -> Any:
        return await built.run(create_test_stage_context())

    return once


def cancelled(work: Callable[[], Coroutine[Any, Any, Any]]) -> Callable[[], Coroutine[Any, Any, Any]]:
    async def once() -> None:
        task = asyncio.ensure_future(work())
        for _ in range(8):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})

    return once


async def token() -> None:
    run = Pipeline().with_stage("a", waits, WORK).build().start(create_test_stage_context())
    await asyncio.sleep(0)
    run.cancel("stop")
    try:
        await run
    finally:
        del run  # as with a task: the traceback of its error holds this frame, and this frame held it


async def legacy() -> None:
    await StageGraph([StageSpec(name="a", runner=Waits)]).run(create_test_pipeline_context(data={"_timeout_ms": 5}))


def spawned(stage: Callable[[StageContext], Any]) -> Callable[[], Coroutine[Any, Any, Any]]:
    async def runner(ctx: PipelineContext) -> Any:
        return await Pipeline().with_stage("a", stage, WORK).build().run(create_test_stage_context())

    async def once() -> None:
        ctx = create_test_pipeline_context()
        await SubpipelineSpawner().spawn("child", ctx, uuid4(), "parent", runner)

    return once


RUNS: dict[str, Callable[[], Coroutine[Any, Any, Any]]] = {
    "ok": unified(suspends),
    "fails": unified(fails),
    "cancel-output": unified(cancels),
    "timeout": unified(waits, stage_timeout=0.002),
    "concurrency": unified(suspends, concurrency=1),
    "cancelled": cancelled(unified(waits)),
    "token": token,
    "legacy-timeout": legacy,
    "child": spawned(suspends),
    "child-fails": spawned(fails),
    "child-cancelled": cancelled(spawned(waits)),
}


async def ended(work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    try:
        await work()
    except ENDED:
        pass


@pytest.mark.parametrize("factory", [asyncio.SelectorEventLoop, TaskLoop], ids=["inline", "one-task-per-stage"])
@pytest.mark.parametrize("name", RUNS)
def test_debug_mode_has_nothing_to_say(name: str, factory: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, logger="asyncio")
    complaints: list[Any] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.slow_callback_duration = 60  # how busy the machine is, is nobody's fault
        loop.set_exception_handler(lambda _, report: complaints.append(report))
        await ended(RUNS[name])
        assert asyncio.all_tasks() == {asyncio.current_task()}

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with asyncio.Runner(debug=True, loop_factory=factory) as runner:
            runner.run(main())
        gc.collect()
    assert complaints == []
    assert [record for record in caplog.records if record.name == "asyncio"] == []


@pytest.mark.parametrize("factory", [asyncio.SelectorEventLoop, TaskLoop], ids=["inline", "one-task-per-stage"])
@pytest.mark.parametrize("name", RUNS)
def test_a_run_leaves_no_object_behind_with_the_collector_off(name: str, factory: Any) -> None:
    runs = 60

    async def main() -> int:
        for _ in range(10):
            await ended(RUNS[name])
        gc.collect()
        gc.disable()
        try:
            before = len(gc.get_objects())
            for _ in range(runs):
                await ended(RUNS[name])
            await asyncio.sleep(0)
            return len(gc.get_objects()) - before
        finally:
            gc.enable()

    logging.disable(logging.CRITICAL)  # pytest would keep a record of every failure
    try:
        with asyncio.Runner(loop_factory=factory) as runner:
            assert runner.run(main()) < runs // 2
    finally:
        logging.disable(logging.NOTSET)
