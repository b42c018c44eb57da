"""Bugs that need certain steps in a certain order, and no shared state beyond a flag."""

import asyncio

from tests.selftest.zoo.bug import REORDERING, asyncio_bug, pause


async def depth_three(*, closed: bool) -> None:
    """Five tasks of six steps each. The third must look between two steps of the second, one of which must fall between
    two of the first: three ordered events.
    """
    door, seen, entered = False, False, False

    async def opens() -> None:
        nonlocal door
        for step in range(6):
            door = step == 1 and not closed
            await pause()

    async def watches() -> None:
        nonlocal seen
        for step in range(6):
            seen = step == 4 and door
            await pause()

    async def enters() -> None:
        nonlocal entered
        entered = seen
        await pause(6)

    await asyncio.gather(opens(), watches(), enters(), pause(6), pause(6))
    assert not entered, "entered through a door that was open for one step"


async def two_preemptions(*, locked: bool) -> None:
    """A reader takes both halves of a pair; each must be torn, or its check of the sum notices."""
    left, right = 0, 0
    lock = asyncio.Lock()
    results: list[tuple[int, int]] = []

    async def write() -> None:
        nonlocal left, right
        for _ in range(2):
            if locked:
                await lock.acquire()
            left += 1
            await pause()
            right += 1
            if locked:
                lock.release()
            await pause()

    async def read() -> None:
        await pause(5)
        for _ in range(2):
            if locked:
                await lock.acquire()
            results.append((left, right))
            if locked:
                lock.release()
            await pause()

    await asyncio.gather(write(), read())
    torn = [one for one, other in results if one != other]
    assert torn != [1, 2], "torn twice, between other updates"


async def callback_order(*, waits_for_it: bool) -> None:
    """The task that waits counts on a callback that was registered before it."""
    loop = asyncio.get_running_loop()
    released = loop.create_future()

    async def job() -> None:
        await pause()

    task = asyncio.create_task(job())
    task.add_done_callback(lambda _: released.set_result(None))
    await task
    if waits_for_it:
        await released
    assert released.done(), "went on before the callback that releases"


async def set_order(*, sorted_by_age: bool) -> None:
    """`asyncio.wait` gives a set: which of those that are done is first in it means nothing."""

    async def bid(amount: int) -> int:
        await pause()
        return amount

    bids = [asyncio.create_task(bid(amount)) for amount in (1, 2)]
    done, _ = await asyncio.wait(bids)
    first = min(done, key=bids.index) if sorted_by_age else next(iter(done))
    assert first.result() == 1, "another set order, another winner"


async def late_subscriber(*, kept: bool) -> None:
    """An event that is published before anyone listens is gone."""
    listeners: list[asyncio.Queue[str]] = []
    history: list[str] = []

    async def publish() -> None:
        await pause(3)
        history.append("ready")
        for queue in listeners:
            queue.put_nowait("ready")

    async def listen() -> None:
        await pause()
        queue = asyncio.Queue[str]()
        listeners.append(queue)
        if kept and history:
            return
        await queue.get()

    await asyncio.gather(listen(), publish())


ORDERING = [
    asyncio_bug(
        "depth-3",
        lambda: depth_three(closed=False),
        lambda: depth_three(closed=True),
        "three ordered events among 5 tasks x 6 steps",
        found_by=frozenset({"random", "pct3"}),
        budget=3_000,
    ),
    asyncio_bug(
        "two-preemptions",
        lambda: two_preemptions(locked=False),
        lambda: two_preemptions(locked=True),
        "two windows of one step each must both be met",
        found_by=frozenset({"random"}),
        budget=1_000,
    ),
    asyncio_bug(
        "callback-order",
        lambda: callback_order(waits_for_it=False),
        lambda: callback_order(waits_for_it=True),
        "a task overtakes a callback; stock asyncio keeps their order",
        found_by=REORDERING,
    ),
    asyncio_bug(
        "set-order",
        lambda: set_order(sorted_by_age=False),
        lambda: set_order(sorted_by_age=True),
        "first of the `done` of asyncio.wait; stock asyncio orders it by address, so native order here is that of age",
        found_by=(REORDERING - {"depth-first"}) | {"latency"},
    ),
    asyncio_bug(
        "late-subscriber",
        lambda: late_subscriber(kept=False),
        lambda: late_subscriber(kept=True),
        "published before anyone listens; ends in a deadlock",
        found_by=REORDERING,
    ),
]
