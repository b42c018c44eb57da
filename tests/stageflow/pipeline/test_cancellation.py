"""Cleanups, tokens and task groups."""

import asyncio
from functools import partial
from typing import Any

import pytest

from stageflow.pipeline.cancellation import (
    CancellationToken,
    CleanupRegistry,
    StructuredTaskGroup,
    cleanup_on_cancel,
    run_with_cleanup,
)


class Callbacks:
    """Cleanups that note their turn."""

    def __init__(self) -> None:
        self.order: list[str] = []

    async def note(self, name: str = "note") -> None:
        await asyncio.sleep(0)
        self.order.append(name)

    async def fail(self) -> None:
        self.order.append("fail")
        raise ValueError("cleanup")

    async def hang(self) -> None:
        await asyncio.Event().wait()

    async def cancelled(self) -> None:
        raise asyncio.CancelledError("mine")


def test_cleanups_run_last_first_each_once_and_failures_do_not_stop_them() -> None:
    calls, registry = Callbacks(), CleanupRegistry()
    registry.register(partial(calls.note, "first"), name="first")
    registry.register(calls.fail)
    registry.register(calls.cancelled)
    registry.register(partial(calls.note, "last"))
    registry.register(partial(calls.note, "twice"), name="one")
    registry.register(partial(calls.note, "twice"), name="two")
    assert registry.pending_count == 6

    async def main() -> None:
        completed, failed = await registry.run_all()
        assert completed == ["two", "one", "note", "first"]
        assert [(name, type(error)) for name, error in failed] == [
            ("cancelled", asyncio.CancelledError),
            ("fail", ValueError),
        ]
        assert await registry.run_all() == ([], [])

    asyncio.run(main())
    assert calls.order == ["twice", "twice", "last", "fail", "first"]
    assert registry.pending_count == 0


def test_a_late_cleanup_is_cancelled_and_named() -> None:
    calls, registry = Callbacks(), CleanupRegistry()
    registry.register(calls.note)
    registry.register(calls.hang)
    completed, failed = asyncio.run(registry.run_all(timeout=0.02))
    assert completed == ["note"]
    assert [(name, type(error)) for name, error in failed] == [("hang", TimeoutError)]


def test_unregister_takes_one_registration_away() -> None:
    calls, registry = Callbacks(), CleanupRegistry()
    registry.register(calls.note)
    registry.register(calls.note)
    assert registry.unregister(calls.note)
    assert registry.pending_count == 1
    assert registry.unregister(calls.note)
    assert not registry.unregister(calls.note)


def test_a_cancelled_caller_still_runs_every_cleanup_and_stays_cancelled() -> None:
    calls, registry = Callbacks(), CleanupRegistry()
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        calls.order.append("slow")

    async def main() -> None:
        registry.register(calls.note)
        registry.register(slow)
        task = asyncio.ensure_future(registry.run_all())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        gate.set()
        await asyncio.wait({task})
        assert task.cancelled()

    asyncio.run(main())
    assert calls.order == ["slow", "note"]


def test_a_token_keeps_its_first_reason_and_tells_every_listener_once() -> None:
    token, heard = CancellationToken(), list[str]()
    assert (token.is_cancelled, token.reason) == (False, None)

    def fails() -> None:
        raise ValueError("listener")

    token.on_cancel(lambda: heard.append("one"))
    token.on_cancel(fails)
    token.on_cancel(lambda: heard.append("two"))
    token.cancel("first")
    token.cancel("second")
    assert (token.is_cancelled, token.reason, heard) == (True, "first", ["one", "two"])
    token.on_cancel(lambda: heard.append("late"))
    assert heard[-1] == "late"
    with pytest.raises(ValueError, match="listener"):
        token.on_cancel(fails)


def test_a_group_waits_for_its_tasks_and_cleans_up() -> None:
    calls = Callbacks()

    async def main() -> None:
        async with StructuredTaskGroup() as group:
            group.cleanup_registry.register(partial(calls.note, "cleanup"))
            task = group.create_task(calls.note("task"), name="t")
        assert task.done()
        assert task.get_name() == "t"
        assert not group.cancel_token.is_cancelled

    asyncio.run(main())
    assert calls.order == ["task", "cleanup"]


def test_a_failing_task_cancels_its_siblings_at_once() -> None:
    calls = Callbacks()

    async def main() -> None:
        async with StructuredTaskGroup() as group:
            group.cleanup_registry.register(partial(calls.note, "cleanup"))
            hanging = group.create_task(calls.hang())
            group.create_task(calls.fail())
            tasks.append(hanging)
            tokens.append(group.cancel_token)

    tasks: list[asyncio.Task[Any]] = []
    tokens: list[CancellationToken] = []
    with pytest.raises(ValueError, match="cleanup"):
        asyncio.run(main())
    assert tasks[0].cancelled()
    assert tokens[0].is_cancelled
    assert calls.order == ["fail", "cleanup"]


@pytest.mark.parametrize("error", [KeyError("body"), asyncio.CancelledError()], ids=["error", "cancelled"])
def test_the_bodys_exception_wins_after_tasks_have_ended_and_cleanups_have_run(error: BaseException) -> None:
    calls = Callbacks()

    async def main() -> None:
        async with StructuredTaskGroup() as group:
            group.cleanup_registry.register(partial(calls.note, "cleanup"))
            tasks.append(group.create_task(calls.hang()))
            await asyncio.sleep(0)
            raise error

    tasks: list[asyncio.Task[Any]] = []
    with pytest.raises(type(error)):
        asyncio.run(main())
    assert tasks[0].cancelled()
    assert calls.order == ["cleanup"]


def test_a_group_whose_caller_is_cancelled_stops_its_tasks() -> None:
    calls = Callbacks()

    async def grouped() -> None:
        async with StructuredTaskGroup() as group:
            group.create_task(calls.hang())
            group.cleanup_registry.register(calls.note)

    async def main() -> None:
        task = asyncio.create_task(grouped())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        assert task.cancelled()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    assert calls.order == ["note"]


def test_cleanup_on_cancel_runs_on_every_way_out() -> None:
    calls = Callbacks()

    async def main(error: BaseException | None) -> None:
        async with cleanup_on_cancel(calls.note):
            if error is not None:
                raise error

    asyncio.run(main(None))
    for error in (ValueError(), asyncio.CancelledError()):
        with pytest.raises(type(error)):
            asyncio.run(main(error))
    assert calls.order == ["note"] * 3

    async def failing() -> None:
        async with cleanup_on_cancel(calls.fail):
            pass

    with pytest.raises(ValueError, match="cleanup"):
        asyncio.run(failing())


def test_run_with_cleanup_keeps_the_outcome() -> None:
    calls = Callbacks()

    async def seven() -> int:
        return 7

    assert asyncio.run(run_with_cleanup(seven(), calls.note)) == 7
    assert asyncio.run(run_with_cleanup(seven(), calls.fail)) == 7
    assert asyncio.run(run_with_cleanup(seven(), calls.hang, cleanup_timeout=0.01)) == 7
    with pytest.raises(ValueError, match="cleanup"):
        asyncio.run(run_with_cleanup(calls.fail(), calls.note))
    assert calls.order == ["note", "fail", "fail", "note"]
