"""A child that is cancelled has one end, and it is that, whatever the child, its sink and its caller do meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow.events import clear_event_sink, set_event_sink
from stageflow.pipeline import subpipeline
from stageflow.pipeline.subpipeline import ChildRunTracker, SubpipelineResult, SubpipelineSpawner
from stageflow.testing import create_test_pipeline_context

TURNS = 12
Runner = Callable[[Any], Awaitable[Any]]


class SlowSink:
    """Takes some turns for each event; `meanwhile` is called with the event before they pass."""

    def __init__(self, turns: int, meanwhile: Callable[[str, dict[str, Any]], Awaitable[None]] | None = None) -> None:
        self.types: list[str] = []
        self.turns = turns
        self.meanwhile = meanwhile

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002 - the protocol's names
        self.types.append(type.removeprefix("pipeline."))
        if self.meanwhile is not None:
            await self.meanwhile(type, data or {})
        for _ in range(self.turns):
            await asyncio.sleep(0)

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002 - the protocol's names
        raise NotImplementedError


async def swallows(_: Any) -> Any:
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        return {"child": "went on"}


async def breaks_down(_: Any) -> Any:
    try:
        await asyncio.Event().wait()
    finally:
        raise ValueError("while it cleaned up")


async def waits(_: Any) -> Any:
    await asyncio.Event().wait()


async def is_soon_at_its_end(_: Any) -> Any:
    for _number in range(3):
        await asyncio.sleep(0)
    return {"child": "came to its end"}


@pytest.mark.parametrize("turns", [0, 1, 5])
@pytest.mark.parametrize("runner", [swallows, breaks_down, waits, is_soon_at_its_end])
def test_who_is_cancelled_by_its_id_ends_so_and_once(runner: Runner, turns: int) -> None:
    sink, spawner = SlowSink(turns), SubpipelineSpawner(ChildRunTracker())

    async def main() -> SubpipelineResult:
        set_event_sink(sink)
        began: asyncio.Future[UUID] = asyncio.get_running_loop().create_future()

        async def run(ctx: Any) -> Any:
            began.set_result(ctx.pipeline_run_id)
            return await runner(ctx)

        spawned = asyncio.create_task(spawner.spawn("child", create_test_pipeline_context(), uuid4(), "stage", run))
        assert await spawner.cancel_with_children(await began, "enough") == [began.result()]
        return await spawned

    result = with_sink(main)
    assert (result.success, result.error) == (False, "cancelled: enough")
    assert sink.types == ["spawned_child", "canceled"]


@pytest.mark.parametrize("turns", [0, 1, 5])
def test_who_has_ended_is_not_cancelled_while_that_is_told(turns: int) -> None:
    spawner, cancelled = SubpipelineSpawner(ChildRunTracker()), list[list[UUID]]()

    async def cancels(type_: str, data: dict[str, Any]) -> None:
        if type_ == "pipeline.child_completed":
            cancelled.append(await spawner.cancel_with_children(UUID(data["child_run_id"])))

    sink = SlowSink(turns, cancels)

    async def main() -> SubpipelineResult:
        set_event_sink(sink)
        ctx = create_test_pipeline_context()
        return await spawner.spawn("child", ctx, uuid4(), "stage", is_soon_at_its_end)

    assert with_sink(main).success
    assert (sink.types, cancelled) == (["spawned_child", "child_completed"], [[]])


def test_who_is_cancelled_while_its_beginning_is_told_never_begins() -> None:
    spawner, ran = SubpipelineSpawner(ChildRunTracker()), list[str]()

    async def cancels(type_: str, data: dict[str, Any]) -> None:
        if type_ == "pipeline.spawned_child":
            await spawner.cancel_with_children(UUID(data["child_run_id"]), "too late")

    sink = SlowSink(1, cancels)

    async def run(_: Any) -> None:
        ran.append("ran")

    async def main() -> SubpipelineResult:
        set_event_sink(sink)
        return await spawner.spawn("child", create_test_pipeline_context(), uuid4(), "stage", run)

    result = with_sink(main)
    assert (result.success, result.error, ran) == (False, "cancelled: too late", [])
    assert sink.types == ["spawned_child", "canceled"]


@pytest.mark.parametrize("turns", [0, 1, 5])
def test_who_ends_while_others_of_the_family_are_told_is_told_once(turns: int) -> None:
    """The sink takes its time for the grandchild; meanwhile the child has come to its end."""
    sink, spawner = SlowSink(0), SubpipelineSpawner(ChildRunTracker())
    ids: list[UUID] = []

    async def lets_the_child_end(type_: str, data: dict[str, Any]) -> None:
        for _ in range(50 * turns if type_ == "pipeline.canceled" and data["pipeline_run_id"] == str(ids[1]) else 0):
            await asyncio.sleep(0)

    sink.meanwhile = lets_the_child_end

    async def main() -> SubpipelineResult:
        set_event_sink(sink)
        began = asyncio.Event()

        async def grandchild(ctx: Any) -> None:
            ids.append(ctx.pipeline_run_id)
            began.set()
            await asyncio.Event().wait()

        async def child(ctx: Any) -> None:
            ids.append(ctx.pipeline_run_id)
            await spawner.spawn("grandchild", ctx, uuid4(), "stage", grandchild)

        ctx = create_test_pipeline_context()
        spawned = asyncio.create_task(spawner.spawn("child", ctx, uuid4(), "stage", child))
        await began.wait()
        assert await spawner.cancel_with_children(ids[0], "enough") == ids[::-1]
        return await spawned

    result = with_sink(main)
    assert (result.success, result.error) == (False, "cancelled: enough")
    assert sink.types == ["spawned_child", "spawned_child", "canceled", "canceled"]


def test_who_is_cancelled_while_its_beginning_is_told_and_whose_caller_is_too_is_told_once() -> None:
    spawner, spawned = SubpipelineSpawner(ChildRunTracker()), list[asyncio.Task[Any]]()

    async def cancels(type_: str, data: dict[str, Any]) -> None:
        if type_ == "pipeline.spawned_child":
            cancelling = asyncio.create_task(spawner.cancel_with_children(UUID(data["child_run_id"]), "too late"))
            spawned[0].cancel()
            await cancelling

    sink = SlowSink(1, cancels)

    async def main() -> None:
        set_event_sink(sink)
        ctx = create_test_pipeline_context()
        spawned.append(asyncio.create_task(spawner.spawn("child", ctx, uuid4(), "stage", waits)))
        await asyncio.wait(spawned)

    with_sink(main)
    assert spawned[0].cancelled()
    assert sink.types == ["spawned_child", "canceled"]


def test_two_live_children_never_have_one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    spawner, same = SubpipelineSpawner(ChildRunTracker()), uuid4()
    monkeypatch.setattr(subpipeline, "uuid4", lambda: same)

    async def main() -> list[Any]:
        set_event_sink(SlowSink(3))
        ctx = create_test_pipeline_context()
        spawns = (spawner.spawn("child", ctx, uuid4(), "stage", is_soon_at_its_end) for _ in range(2))
        return await asyncio.gather(*spawns, return_exceptions=True)

    first, second = with_sink(main)
    assert first.success
    assert isinstance(second, RuntimeError)


class Breakdown(BaseException):
    """No Exception: whoever waits for the child is to see it."""


def test_a_child_that_breaks_down_has_an_end_too() -> None:
    sink, spawner = SlowSink(1), SubpipelineSpawner(ChildRunTracker())

    async def run(_: Any) -> None:
        raise Breakdown("all of it")

    async def main() -> None:
        set_event_sink(sink)
        await spawner.spawn("child", create_test_pipeline_context(), uuid4(), "stage", run)

    with pytest.raises(Breakdown):
        with_sink(main)
    assert sink.types == ["spawned_child", "child_failed"]


def with_sink(main: Callable[[], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        try:
            return await main()
        finally:
            clear_event_sink()
            for _ in range(TURNS):
                await asyncio.sleep(0)

    return asyncio.run(run())
