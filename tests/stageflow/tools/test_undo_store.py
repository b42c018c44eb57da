"""What is needed to undo actions is kept for its time (section 14.9), by a clock that never goes back."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow.tools import UndoStore, clear_undo_store, get_undo_store, set_undo_store, undo

ACTION, OTHER = UUID(int=51), UUID(int=52)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(undo, "monotonic", lambda: now[0])
    return now


def test_what_is_kept_is_found_until_its_time_is_over(clock: list[float]) -> None:
    async def steps() -> None:
        store = UndoStore(default_ttl_seconds=10)
        metadata = await store.store(ACTION, "noter", {"was": 1})
        assert (metadata.action_id, metadata.tool_name, metadata.undo_data) == (ACTION, "noter", {"was": 1})
        assert await store.get(ACTION) == metadata
        clock[0] += 9.9
        assert await store.get(ACTION) == metadata and await store.get_all() == [metadata]
        clock[0] += 0.1
        assert await store.get_all() == [] and len(store) == 1
        assert await store.get(ACTION) is None and len(store) == 0
        assert await store.get(uuid4()) is None

    asyncio.run(steps())


def test_a_time_of_its_own_goes_before_the_default_also_where_it_is_none_at_all(clock: list[float]) -> None:
    """D-14: 0 is a time."""

    async def steps() -> None:
        store = UndoStore()
        assert store.default_ttl_seconds == 3600
        await store.store(ACTION, "noter", {}, ttl_seconds=0)
        assert await store.get(ACTION) is None
        await store.store(ACTION, "noter", {}, ttl_seconds=5)
        clock[0] += 5
        assert await store.get(ACTION) is None

    asyncio.run(steps())


def test_the_same_action_replaces_and_deleting_says_whether_there_was_one(clock: list[float]) -> None:
    async def steps() -> None:
        store = UndoStore()
        await store.store(ACTION, "noter", {"was": 1}, ttl_seconds=1)
        await store.store(ACTION, "noter", {"was": 2}, ttl_seconds=100)
        clock[0] += 50
        found = await store.get(ACTION)
        assert found is not None and found.undo_data == {"was": 2}
        assert (await store.delete(ACTION), await store.delete(ACTION)) == (True, False)

    asyncio.run(steps())


def test_what_is_over_can_be_dropped_at_once(clock: list[float]) -> None:
    async def steps() -> None:
        store = UndoStore()
        await store.store(ACTION, "noter", {}, ttl_seconds=1)
        await store.store(OTHER, "noter", {}, ttl_seconds=10)
        clock[0] += 5
        assert (await store.cleanup_expired(), await store.cleanup_expired(), len(store)) == (1, 0, 1)

    asyncio.run(steps())


def test_what_is_kept_is_taken_by_one_and_can_be_put_back(clock: list[float]) -> None:
    async def steps() -> None:
        store = UndoStore(default_ttl_seconds=10)
        kept = await store.store(ACTION, "noter", {"was": 1})
        first, second = await store.take(ACTION), await store.take(ACTION)
        assert first is not None and first.metadata is kept and second is None
        assert await store.get(ACTION) is None and len(store) == 0
        clock[0] += 9
        await store.put_back(first)
        assert await store.get(ACTION) is kept
        clock[0] += 1  # its time is what it was, and not a new one
        assert await store.take(ACTION) is None
        assert await store.take(OTHER) is None

    asyncio.run(steps())


def test_what_is_put_back_replaces_nothing_that_is_newer() -> None:
    async def steps() -> None:
        store = UndoStore()
        await store.store(ACTION, "noter", {"was": 1})
        entry = await store.take(ACTION)
        assert entry is not None
        newer = await store.store(ACTION, "noter", {"was": 2})
        await store.put_back(entry)
        assert await store.get(ACTION) is newer

    asyncio.run(steps())


@pytest.mark.parametrize("ttl", [float("inf"), 1e20, 1e12], ids=str)
def test_a_time_without_end_is_one(ttl: float, clock: list[float]) -> None:
    async def steps() -> None:
        store = UndoStore()
        await store.store(ACTION, "noter", {}, ttl)
        clock[0] += 1e9
        entry = await store.take(ACTION)
        assert entry is not None and entry.expires_at.year == 9999 and entry.expires_at.tzinfo is not None
        with pytest.raises(ValueError, match="NaN"):
            await store.store(OTHER, "noter", {}, float("nan"))
        assert len(store) == 0

    asyncio.run(steps())


def test_what_is_over_does_not_pile_up(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks for most of what is kept, and nobody need call `cleanup_expired`."""
    monkeypatch.setattr(undo, "_SWEEP_AT_LEAST", 8)

    async def steps() -> None:
        store, most = UndoStore(default_ttl_seconds=10), 0
        await store.store(OTHER, "noter", {}, float("inf"))
        for _ in range(200):
            await store.store(uuid4(), "noter", {})
            clock[0] += 1
            most = max(most, len(store))
        assert most <= 24
        assert await store.get(OTHER) is not None

    asyncio.run(steps())


def test_nobody_changes_what_is_kept(clock: list[float]) -> None:
    async def steps() -> None:
        given: dict[str, Any] = {"was": [1]}
        store = UndoStore()
        await store.store(ACTION, "noter", given)
        given["was"].append(2)
        found = await store.get(ACTION)
        assert found is not None and found.undo_data == {"was": [1]}
        with pytest.raises(TypeError):
            found.undo_data["was"].append(3)

    asyncio.run(steps())


@pytest.mark.parametrize("meanwhile", ["delete", "take-anew"])
def test_what_is_taken_is_not_put_back_over_what_came_after_it(meanwhile: str) -> None:
    async def steps() -> None:
        store = UndoStore()
        await store.store(ACTION, "noter", {"was": 1})
        entry = await store.take(ACTION)
        assert entry is not None
        if meanwhile == "delete":
            assert await store.delete(ACTION) and not await store.delete(ACTION)
        else:
            await store.store(ACTION, "noter", {"was": 2})
            assert await store.take(ACTION) is not None
        await store.put_back(entry)
        assert await store.get(ACTION) is None

    asyncio.run(steps())


def test_a_store_serves_several_event_loops() -> None:
    """D-41."""
    store = UndoStore()
    asyncio.run(store.store(ACTION, "noter", {}))
    assert asyncio.run(store.get(ACTION)) is not None


def test_the_store_of_the_process_is_one_until_it_is_set_or_cleared() -> None:
    clear_undo_store()
    first = get_undo_store()
    assert first is get_undo_store()
    own = UndoStore()
    set_undo_store(own)
    assert get_undo_store() is own
    clear_undo_store()
    assert get_undo_store() not in (first, own)
    clear_undo_store()
