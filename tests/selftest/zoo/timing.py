"""Deadlines, sleeps and results of executors that come in another order than was thought."""

import asyncio

from tests.selftest.zoo.bug import REORDERING, asyncio_bug, pause

HOUR_S = 3600.0


async def deadline(duration_s: float, *, asks: bool) -> None:
    """What takes `duration_s` has a deadline of an hour, after which it is undone: it must not be both."""
    done = undone = False

    async def commit() -> None:
        nonlocal done
        await asyncio.sleep(duration_s)
        done = True

    task = asyncio.create_task(commit())
    await pause()
    in_time, _ = await asyncio.wait([task], timeout=HOUR_S)
    if not in_time and asks:
        task.cancel()
        await asyncio.wait([task])
        undone = task.cancelled()
    elif not in_time:
        undone = True
    await asyncio.wait([task])
    assert not (done and undone), "committed, and undone"


async def timeout_around_commit(*, shielded: bool) -> None:
    """The timeout that was meant for the preparation also strikes between the halves of the commit."""
    halves = 0

    async def commit() -> None:
        nonlocal halves
        halves += 1
        await asyncio.sleep(0.01)
        halves += 1

    try:
        async with asyncio.timeout(1.0) as timeout:
            await asyncio.sleep(0.95)
            if shielded:
                timeout.reschedule(None)
            await commit()
    except TimeoutError:
        pass
    assert halves != 1, "timed out between the halves of the commit"


async def executor_race(*, numbered: bool) -> None:
    """Two threads load the old and the new value; the last to complete wins."""
    shown = 0

    async def load(version: int) -> None:
        nonlocal shown
        loaded = await asyncio.to_thread(lambda: version)
        shown = max(shown, loaded) if numbered else loaded

    async def load_again() -> None:
        await asyncio.sleep(0.005)
        await load(2)

    await asyncio.gather(load(1), load_again())
    assert shown == 2, "the older result came last"


TIMING = [
    asyncio_bug(
        "deadline-exact",
        lambda: deadline(HOUR_S, asks=False),
        lambda: deadline(HOUR_S, asks=True),
        "completes at the very moment of its deadline, after one hour",
        found_by=REORDERING | {"latency"},
    ),
    asyncio_bug(
        "deadline-1ms",
        lambda: deadline(HOUR_S - 0.001, asks=False),
        lambda: deadline(HOUR_S - 0.001, asks=True),
        "completes 1 ms before its deadline: a timer must be late, or time pass while tasks are ready",
        found_by=REORDERING | {"latency"},
    ),
    asyncio_bug(
        "timeout-around-commit",
        lambda: timeout_around_commit(shielded=False),
        lambda: timeout_around_commit(shielded=True),
        "asyncio.timeout strikes 40 ms early or the commit is 40 ms late",
        found_by=REORDERING | {"latency"},
    ),
    asyncio_bug(
        "executor-race",
        lambda: executor_race(numbered=False),
        lambda: executor_race(numbered=True),
        "results of asyncio.to_thread in another order",
        found_by=REORDERING | {"latency"},
    ),
]
