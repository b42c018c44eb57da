"""The text of a deadlock: who waits for what, who holds it, and the circle."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from harness.worker.explore.handles import Deadlock
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.wait_for import wait_for_graph
from tests.harness.worker.controlled import new_loop

Take = Callable[[asyncio.Lock, asyncio.Lock], Coroutine[Any, Any, None]]


def told(main: Coroutine[Any, Any, Any], seed: int | None = None) -> list[str]:
    """What a deadlock says of each task, without the places; the circle last where there is one."""
    loop = new_loop(None if seed is None else RandomWalk(seed))
    with pytest.raises(Deadlock, match="nothing can go on: ") as caught:
        loop.run_trial(main)
    said = str(caught.value).removeprefix("nothing can go on: ")
    return [re.sub(r" at \S+ in \w+", "", part) for part in said.split("; ")]


async def nested(one: asyncio.Lock, other: asyncio.Lock) -> None:
    async with one:
        await asyncio.sleep(0)
        async with other:
            await asyncio.sleep(0)


async def together(**tasks: Coroutine[Any, Any, Any]) -> None:
    running = [asyncio.create_task(coro, name=name) for name, coro in tasks.items()]
    for task in running:
        await task


def test_two_locks() -> None:
    async def main() -> None:
        first, second = asyncio.Lock(), asyncio.Lock()
        await together(left=nested(first, second), right=nested(second, first))

    assert told(main()) == [
        "main waits for left",
        "left waits for Lock 1, held by right",
        "right waits for Lock 2, held by left",
        "a cycle: left -> right -> left",
    ]


@pytest.mark.parametrize("turn", [1, 2], ids=["forwards", "backwards"])
def test_three_locks_in_either_direction(turn: int) -> None:
    """The places are the same in both: what is told must come from who holds what."""

    async def main() -> None:
        locks = [asyncio.Lock() for _ in range(3)]
        await together(**{name: nested(locks[i], locks[(i + turn) % 3]) for i, name in enumerate("abc")})

    round_ = "abc" if turn == 1 else "acb"
    assert told(main())[-1] == "a cycle: " + " -> ".join([*round_, "a"])


def test_who_only_waits_for_a_lock_does_not_hold_it() -> None:
    async def main() -> None:
        lock, never = asyncio.Lock(), asyncio.Event()

        async def keep() -> None:
            async with lock:
                await never.wait()

        async def want() -> None:
            async with lock:
                pass

        await together(keeper=keep(), one=want(), two=want())

    assert told(main()) == [
        "main waits for keeper",
        "keeper waits for Event 1",
        "one waits for Lock 1, held by keeper",
        "two waits for Lock 1, held by keeper",
    ]


def test_a_lock_that_its_holder_wants_again() -> None:
    async def main() -> None:
        lock = asyncio.Lock()
        await together(greedy=nested(lock, lock))

    assert told(main())[1:] == ["greedy waits for Lock 1, held by itself", "a cycle: greedy -> greedy"]


def test_a_semaphore_names_all_who_hold_it_and_the_circle_may_go_through_any() -> None:
    async def main() -> None:
        two, lock, never = asyncio.Semaphore(2), asyncio.Lock(), asyncio.Event()

        async def idle() -> None:
            async with two:
                await never.wait()

        async def outer(one: Any, other: Any) -> None:
            async with one:
                await asyncio.sleep(0)
                async with other:
                    pass

        await together(idle=idle(), left=outer(two, lock), right=outer(lock, two))

    said = told(main())
    assert said[2] == "left waits for Lock 1, held by right"
    assert said[3] == "right waits for Semaphore 1, held by idle and left"
    assert said[4] == "a cycle: left -> right -> left"


def test_a_plain_acquire_names_no_holder() -> None:
    async def main() -> None:
        lock = asyncio.Lock()

        async def take() -> None:
            await lock.acquire()
            await asyncio.sleep(0)

        await together(first=take(), second=take())

    assert told(main()) == ["main waits for second", "second waits for Lock 1"]


def test_a_lock_held_by_way_of_a_context_manager_of_ones_own() -> None:
    async def main() -> None:
        first, second = asyncio.Lock(), asyncio.Lock()

        @asynccontextmanager
        async def guarded(lock: asyncio.Lock) -> AsyncIterator[None]:
            async with lock:
                yield

        async def take(one: asyncio.Lock, other: asyncio.Lock) -> None:
            async with guarded(one):
                await asyncio.sleep(0)
                async with other:
                    pass

        await together(left=take(first, second), right=take(second, first))

    assert told(main())[-1] == "a cycle: left -> right -> left"


def test_a_lock_further_out_in_the_chain_of_awaits() -> None:
    async def main() -> None:
        first, second = asyncio.Lock(), asyncio.Lock()

        async def inner(lock: asyncio.Lock) -> None:
            await asyncio.sleep(0)
            async with lock:
                pass

        async def outer(one: asyncio.Lock, other: asyncio.Lock) -> None:
            async with one:
                await inner(other)

        await together(left=outer(first, second), right=outer(second, first))

    assert told(main())[1:3] == ["left waits for Lock 1, held by right", "right waits for Lock 2, held by left"]


def test_two_who_wait_for_a_condition_do_not_hold_each_other_up() -> None:
    async def main() -> None:
        condition = asyncio.Condition()

        async def consume() -> None:
            async with condition:
                await condition.wait()

        await together(one=consume(), two=consume())

    assert told(main()) == ["main waits for one", "one waits for Condition 1", "two waits for Condition 1"]


def test_the_lock_of_a_condition_is_held_by_who_is_inside_and_does_not_wait() -> None:
    async def main() -> None:
        condition, never = asyncio.Condition(), asyncio.Event()

        async def wait() -> None:
            async with condition:
                await condition.wait_for(lambda: False)

        async def keep() -> None:
            async with condition:
                await never.wait()

        await together(waiter=wait(), keeper=keep(), late=wait())

    assert told(main())[1:] == [
        "waiter waits for Condition 1",
        "keeper waits for Event 1",
        "late waits for Lock 1, held by keeper",
    ]


async def never() -> None:
    await asyncio.get_running_loop().create_future()


async def join_queue() -> None:
    queue = asyncio.Queue[int]()
    queue.put_nowait(1)
    await queue.join()


async def get_of_queue() -> None:
    await asyncio.Queue[int]().get()


async def await_task() -> None:
    await asyncio.create_task(never(), name="child")


async def gather() -> None:
    await asyncio.gather(asyncio.create_task(asyncio.sleep(0)), asyncio.create_task(never(), name="child"))


async def task_group() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(never(), name="child")


async def barrier() -> None:
    await asyncio.Barrier(2).wait()


@pytest.mark.parametrize(
    ("main", "says"),
    [
        (join_queue, "main waits for Queue 1"),
        (get_of_queue, "main waits for Queue 1"),
        (await_task, "main waits for child"),
        (gather, "main waits for child"),
        (task_group, "main waits for child"),
        (barrier, "main waits for Barrier 1"),
        (never, "main"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_waited_for(main: Callable[[], Coroutine[Any, Any, None]], says: str) -> None:
    said = told(main())
    assert said[0] == says
    assert len(said) == 1 + ("child" in says)


def test_tasks_that_wait_for_each_other() -> None:
    async def main() -> None:
        tasks = dict[str, Awaitable[None]]()

        async def wait(name: str) -> None:
            await asyncio.sleep(0)
            await tasks[name]

        tasks["a"] = asyncio.create_task(wait("b"), name="a")
        tasks["b"] = asyncio.create_task(wait("a"), name="b")
        await never()

    assert told(main()) == ["main", "a waits for b", "b waits for a", "a cycle: a -> b -> a"]


def test_the_text_is_the_same_every_time_and_under_every_order_that_ends_alike() -> None:
    async def main() -> None:
        first, second = asyncio.Lock(), asyncio.Lock()
        await together(left=nested(first, second), right=nested(second, first))

    said = set[str]()
    for seed in range(100):
        loop = new_loop(RandomWalk(seed))
        try:
            loop.run_trial(main())
        except Deadlock as error:
            said.add(str(error))
    assert len(said) == 1


def test_nobody_is_left() -> None:
    assert wait_for_graph([]) == "no task is left"
