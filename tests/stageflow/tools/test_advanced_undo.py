"""Actions that are undone by their id (section 14.6)."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow.tools import (
    AdvancedToolExecutor,
    ToolExecutorConfig,
    ToolOutput,
    ToolUndoError,
    UndoMetadata,
    UndoStore,
    undo,
)
from tests.stageflow.tools.desk import CTX, WHO, Act, Desk, Sink, run


def test_undo_data_are_kept_for_the_time_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(undo, "monotonic", lambda: now[0])
    desk, action = Desk(ToolExecutorConfig(undo_ttl_seconds=7)), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        now[0] += 6.9
        assert await desk.undo.get(action.id) is not None
        now[0] += 0.1
        assert not await desk.executor.undo_action(action.id, CTX)

    run(steps)
    assert desk.undone == []


def test_an_action_is_undone_by_its_id_once(sink: Sink) -> None:
    """D-37: the tool is found by its name, which is not its type of action."""
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        kept = await desk.undo.get(action.id)
        assert kept is not None and (kept.tool_name, kept.undo_data) == ("noter", {"was": 3})
        sink.told.clear()
        assert await desk.executor.undo_action(action.id, CTX)
        assert desk.undone == [kept] and len(desk.undo) == 0
        ((type_, data),) = sink.told
        assert (type_, data["action_id"], data["original_action_timestamp"]) == (
            "tool.undone",
            str(action.id),
            kept.created_at,
        )
        assert not await desk.executor.undo_action(action.id, CTX)
        assert not await desk.executor.undo_action(uuid4(), CTX)

    run(steps)


def test_two_who_undo_at_once_undo_once() -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        both = await asyncio.gather(*(desk.executor.undo_action(action.id, CTX) for _ in range(2)))
        assert sorted(both) == [False, True]
        assert len(desk.undone) == 1

    run(steps)


def test_two_executors_of_one_store_undo_once() -> None:
    desk, action = Desk(), Act()
    second = AdvancedToolExecutor(None, desk.undo, desk.approval)
    tool = desk.executor.get_tool("note")
    assert tool is not None
    second.register(tool)

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        both = await asyncio.gather(*(e.undo_action(action.id, CTX) for e in (desk.executor, second)))
        assert sorted(both) == [False, True]
        assert len(desk.undone) == 1

    run(steps)


def test_what_is_done_anew_while_it_is_undone_can_be_undone() -> None:
    undone: list[Any] = []

    async def take_back(metadata: UndoMetadata) -> None:
        undone.append(metadata.undo_data)
        if len(undone) == 1:
            desk.gives = ToolOutput.ok(undo_metadata={"was": 4})
            await desk.executor.execute(action, CTX)

    desk, action = Desk(undo_handler=take_back), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        assert await desk.executor.undo_action(action.id, CTX)
        assert await desk.executor.undo_action(action.id, CTX)
        assert undone == [{"was": 3}, {"was": 4}]

    run(steps)


def test_an_undo_that_is_cancelled_can_be_tried_again() -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        undoing = asyncio.create_task(desk.executor.undo_action(action.id, CTX))
        while not desk.undone:
            await asyncio.sleep(0)
        undoing.cancel()
        await asyncio.wait([undoing])
        assert undoing.cancelled()
        assert await desk.executor.undo_action(action.id, CTX)

    run(steps)


def test_what_could_not_be_undone_can_be_tried_again(sink: Sink) -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        desk.undo_raises = OSError("locked")
        with pytest.raises(ToolUndoError, match=str(action.id)) as caught:
            await desk.executor.undo_action(action.id, CTX)
        assert caught.value.reason == "locked"
        assert (sink.types[-1], sink.told[-1][1]["reason"]) == ("tool.undo_failed", "OSError")
        assert sink.told[-1][1]["error_message"] == "locked"
        desk.undo_raises = None
        assert await desk.executor.undo_action(action.id, CTX)

    run(steps)


@pytest.mark.parametrize(
    "definition", [{"undoable": False}, {"undo_handler": None}], ids=["not-undoable", "no-handler"]
)
def test_what_has_no_way_back_stays_done(definition: dict[str, Any]) -> None:
    desk, action = Desk(**definition), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        assert not await desk.executor.undo_action(action.id, CTX)

    run(steps)
    empty: list[dict[str, Any] | None] = [None, {}]
    for nothing in empty:
        bare = Desk()
        bare.gives = ToolOutput.ok(undo_metadata=nothing)
        run(lambda bare=bare: bare.executor.execute(Act(), CTX))  # type: ignore[misc]
        assert len(bare.undo) == 0


def test_what_a_tool_here_cannot_undo_is_kept_for_one_that_can() -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        assert not await AdvancedToolExecutor(None, desk.undo).undo_action(action.id, CTX)
        assert await desk.executor.undo_action(action.id, CTX)

    run(steps)


class Bare:
    """A store as 0.5 asks of one."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[UUID, UndoMetadata] = {}

    async def store(self, action_id: UUID, tool_name: str, undo_data: Any, ttl_seconds: Any = None) -> UndoMetadata:
        self.held[action_id] = UndoMetadata(action_id, tool_name, undo_data)
        return self.held[action_id]

    async def get(self, action_id: UUID) -> UndoMetadata | None:
        return self.held.get(action_id)

    async def delete(self, action_id: UUID) -> bool:
        return self.held.pop(action_id, None) is not None


