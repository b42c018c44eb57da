"""Locks, conditions, semaphores and events that are used wrongly: deadlocks, lost wakeups, livelocks."""

import asyncio

from tests.selftest.zoo.bug import REORDERING, asyncio_bug, pause


async def lock_order(orders: list[tuple[int, int]]) -> None:
    """Each task takes two locks in the order it was given; the later ones start when the earlier have ended."""
    locks = [asyncio.Lock() for _ in orders]

    async def transfer(start: int, first: int, second: int) -> None:
        await pause(4 * start)
        async with locks[first]:
            await pause()
            async with locks[second]:
                await pause()

    await asyncio.gather(*(transfer(i, *order) for i, order in enumerate(orders)))


async def lost_wakeup(*, cleared_first: bool) -> None:
    """The event is cleared after the look at what it tells of."""
    items: list[str] = []
    arrived = asyncio.Event()

    async def consume() -> None:
        while True:
            if cleared_first:
                arrived.clear()
            if items:
                return
            await pause()
            if not cleared_first:
                arrived.clear()
            await arrived.wait()

    async def produce() -> None:
        await pause(4)
        items.append("item")
        arrived.set()

    await asyncio.gather(consume(), produce())


async def condition_without_while(*, rechecks: bool) -> None:
    """Whoever was woken does not look again; another was quicker."""
    items: list[str] = []
    filled = asyncio.Condition()

    async def take() -> str:
        async with filled:
            if rechecks:
                await filled.wait_for(lambda: bool(items))
            elif not items:
                await filled.wait()
            return items.pop()

    async def take_late() -> str:
        await pause(7)
        return await take()

    async def produce() -> None:
        for _ in range(2):
            await pause(2)
            async with filled:
                items.append("item")
                filled.notify()

    await asyncio.gather(take(), take_late(), produce())


async def wrong_waiter_woken(*, wakes_all: bool) -> None:
    """One condition for two things to wait for, and `notify` wakes the one who waits for the other."""
    state = {"full": False, "ready": False}
    changed = asyncio.Condition()

    async def wait_for(what: str, pauses: int) -> None:
        await pause(pauses)
        async with changed:
            await changed.wait_for(lambda: state[what])

    async def make(what: str, pauses: int) -> None:
        await pause(pauses)
        async with changed:
            state[what] = True
            if wakes_all:
                changed.notify_all()
            else:
                changed.notify()

    await asyncio.gather(wait_for("full", 0), make("full", 6), wait_for("ready", 0), make("ready", 9))


async def semaphore_leaked(*, released: bool) -> None:
    """An error keeps the permit: the next one waits for ever. The backend is down for two steps."""
    permits = asyncio.Semaphore(1)
    down = True

    async def call(pauses: int) -> None:
        await pause(pauses)
        await permits.acquire()
        try:
            if down:
                raise ConnectionError
            await pause()
        except ConnectionError:
            if released:
                permits.release()
            return
        permits.release()

    async def recover() -> None:
        nonlocal down
        await pause(2)
        down = False

    await asyncio.gather(call(4), call(6), recover())


async def livelock(*, gives_way: bool) -> None:
    """Each says that it wants to go in, and then waits until the other does not. Dekker's algorithm, with and without
    its turn.
    """
    wants = [False, False]
    turn = 0

    async def enter(me: int, pauses: int) -> None:
        nonlocal turn
        await pause(pauses)
        wants[me] = True
        await pause()
        while wants[1 - me]:
            if gives_way and turn != me:
                wants[me] = False
                while turn != me:
                    await pause()
                wants[me] = True
            await pause()
        turn = 1 - me
        wants[me] = False

    await asyncio.gather(enter(0, 0), enter(1, 3))


LOCKS = [
    asyncio_bug(
        "lock-order-2",
        lambda: lock_order([(0, 1), (1, 0)]),
        lambda: lock_order([(0, 1), (0, 1)]),
        "two locks in opposite order",
    ),
    asyncio_bug(
        "lock-order-3",
        lambda: lock_order([(0, 1), (1, 2), (2, 0)]),
        lambda: lock_order([(0, 1), (1, 2), (0, 2)]),
        "a cycle of three locks",
        budget=400,
    ),
    asyncio_bug(
        "lost-wakeup",
        lambda: lost_wakeup(cleared_first=False),
        lambda: lost_wakeup(cleared_first=True),
        "an event is set between the look and the clearing",
    ),
    asyncio_bug(
        "condition-without-while",
        lambda: condition_without_while(rechecks=False),
        lambda: condition_without_while(rechecks=True),
        "`if` where `while` is needed",
        found_by=frozenset({"random", "pct3", "depth-first"}),
        budget=1_000,
    ),
    asyncio_bug(
        "wrong-waiter-woken",
        lambda: wrong_waiter_woken(wakes_all=False),
        lambda: wrong_waiter_woken(wakes_all=True),
        "`notify` where `notify_all` is needed",
        found_by=REORDERING,
    ),
    asyncio_bug(
        "semaphore-leaked",
        lambda: semaphore_leaked(released=False),
        lambda: semaphore_leaked(released=True),
        "not released on error",
        found_by=REORDERING,
    ),
    asyncio_bug(
        "livelock",
        lambda: livelock(gives_way=False),
        lambda: livelock(gives_way=True),
        "both retry for ever; ends at the step limit",
    ),
]
