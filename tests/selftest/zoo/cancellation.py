"""What a cancellation leaves behind, and who cancels whom."""

import asyncio
from contextlib import suppress

from tests.selftest.zoo.bug import REORDERING, asyncio_bug, pause


class Account:
    """A transfer between two halves; `total` is the same before and after it."""

    def __init__(self) -> None:
        self.left, self.right = 100, 0

    async def transfer(self, *, at_once: bool) -> None:
        self.left -= 10
        if not at_once:
            await pause()
        self.right += 10
        await pause()

    @property
    def total(self) -> int:
        return self.left + self.right


async def half_updated(*, at_once: bool) -> None:
    account = Account()
    task = asyncio.create_task(account.transfer(at_once=at_once))
    await pause(4)
    task.cancel()
    await asyncio.wait([task])
    assert account.total == 100, "cancelled between the halves of an update"


async def swallowed(*, reraised: bool) -> None:
    """A retry loop takes its own cancellation for an error that can be tried again."""
    replies = 0

    async def ask() -> None:
        nonlocal replies
        await pause()
        replies += 1

    async def poll() -> None:
        while replies < 3:
            try:
                await ask()
            except asyncio.CancelledError:
                if reraised:
                    raise
        await asyncio.Event().wait()

    task = asyncio.create_task(poll())
    await pause(6)
    task.cancel()
    await asyncio.wait([task])


async def sibling_cancelled(*, at_once: bool) -> None:
    """A TaskGroup cancels a commit because another task of the group failed."""
    account = Account()

    async def fail() -> None:
        await pause(4)
        raise ConnectionError

    with suppress(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(account.transfer(at_once=at_once))
            group.create_task(fail())
    assert account.total == 100, "cancelled by a sibling between the halves of a commit"


async def lock_kept(*, in_finally: bool) -> None:
    """Cancelled between acquire and release: the lock is never free again."""
    lock = asyncio.Lock()

    async def work() -> None:
        await lock.acquire()
        try:
            await pause(2)
        except asyncio.CancelledError:
            if in_finally:
                lock.release()
            raise
        lock.release()

    task = asyncio.create_task(work())
    await pause(5)
    task.cancel()
    await asyncio.wait([task])
    await lock.acquire()


async def gather_left_behind(*, awaited: bool) -> None:
    """`gather` raises the first error at once and leaves the others at work."""
    open_, wrote = True, 0

    async def write(pauses: int) -> None:
        nonlocal wrote
        await pause(pauses)
        assert open_, "written to after the close"
        wrote += 1

    async def fail() -> None:
        await pause(4)
        raise ConnectionError

    jobs = [asyncio.create_task(job) for job in (write(2), write(3), fail())]
    with suppress(ConnectionError):
        await asyncio.gather(*jobs)
    if awaited:
        await asyncio.wait(jobs)
    open_ = False
    assert wrote == 2, "closed while writers were at work"


async def forgotten_task(*, kept: bool) -> None:
    """Fire and forget: nobody waits for the task, and the run is over first."""
    sent: list[str] = []

    async def send() -> None:
        await pause()
        sent.append("audit")

    task = asyncio.create_task(send())
    await pause(4)
    if kept:
        await task
    assert sent, "the run was over before the task"


CANCELLATION = [
    asyncio_bug(
        "half-updated",
        lambda: half_updated(at_once=False),
        lambda: half_updated(at_once=True),
        "cancelled between two writes",
    ),
    asyncio_bug(
        "cancellation-swallowed",
        lambda: swallowed(reraised=False),
        lambda: swallowed(reraised=True),
        "`except CancelledError` in a retry loop; ends in a deadlock",
    ),
    asyncio_bug(
        "sibling-cancelled",
        lambda: sibling_cancelled(at_once=False),
        lambda: sibling_cancelled(at_once=True),
        "a TaskGroup cancels a commit",
    ),
    asyncio_bug(
        "lock-kept",
        lambda: lock_kept(in_finally=False),
        lambda: lock_kept(in_finally=True),
        "cancelled between acquire and release",
    ),
    asyncio_bug(
        "gather-left-behind",
        lambda: gather_left_behind(awaited=False),
        lambda: gather_left_behind(awaited=True),
        "the first error of `gather` leaves work behind",
        found_by=REORDERING,
    ),
    asyncio_bug(
        "forgotten-task",
        lambda: forgotten_task(kept=False),
        lambda: forgotten_task(kept=True),
        "fire and forget",
        found_by=REORDERING,
    ),
]