class Elsewhere(Bare, UndoStore):
    """A subclass that keeps its entries elsewhere."""


@pytest.mark.parametrize("kind", [Bare, Elsewhere])
def test_a_store_that_cannot_give_an_entry_away_is_one(kind: type[Any]) -> None:
    desk, action = Desk(), Act()
    tool, store = desk.executor.get_tool("note"), kind()
    executor = AdvancedToolExecutor(None, store, desk.approval)
    assert tool is not None
    executor.register(tool)

    async def steps() -> None:
        await executor.execute(action, CTX)
        desk.undo_raises = OSError("locked")
        with pytest.raises(ToolUndoError):
            await executor.undo_action(action.id, CTX)
        desk.undo_raises = None
        assert await executor.undo_action(action.id, CTX)
        assert not await executor.undo_action(action.id, CTX)
        assert store.held == {}

    run(steps)


def test_an_executor_without_the_tool_takes_nothing_from_one_that_has_it() -> None:
    class Counting(UndoStore):
        taken = 0

        async def take(self, action_id: UUID) -> undo.UndoEntry | None:
            self.taken += 1
            return await super().take(action_id)

    store = Counting()

    async def steps() -> None:
        await store.store(WHO, "noter", {"was": 1})
        assert not await AdvancedToolExecutor(None, store).undo_action(WHO, CTX)
        assert store.taken == 0

    run(steps)


def test_an_undo_that_is_cancelled_twice_can_be_tried_again() -> None:
    class Slow(UndoStore):
        async def put_back(self, entry: undo.UndoEntry) -> None:
            putting.set()
            await may.wait()
            await super().put_back(entry)
            done.set()

    putting, may, done = asyncio.Event(), asyncio.Event(), asyncio.Event()
    desk, action, store = Desk(), Act(), Slow()
    tool = desk.executor.get_tool("note")
    executor = AdvancedToolExecutor(None, store, desk.approval)
    assert tool is not None
    executor.register(tool)

    async def steps() -> None:
        await executor.execute(action, CTX)
        undoing = asyncio.create_task(executor.undo_action(action.id, CTX))
        while not desk.undone:
            await asyncio.sleep(0)
        undoing.cancel()
        await putting.wait()
        undoing.cancel()
        await asyncio.wait([undoing])
        may.set()
        await asyncio.wait_for(done.wait(), 10)
        assert await executor.undo_action(action.id, CTX)

    run(steps)


def test_a_store_that_fails_makes_no_failure_of_what_is_done(sink: Sink, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()

    async def fail(*_: Any) -> None:
        raise OSError("disk full")

    desk.undo.store = fail  # type: ignore[assignment,method-assign]
    assert run(lambda: desk.executor.execute(Act(), CTX)).success
    assert sink.types == ["tool.invoked", "tool.started", "tool.completed"]
    assert "cannot be undone" in caplog.text
