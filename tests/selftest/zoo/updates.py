"""State that is read, then awaited over, then written: atomicity violations."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext

from tests.selftest.zoo.bug import asyncio_bug, pause

Guard = AbstractAsyncContextManager[None]


async def lost_update(guard: Guard) -> None:
    count = 0

    async def add(pauses: int) -> None:
        nonlocal count
        await pause(pauses)
        async with guard:
            seen = count
            await pause()
            count = seen + 1

    await asyncio.gather(add(0), add(4))
    assert count == 2, f"an update was lost: {count}"


class Store:
    """Each call takes its time and is atomic in itself."""

    def __init__(self) -> None:
        self.value = 0

    async def get(self) -> int:
        await pause()
        return self.value

    async def set(self, value: int) -> None:
        await pause()
        self.value = value

    async def add(self, more: int) -> None:
        await pause()
        self.value += more


async def get_then_set(*, atomic: bool) -> None:
    store = Store()

    async def deposit(amount: int, pauses: int) -> None:
        await pause(pauses)
        if atomic:
            await store.add(amount)
        else:
            await store.set(await store.get() + amount)

    await asyncio.gather(deposit(1, 0), deposit(10, 5))
    assert store.value == 11, f"a deposit was overwritten: {store.value}"


async def check_then_act(*, reserved: bool) -> None:
    made: dict[str, asyncio.Future[object]] = {}

    async def load(key: str, pauses: int) -> object:
        await pause(pauses)
        if key not in made:
            future = asyncio.get_running_loop().create_future()
            if reserved:
                made[key] = future
            await pause()
            future.set_result(object())
            made[key] = future
        return await made[key]

    first, second = await asyncio.gather(load("k", 0), load("k", 4))
    assert first is second, "two values were handed out for one key"


async def aba(*, counted: bool) -> None:
    """A stack of free slots as a linked list: the head is the same again, and what follows it is not."""
    following = {"a": "b", "b": "c", "c": ""}
    head, changes = "a", 0
    used: list[str] = []

    def swap(expected: str, seen_changes: int, new: str) -> bool:
        nonlocal head, changes
        if head != expected or (counted and changes != seen_changes):
            return False
        head, changes = new, changes + 1
        return True

    async def pop() -> str:
        while True:
            seen, seen_changes = head, changes
            after = following[seen]
            await pause()
            if swap(seen, seen_changes, after):
                return seen

    async def take_one() -> None:
        used.append(await pop())

    async def take_two_return_one() -> None:
        await pause(3)
        slot = await pop()
        used.append(await pop())
        following[slot] = head
        assert swap(head, changes, slot)

    await asyncio.gather(take_one(), take_two_return_one())
    used.append(await pop())
    assert len(set(used)) == 3, f"one slot was handed out twice: {used}"


async def double_init(guard: Guard) -> None:
    opened: list[object] = []
    connection: object | None = None

    async def connected(pauses: int) -> None:
        nonlocal connection
        await pause(pauses)
        async with guard:
            if connection is None:
                await pause()
                opened.append(object())
                connection = opened[-1]

    await asyncio.gather(connected(0), connected(3), connected(6))
    assert len(opened) == 1, f"the singleton was made {len(opened)} times"


async def double_close(*, marked_first: bool) -> None:
    closed, closings = False, 0

    async def close(pauses: int) -> None:
        nonlocal closed, closings
        await pause(pauses)
        if closed:
            return
        closed = marked_first
        await pause(2)
        closings += 1
        closed = True

    await asyncio.gather(close(0), close(4))
    assert closings == 1, "closed twice"


async def stale_cache(*, versioned: bool) -> None:
    """A reader fills the cache with what it read before the writer wrote and invalidated."""
    stored, version = "old", 0
    cache: dict[str, str] = {}

    async def read() -> None:
        seen, seen_version = stored, version
        await pause()
        if not versioned or seen_version == version:
            cache["k"] = seen

    async def write() -> None:
        nonlocal stored, version
        await pause(3)
        stored, version = "new", version + 1
        cache.pop("k", None)

    await asyncio.gather(read(), write())
    assert cache.get("k", stored) == stored, "the cache is stale"


async def write_skew(guard: Guard) -> None:
    """Each may leave as long as the other stays."""
    on_call = {"ann", "bob"}

    async def leave(name: str, pauses: int) -> None:
        await pause(pauses)
        async with guard:
            if len(on_call) > 1:
                await pause()
                on_call.discard(name)

    await asyncio.gather(leave("ann", 0), leave("bob", 4))
    assert on_call, "nobody is left"


async def changed_while_iterated(*, copied: bool) -> None:
    sessions = {"a": 1, "b": 2}

    async def broadcast() -> None:
        for _ in list(sessions) if copied else sessions:
            await pause()

    async def join() -> None:
        await pause(5)
        sessions["c"] = 3

    await asyncio.gather(broadcast(), join())


UPDATES = [
    asyncio_bug(
        "lost-update",
        lambda: lost_update(nullcontext()),
        lambda: lost_update(asyncio.Lock()),
        "read, await, write",
    ),
    asyncio_bug(
        "get-then-set",
        lambda: get_then_set(atomic=False),
        lambda: get_then_set(atomic=True),
        "two calls that are atomic, each for itself",
    ),
    asyncio_bug(
        "check-then-act",
        lambda: check_then_act(reserved=False),
        lambda: check_then_act(reserved=True),
        "`if key not in made`, await, store",
    ),
    asyncio_bug("aba", lambda: aba(counted=False), lambda: aba(counted=True), "A, then B, then A again"),
    asyncio_bug(
        "double-init",
        lambda: double_init(nullcontext()),
        lambda: double_init(asyncio.Lock()),
        "a lazy singleton whose making awaits",
    ),
    asyncio_bug(
        "double-close",
        lambda: double_close(marked_first=False),
        lambda: double_close(marked_first=True),
        "marked as closed after the closing",
    ),
    asyncio_bug(
        "stale-cache",
        lambda: stale_cache(versioned=False),
        lambda: stale_cache(versioned=True),
        "filled after it was invalidated",
    ),
    asyncio_bug(
        "write-skew",
        lambda: write_skew(nullcontext()),
        lambda: write_skew(asyncio.Lock()),
        "two rules that hold, and their union does not",
    ),
    asyncio_bug(
        "changed-while-iterated",
        lambda: changed_while_iterated(copied=False),
        lambda: changed_while_iterated(copied=True),
        "a dict grows while another task iterates over it",
    ),
]
