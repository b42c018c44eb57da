"""`anyio.to_thread` under control: a step of the schedule, with its limits and cancellation as anyio has them."""

import asyncio
import contextvars
import threading
from typing import Any

import anyio
import anyio.to_thread
import pytest
from anyio._backends._asyncio import AsyncIOBackend

from harness.worker.explore import anyio_threads
from harness.worker.explore.handles import RealIORefused
from harness.worker.explore.strategies import Latency, RandomWalk
from tests.harness.worker.controlled import Controlled, new_loop

SEEDS = 40


def test_without_control_a_run_is_refused_and_with_it_is_not(
    monkeypatch: pytest.MonkeyPatch, controlled: Controlled
) -> None:
    async def main() -> tuple[str, bool]:
        name = await anyio.to_thread.run_sync(lambda: threading.current_thread().name)
        return name, threading.current_thread().name == name

    assert controlled.under_seeds(main, 5) == [(threading.current_thread().name, True)] * 5

    release = threading.Event()
    stock = AsyncIOBackend.run_sync_in_worker_thread
    monkeypatch.setattr(AsyncIOBackend, "run_sync_in_worker_thread", stock_of(stock))
    monkeypatch.setattr(anyio_threads, "control", lambda: None)

    async def waits() -> None:
        await anyio.to_thread.run_sync(release.wait)

    with pytest.raises(RealIORefused, match=r"threads that it started are at work \(AnyIO worker thread\)"):
        new_loop().run_trial(waits())
    release.set()


def stock_of(controlled_method: Any) -> Any:
    """anyio's own method: the replacement keeps it in its closure."""
    cells = controlled_method.__func__.__closure__
    return classmethod(next(c.cell_contents for c in cells if callable(c.cell_contents)))


def test_elsewhere_it_works_as_before() -> None:
    async def main() -> str:
        return await anyio.to_thread.run_sync(lambda: threading.current_thread().name)

    anyio_threads.control()
    anyio_threads.control()  # a second time changes nothing
    assert asyncio.run(main()) == "AnyIO worker thread"


def test_work_is_a_step_that_others_overtake(controlled: Controlled) -> None:
    async def main() -> str:
        order = list[str]()

        async def work(name: str) -> None:
            await anyio.to_thread.run_sync(order.append, name)

        async with anyio.create_task_group() as group:
            for name in "abc":
                group.start_soon(work, name)
            order.append("main")
        return "".join(order)

    assert len(set(controlled.under_seeds(main, SEEDS))) > 4


def test_results_come_late_under_latency() -> None:
    async def main() -> float:
        await anyio.to_thread.run_sync(int)
        return asyncio.get_running_loop().time()

    assert {new_loop(Latency(seed)).run_trial(main()) for seed in range(SEEDS)} == {0.0, 0.001, 0.01, 0.1}


def test_a_limiter_is_respected(controlled: Controlled) -> None:
    async def main() -> tuple[int, int]:
        limiter, most, done = anyio.CapacityLimiter(2), 0, 0

        async def work() -> None:
            nonlocal most, done
            await anyio.to_thread.run_sync(lambda: None, limiter=limiter)
            done += 1

        async def watch() -> None:
            nonlocal most
            while done < 8:
                most = max(most, limiter.borrowed_tokens)
                await asyncio.sleep(0)

        async with anyio.create_task_group() as group:
            group.start_soon(watch)
            for _ in range(8):
                group.start_soon(work)
        return most, done

    assert {done for _, done in controlled.under_seeds(main, SEEDS)} == {8}
    assert max(most for most, _ in controlled.under_seeds(main, SEEDS)) == 2


@pytest.mark.parametrize("abandon", [False, True], ids=["shielded", "abandoned"])
def test_cancelling_the_wait_does_not_stop_the_work(abandon: bool) -> None:
    async def main() -> tuple[str, ...]:
        seen = list[str]()

        async def work() -> None:
            seen.append("began")
            await anyio.to_thread.run_sync(lambda: seen.append("work"), abandon_on_cancel=abandon)
            seen.append("had its result")

        async with anyio.create_task_group() as group:
            group.start_soon(work)
            await asyncio.sleep(0)
            group.cancel_scope.cancel()
        seen.append("over")
        await asyncio.sleep(1)
        return tuple(seen)

    orders = {new_loop(RandomWalk(seed)).run_trial(main()) for seed in range(200)}
    assert ("began", "work", "over") in orders or ("began", "work", "had its result", "over") in orders
    assert (("began", "over", "work") in orders) is abandon  # nobody waits for it any longer
    assert ("began", "over") in orders  # cancelled before the thread was asked for


def test_errors_and_context_variables_come_through(controlled: Controlled) -> None:
    who = contextvars.ContextVar("who", default="nobody")

    def work() -> str:
        seen = who.get()
        who.set("changed in the thread")
        return seen

    async def main() -> tuple[str, str]:
        who.set("main")
        with pytest.raises(KeyError):
            await anyio.to_thread.run_sync(dict[str, int]().__getitem__, "missing")
        return await anyio.to_thread.run_sync(work), who.get()

    assert controlled.under_seeds(main, 10) == [("main", "main")] * 10


def test_cancellation_that_queues_itself_again_is_no_livelock(controlled: Controlled) -> None:
    """anyio delivers a cancellation again and again until the task leaves its scope: no random walk may starve it."""

    async def main() -> str:
        async def slow_to_leave() -> None:
            try:
                await anyio.sleep_forever()
            finally:
                with anyio.CancelScope(shield=True):
                    for _ in range(5):
                        await asyncio.sleep(0)

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(slow_to_leave)
            await asyncio.sleep(0)
            group.cancel_scope.cancel()
        return "left"

    assert controlled.under_seeds(main, SEEDS) == ["left"] * SEEDS
