"""Child runs: tracked, evented, bounded in depth, really cancelled."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow.events import clear_event_sink, set_event_sink
from stageflow.pipeline.subpipeline import (
    ChildRunTracker,
    MaxDepthExceededError,
    PipelineCanceledEvent,
    PipelineChildCompletedEvent,
    PipelineChildFailedEvent,
    PipelineSpawnedChildEvent,
    SubpipelineResult,
    SubpipelineSpawner,
    clear_child_tracker,
    clear_subpipeline_spawner,
    get_child_tracker,
    get_subpipeline_spawner,
    set_child_tracker,
    set_subpipeline_spawner,
)
from stageflow.stages import PipelineContext
from stageflow.testing import create_test_pipeline_context


class Sink:
    """Keeps what it is sent; may fail, or look something up as a curious sink would."""

    def __init__(self, does: Callable[[], Any] | None = None) -> None:
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.does = does

    async def emit(self, **event: Any) -> None:
        self.events.append((event["type"], event["data"]))
        if self.does is not None:
            await self.does()

    def try_emit(self, **event: Any) -> None:
        raise AssertionError("child runs emit")

    @property
    def types(self) -> list[str]:
        return [event_type for event_type, _ in self.events]


def with_sink(sink: Sink, main: Callable[[], Any]) -> Any:
    async def run() -> Any:
        set_event_sink(sink)
        try:
            result = await main()
        finally:
            clear_event_sink()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return result

    return asyncio.run(run())


def spawn(spawner: SubpipelineSpawner, ctx: PipelineContext, runner: Any) -> Any:
    return spawner.spawn("child", ctx, uuid4(), "stage", runner)


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_tracker_relations() -> None:
    root, a, b, c = (uuid4() for _ in range(4))
    tracker = ChildRunTracker()

    async def main() -> None:
        for parent, child in ((root, a), (root, a), (a, b), (b, c)):
            await tracker.register_child(parent, child)
        assert await tracker.get_children(root) == {a}
        assert await tracker.get_children(c) == set()
        assert await tracker.get_parent(a) == root
        assert await tracker.get_parent(root) is None
        assert await tracker.get_all_descendants(root) == {a, b, c}
        assert await tracker.get_root_run(c) == root
        assert await tracker.get_root_run(root) == root
        metrics = await tracker.get_metrics()
        assert metrics == {
            "registration_count": 4,
            "unregistration_count": 0,
            "lookup_count": 6,
            "tree_traversal_count": 1,
            "cleanup_count": 0,
            "max_concurrent_children": 1,
            "max_depth_seen": 3,
            "active_parents": 3,
            "active_children": 3,
            "total_relationships": 4,
        }
        await tracker.cleanup_run(a)
        assert await tracker.get_children(root) == set()
        assert await tracker.get_parent(b) is None
        await tracker.unregister_child(b, c)
        assert (await tracker.get_metrics())["active_parents"] == 0
        await tracker.reset_metrics()
        assert (await tracker.get_metrics())["registration_count"] == 0

    asyncio.run(main())


def test_ten_concurrent_registrations_are_all_counted() -> None:
    tracker, parent = ChildRunTracker(), uuid4()

    async def main() -> dict[str, Any]:
        await asyncio.gather(*(tracker.register_child(parent, uuid4()) for _ in range(10)))
        return await tracker.get_metrics()

    metrics = asyncio.run(main())
    assert metrics["registration_count"] == metrics["max_concurrent_children"] == 10


def test_a_child_registered_under_another_parent_moves() -> None:
    tracker, one, other, child = ChildRunTracker(), uuid4(), uuid4(), uuid4()

    async def main() -> None:
        await tracker.register_child(one, child)
        await tracker.register_child(other, child)
        assert await tracker.get_children(one) == set()
        assert await tracker.get_parent(child) == other

    asyncio.run(main())


@pytest.mark.parametrize("value", [{"a": 1}, 7], ids=["dict", "other"])
def test_a_successful_child(value: Any) -> None:
    tracker, sink, ctx = ChildRunTracker(), Sink(), create_test_pipeline_context()
    spawner = SubpipelineSpawner(tracker)
    seen: list[PipelineContext] = []

    async def runner(child: PipelineContext) -> Any:
        seen.append(child)
        assert await tracker.get_parent(child.pipeline_run_id) == ctx.pipeline_run_id  # type: ignore[arg-type]
        return value

    result = with_sink(sink, lambda: spawn(spawner, ctx, runner))
    assert result.success
    assert result.data == (value if isinstance(value, dict) else {"result": value})
    assert result.child_run_id == seen[0].pipeline_run_id
    assert result.duration_ms > 0
    assert sink.types == ["pipeline.spawned_child", "pipeline.child_completed"]
    assert asyncio.run(tracker.get_metrics())["active_children"] == 0
    assert not spawner._run_depths
    assert not spawner._live


def test_a_failing_child_is_a_result() -> None:
    sink = Sink()

    async def runner(child: PipelineContext) -> None:
        raise ValueError("boom")

    result = with_sink(
        sink, lambda: spawn(SubpipelineSpawner(ChildRunTracker()), create_test_pipeline_context(), runner)
    )
    assert (result.success, result.error) == (False, "boom")
    assert sink.types == ["pipeline.spawned_child", "pipeline.child_failed"]
    assert sink.events[1][1]["error_message"] == "boom"


def test_a_context_without_a_run_id_runs_untracked_and_silent() -> None:
    sink, ctx = Sink(), create_test_pipeline_context()
    ctx.pipeline_run_id = None

    async def runner(child: PipelineContext) -> dict[str, Any]:
        return {}

    tracker = ChildRunTracker()
    assert with_sink(sink, lambda: spawn(SubpipelineSpawner(tracker), ctx, runner)).success
    assert sink.events == []
    assert asyncio.run(tracker.get_metrics())["registration_count"] == 0


@pytest.mark.parametrize("fresh", [False, True], ids=["one-spawner", "a-spawner-per-level"])
def test_the_depth_limit_counts_real_nesting(fresh: bool) -> None:
    shared = SubpipelineSpawner(ChildRunTracker(), max_depth=3)
    reached: list[int] = []

    async def descend(ctx: PipelineContext, level: int) -> dict[str, Any]:
        reached.append(level)
        spawner = SubpipelineSpawner(ChildRunTracker(), max_depth=3) if fresh else shared
        result: SubpipelineResult = await spawn(spawner, ctx, lambda child: descend(child, level + 1))
        return {"error": result.error} if result.error else (result.data or {})

    data = asyncio.run(descend(create_test_pipeline_context(), 0))
    assert reached == [0, 1, 2, 3]
    assert "depth 3" in data["error"]


def test_the_depth_error_carries_the_depth(caplog: pytest.LogCaptureFixture) -> None:
    spawner, ctx = SubpipelineSpawner(max_depth=1), create_test_pipeline_context()
    assert ctx.pipeline_run_id is not None
    spawner._run_depths[ctx.pipeline_run_id] = 1

    async def runner(child: PipelineContext) -> None: ...

    with pytest.raises(MaxDepthExceededError) as caught:
        asyncio.run(spawn(spawner, ctx, runner))
    assert (caught.value.current_depth, caught.value.max_depth) == (1, 1)
    assert caught.value.parent_run_id == ctx.pipeline_run_id
    assert "depth exceeded" in caplog.text


def test_a_failing_sink_changes_nothing_and_leaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> None:
        raise RuntimeError("sink")

    async def runner(child: PipelineContext) -> dict[str, Any]:
        return {"a": 1}

    tracker = ChildRunTracker()
    result = with_sink(Sink(fails), lambda: spawn(SubpipelineSpawner(tracker), create_test_pipeline_context(), runner))
    assert result.success
    assert asyncio.run(tracker.get_metrics())["active_children"] == 0
    assert caplog.text.count("event sink failed") == 2


def test_cancelling_the_caller_ends_the_child_and_pairs_its_event() -> None:
    sink, ended, tracker = Sink(), list[str](), ChildRunTracker()

    async def runner(child: PipelineContext) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("child")

    async def main() -> None:
        task = asyncio.ensure_future(spawn(SubpipelineSpawner(tracker), create_test_pipeline_context(), runner))
        await turns()
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()
        assert ended == ["child"]

    with_sink(sink, main)
    assert sink.types == ["pipeline.spawned_child", "pipeline.canceled"]
    assert asyncio.run(tracker.get_metrics())["active_children"] == 0


def test_cancel_with_children_stops_the_tree_children_first() -> None:
    tracker = ChildRunTracker()
    spawner = SubpipelineSpawner(tracker)
    ids: dict[str, UUID] = {}
    contexts: dict[UUID, PipelineContext] = {}

    async def looks() -> None:
        await tracker.get_metrics()
        await spawner.is_canceled(uuid4())

    sink = Sink(looks)

    async def inner(ctx: PipelineContext) -> None:
        assert ctx.pipeline_run_id is not None
        ids["inner"], contexts[ctx.pipeline_run_id] = ctx.pipeline_run_id, ctx
        await asyncio.Event().wait()

    async def outer(ctx: PipelineContext) -> Any:
        assert ctx.pipeline_run_id is not None
        ids["outer"], contexts[ctx.pipeline_run_id] = ctx.pipeline_run_id, ctx
        return (await spawn(spawner, ctx, inner)).to_dict()

    async def main() -> None:
        task = asyncio.ensure_future(spawn(spawner, create_test_pipeline_context(), outer))
        await turns()
        await turns()
        cancelled = await spawner.cancel_with_children(ids["outer"], "enough")
        assert cancelled == [ids["inner"], ids["outer"]]
        result = await task
        assert not result.success
        assert result.error == "cancelled: enough"
        assert all(ctx.is_canceled for ctx in contexts.values())
        assert await spawner.cancel_with_children(ids["outer"]) == []
        assert await spawner.is_canceled(ids["inner"])
        assert not await spawner.is_canceled(uuid4())

    with_sink(sink, main)
    assert sink.types == ["pipeline.spawned_child"] * 2 + ["pipeline.canceled"] * 2
    assert [data["cascade_depth"] for _, data in sink.events[2:]] == [1, 0]


def test_cancelling_unknown_runs_marks_their_contexts_and_is_not_remembered_for_ever() -> None:
    spawner, ctx = SubpipelineSpawner(ChildRunTracker(), emit_events=False), create_test_pipeline_context()
    assert ctx.pipeline_run_id is not None
    run_id = ctx.pipeline_run_id

    async def main() -> None:
        assert await spawner.cancel_with_children(run_id, contexts={run_id: ctx}) == [run_id]
        assert ctx.is_canceled
        for number in range(5_000):
            await spawner.cancel_with_children(UUID(int=number))
        assert len(spawner._canceled_runs) <= 4_096

    asyncio.run(main())


def test_events_and_results_as_plain_data() -> None:
    parent, child, correlation = uuid4(), uuid4(), uuid4()
    events: list[Any] = [
        PipelineSpawnedChildEvent(parent, child, "s", "p", correlation),
        PipelineChildCompletedEvent(parent, child, "p", 1.5),
        PipelineChildFailedEvent(parent, child, "p", "boom"),
        PipelineCanceledEvent(parent),
    ]
    for event in events:
        data = event.to_dict()
        assert set(data) == set(type(event).__slots__)
        assert all(not isinstance(value, UUID) for value in data.values())
    assert events[3].to_dict()["parent_run_id"] is None
    assert SubpipelineResult(True, child).to_dict() == {"success": True, "child_run_id": str(child), "duration_ms": 0.0}
    assert SubpipelineResult(False, child, {"a": 1}, "e", 2.0).to_dict()["error"] == "e"


def test_the_process_wide_tracker_and_spawner() -> None:
    clear_child_tracker()
    clear_subpipeline_spawner()
    tracker, spawner = get_child_tracker(), get_subpipeline_spawner()
    assert get_child_tracker() is tracker
    assert get_subpipeline_spawner() is spawner
    assert spawner._tracker is tracker
    other = ChildRunTracker()
    set_child_tracker(other)
    assert get_child_tracker() is other
    mine = SubpipelineSpawner(max_depth=2)
    set_subpipeline_spawner(mine)
    assert get_subpipeline_spawner().max_depth == 2
    assert mine._tracker is other
    clear_child_tracker()
    clear_subpipeline_spawner()
    assert get_child_tracker() is not other
    assert get_subpipeline_spawner() is not mine
