"""Producers, consumers, queues and their ends."""

import asyncio

from tests.selftest.zoo.bug import REORDERING, asyncio_bug, pause


async def done_too_early(*, at_the_end: bool) -> None:
    """`task_done` is said when an item is taken, so that `join` ends before the work."""
    queue = asyncio.Queue[int]()
    finished: list[int] = []

    async def work() -> None:
        while True:
            item = await queue.get()
            if not at_the_end:
                queue.task_done()
            await pause()
            finished.append(item)
            if at_the_end:
                queue.task_done()

    worker = asyncio.create_task(work())
    queue.put_nowait(1)
    await queue.join()
    await pause(2)
    worker.cancel()
    assert finished == [1], "joined before the work was done"


async def done_not_said(*, in_finally: bool) -> None:
    """An item whose work fails is never done: `join` waits for ever. The backend is down for two steps."""
    queue = asyncio.Queue[int]()
    down = True

    async def handle() -> None:
        try:
            if down:
                raise ConnectionError
            await pause()
        except ConnectionError:
            if in_finally:
                queue.task_done()
            return
        queue.task_done()

    async def work() -> None:
        while True:
            await queue.get()
            await handle()

    async def recover() -> None:
        nonlocal down
        await pause(2)
        down = False

    tasks = [asyncio.create_task(work()), asyncio.create_task(recover())]
    await pause(5)
    queue.put_nowait(1)
    await queue.join()
    tasks[0].cancel()


async def sentinel_lost(*, counted: bool) -> None:
    """Each of two producers ends with a sentinel, and the consumer stops at the first one."""
    queue = asyncio.Queue[int | None]()
    got: list[int] = []

    async def produce(item: int, pauses: int) -> None:
        await queue.put(item)
        await pause(pauses)
        await queue.put(None)

    async def consume() -> None:
        ends = 2 if counted else 1
        while ends:
            item = await queue.get()
            if item is None:
                ends -= 1
            else:
                got.append(item)

    await asyncio.gather(produce(1, 3), produce(2, 0), consume())
    assert sorted(got) == [1, 2], f"the consumer stopped early: {got}"


async def closed_while_put(*, drained: bool) -> None:
    """The consumer ends when the queue is empty and the producer's flag is up; the flag goes up before the item."""
    queue = asyncio.Queue[int]()
    closed, got = False, list[int]()

    async def produce() -> None:
        nonlocal closed
        await pause()
        if not drained:
            closed = True
        await pause()
        queue.put_nowait(1)
        closed = True

    async def consume() -> None:
        await pause(4)
        while not (closed and queue.empty()):
            if not queue.empty():
                got.append(queue.get_nowait())
            await pause()

    await asyncio.gather(produce(), consume())
    assert got == [1], "the consumer left before the last item"


FLOW = [
    asyncio_bug(
        "done-too-early",
        lambda: done_too_early(at_the_end=False),
        lambda: done_too_early(at_the_end=True),
        "`task_done` before the work",
        found_by=REORDERING,
    ),
    asyncio_bug(
        "done-not-said",
        lambda: done_not_said(in_finally=False),
        lambda: done_not_said(in_finally=True),
        "no `task_done` on error; ends in a deadlock",
        found_by=REORDERING,
    ),
    asyncio_bug(
        "sentinel-lost",
        lambda: sentinel_lost(counted=False),
        lambda: sentinel_lost(counted=True),
        "two producers, and the first sentinel ends the consumer",
        found_by=REORDERING,
    ),
    asyncio_bug(
        "closed-while-put",
        lambda: closed_while_put(drained=False),
        lambda: closed_while_put(drained=True),
        "closed before the last item is in the queue",
        found_by=REORDERING,
    ),
]
