"""Timeouts of stages and the number of stages at once: off unless asked for."""

import asyncio
from typing import Any

import pytest

from stageflow import Pipeline, StageContext, StageKind, UnifiedStageExecutionError
from stageflow.testing import create_test_stage_context

WORK = StageKind.WORK


async def waits(ctx: StageContext) -> None:
    await asyncio.Event().wait()


async def quick(ctx: StageContext) -> None:
    await asyncio.sleep(0)


async def own_timeout(ctx: StageContext) -> None:
    raise TimeoutError("mine")


def failure(run_async: Any, runner: Any, **limits: Any) -> UnifiedStageExecutionError:
    pipeline = Pipeline().with_stage("quick", quick, WORK).with_stage("a", runner, WORK)
    with pytest.raises(UnifiedStageExecutionError) as caught:
        run_async(pipeline.build(**limits).run(create_test_stage_context()))
    return caught.value


@pytest.mark.parametrize("timeout", [0.01, {"a": 0.01}], ids=["all", "by-name"])
def test_a_late_stage_fails_with_a_timeout_of_its_own(run_async: Any, timeout: Any) -> None:
    error = failure(run_async, waits, stage_timeout=timeout)
    assert error.stage == "a"
    assert isinstance(error.original, TimeoutError)
    assert str(error.original) == "stage 'a' timed out after 0.01 s"
    assert "quick" in error.results


def test_a_timeout_error_of_the_stage_keeps_its_text(run_async: Any) -> None:
    assert str(failure(run_async, own_timeout, stage_timeout=5).original) == "mine"


@pytest.mark.parametrize("limit", [1, 2, 5])
@pytest.mark.parametrize("with_timeout", [False, True], ids=["", "with-timeout"])
def test_no_more_stages_than_allowed_are_under_way(run_async: Any, limit: int, with_timeout: bool) -> None:
    under_way, most = 0, 0

    async def counts(ctx: StageContext) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        for _ in range(3):
            await asyncio.sleep(0)
        under_way -= 1

    pipeline = Pipeline()
    for number in range(9):
        pipeline = pipeline.with_stage(str(number), counts, WORK)
    graph = pipeline.build(concurrency=limit, stage_timeout=5 if with_timeout else None)
    results = run_async(graph.run(create_test_stage_context()))
    assert len(results) == 9
    assert most == limit


def test_overlapping_runs_do_not_share_their_limit(run_async: Any) -> None:
    gate: list[asyncio.Barrier] = []

    async def meets(ctx: StageContext) -> None:
        await gate[0].wait()

    async def main() -> None:
        gate.append(asyncio.Barrier(2))
        graph = Pipeline().with_stage("a", meets, WORK).build(concurrency=1)
        await asyncio.gather(*(graph.run(create_test_stage_context()) for _ in range(2)))

    run_async(main())


def test_cancelling_a_limited_run_leaves_nothing_running(run_async: Any) -> None:
    async def main() -> None:
        graph = Pipeline().with_stage("a", waits, WORK).with_stage("b", waits, WORK).build(concurrency=1)
        task = asyncio.ensure_future(graph.run(create_test_stage_context()))
        for _ in range(5):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()

    run_async(main())


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        ({"stage_timeout": 0}, "must be positive seconds, got 0"),
        ({"stage_timeout": {"fetsh": 1}}, r"'fetsh', which is no stage; did you mean 'fetch'\?"),
        ({"concurrency": 0}, "must be at least 1"),
    ],
    ids=["zero-seconds", "no-stage", "zero-stages"],
)
def test_a_limit_that_makes_no_sense_is_refused(limits: dict[str, Any], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Pipeline().with_stage("fetch", quick, WORK).build(**limits)
