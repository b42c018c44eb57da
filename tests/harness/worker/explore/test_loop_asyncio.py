"""What asyncio offers works on the controlled loop, under any order."""

import asyncio
import contextvars
import functools
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.harness.worker.controlled import Controlled, new_loop

SEEDS = 30


async def after(delay: float, value: Any) -> Any:
    await asyncio.sleep(delay)
    return value


def test_time_is_virtual_and_begins_at_nought(controlled: Controlled) -> None:
    async def main() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        before = loop.time()
        await asyncio.sleep(3600)
        return before, loop.time()

    assert controlled(main()) == (0.0, 3600.0)


def test_timers_fire_by_time_then_in_the_order_they_were_set(controlled: Controlled) -> None:
    async def main() -> list[str]:
        loop, fired = asyncio.get_running_loop(), list[str]()
        for name, delay in (("late", 2), ("first", 1), ("second", 1), ("past", -5), ("third", 1)):
            loop.call_later(delay, fired.append, name)
        cancelled = loop.call_at(1, fired.append, "cancelled")
        cancelled.cancel()
        assert cancelled.cancelled() and cancelled.when() == 1
        await asyncio.sleep(3)
        return fired

    assert controlled(main()) == ["past", "first", "second", "third", "late"]


def test_a_timer_in_the_past_does_not_turn_time_back(controlled: Controlled) -> None:
    async def main() -> float:
        await asyncio.sleep(5)
        asyncio.get_running_loop().call_at(1, lambda: None)
        await asyncio.sleep(0.5)
        return asyncio.get_running_loop().time()

    assert controlled(main()) == 5.5


def test_a_task_group_waits_for_all(controlled: Controlled) -> None:
    async def main() -> list[int]:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(after(i % 3, i)) for i in range(5)]
        return [t.result() for t in tasks]

    assert controlled.under_seeds(main, SEEDS) == [[0, 1, 2, 3, 4]] * SEEDS


def test_a_task_group_cancels_the_others_when_one_fails(controlled: Controlled) -> None:
    async def fail() -> None:
        await asyncio.sleep(1)
        raise KeyError("x")

    async def main() -> tuple[bool, float]:
        slow = None
        try:
            async with asyncio.TaskGroup() as group:
                slow = group.create_task(after(100, None))
                group.create_task(fail())
        except* KeyError:
            pass
        assert slow is not None
        return slow.cancelled(), asyncio.get_running_loop().time()

    assert controlled.under_seeds(main, SEEDS) == [(True, 1.0)] * SEEDS


@pytest.mark.parametrize(("delay", "limit", "late"), [(1, 2, False), (2, 1, True)], ids=["in-time", "late"])
def test_timeouts_are_decided_in_virtual_time(controlled: Controlled, delay: float, limit: float, late: bool) -> None:
    async def with_timeout() -> bool:
        try:
            async with asyncio.timeout(limit):
                await asyncio.sleep(delay)
        except TimeoutError:
            return True
        return False

    async def with_wait_for() -> bool:
        try:
            await asyncio.wait_for(after(delay, None), limit)
        except TimeoutError:
            return True
        return False

    async def with_wait() -> bool:
        task = asyncio.ensure_future(after(delay, None))
        _, pending = await asyncio.wait([task], timeout=limit)
        task.cancel()
        await asyncio.wait([task])
        return bool(pending)

    for main in (with_timeout, with_wait_for, with_wait):
        assert controlled.under_seeds(main, SEEDS) == [late] * SEEDS


def test_gather_and_as_completed(controlled: Controlled) -> None:
    async def main() -> tuple[list[int], list[Any]]:
        gathered = await asyncio.gather(*(after(3 - i, i) for i in range(3)))
        completed = [await one for one in asyncio.as_completed([after(3 - i, i) for i in range(3)])]
        return gathered, completed

    assert controlled.under_seeds(main, SEEDS) == [([0, 1, 2], [2, 1, 0])] * SEEDS


def test_a_queue_hands_over_everything_in_order(controlled: Controlled) -> None:
    async def main() -> list[int]:
        queue, got = asyncio.Queue[int](maxsize=2), list[int]()

        async def produce() -> None:
            for i in range(10):
                await queue.put(i)

        async def consume() -> None:
            for _ in range(10):
                got.append(await queue.get())
                queue.task_done()

        await asyncio.gather(produce(), consume())
        await queue.join()
        return got

    assert controlled.under_seeds(main, SEEDS) == [list(range(10))] * SEEDS


def test_a_lock_lets_one_in_and_a_semaphore_a_few(controlled: Controlled) -> None:
    async def main() -> tuple[int, int]:
        lock, semaphore = asyncio.Lock(), asyncio.Semaphore(3)
        inside = {"lock": 0, "semaphore": 0}
        most = dict(inside)

        async def enter(name: str, guard: asyncio.Lock | asyncio.Semaphore) -> None:
            async with guard:
                inside[name] += 1
                most[name] = max(most[name], inside[name])
                await asyncio.sleep(0)
                inside[name] -= 1

        await asyncio.gather(
            *(enter("lock", lock) for _ in range(6)), *(enter("semaphore", semaphore) for _ in range(9))
        )
        return most["lock"], most["semaphore"]

    most = controlled.under_seeds(main, SEEDS)
    assert {lock for lock, _ in most} == {1}
    assert max(semaphore for _, semaphore in most) == 3


def test_an_event_and_a_condition_wake_those_who_wait(controlled: Controlled) -> None:
    async def main() -> int:
        event, condition, woken = asyncio.Event(), asyncio.Condition(), list[int]()

        async def wait(number: int) -> None:
            await event.wait()
            async with condition:
                await condition.wait_for(lambda: len(woken) >= number)
                woken.append(number)
                condition.notify_all()

        tasks = [asyncio.create_task(wait(n)) for n in range(5)]
        await asyncio.sleep(1)
        event.set()
        await asyncio.gather(*tasks)
        return woken == list(range(5))

    assert controlled.under_seeds(main, SEEDS) == [True] * SEEDS


def test_without_a_lock_a_lost_update_is_found(controlled: Controlled) -> None:
    """The loop's power: the race shows in some of the orders, and in none where a lock guards it."""

    async def count(guarded: bool) -> int:
        total, lock = 0, asyncio.Lock()

        async def add() -> None:
            nonlocal total
            seen = total
            await asyncio.sleep(0)
            total = seen + 1

        async def guarded_add() -> None:
            async with lock:
                await add()

        await asyncio.gather(*((guarded_add() if guarded else add()) for _ in range(3)))
        return total

    assert set(controlled.under_seeds(lambda: count(True), SEEDS)) == {3}
    assert {1, 2} <= set(controlled.under_seeds(lambda: count(False), SEEDS))


def test_work_of_an_executor_is_a_step_of_the_schedule(controlled: Controlled) -> None:
    async def main() -> str:
        order = list[str]()
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:
            other = loop.run_in_executor(pool, order.append, "executor")
            mine = loop.create_task(asyncio.to_thread(order.append, "thread"))
            loop.call_soon(order.append, "soon")
            await asyncio.gather(other, mine)
        return " ".join(order)

    assert len(set(controlled.under_seeds(main, SEEDS))) > 2


def test_an_error_in_an_executor_comes_out_where_it_is_awaited(controlled: Controlled) -> None:
    async def main() -> None:
        with pytest.raises(KeyError):
            await asyncio.to_thread(dict[str, int]().__getitem__, "missing")
        given_up = asyncio.get_running_loop().run_in_executor(None, lambda: 1)
        given_up.cancel()
        await asyncio.sleep(1)

    controlled(main())


def test_call_soon_threadsafe_is_heard(controlled: Controlled) -> None:
    async def main() -> str:
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon_threadsafe(future.set_result, "heard")
        return str(await future)

    assert controlled(main()) == "heard"


def test_every_callback_runs_in_the_context_it_was_set_in(controlled: Controlled) -> None:
    name = contextvars.ContextVar("name", default="nobody")

    async def main() -> dict[str, str]:
        loop, seen = asyncio.get_running_loop(), dict[str, str]()

        def note(how: str) -> None:
            seen[how] = name.get()
            name.set("changed by a callback")

        async def task(mine: str) -> None:
            name.set(mine)
            await asyncio.sleep(0)
            loop.call_soon(note, f"soon-{mine}")
            loop.call_later(1, note, f"later-{mine}")
            await asyncio.to_thread(note, f"thread-{mine}")
            await asyncio.sleep(2)
            seen[f"task-{mine}"] = name.get()

        given = contextvars.Context()
        await asyncio.gather(task("a"), task("b"), loop.create_task(after(0, 1), context=contextvars.copy_context()))
        loop.call_soon(note, "given", context=given)
        await asyncio.sleep(0.1)
        seen["main"] = name.get()
        return seen

    expected = {f"{how}-{who}": who for how in ("soon", "later", "thread", "task") for who in "ab"}
    for seen in controlled.under_seeds(main, SEEDS):
        assert seen == {**expected, "given": "nobody", "main": "nobody"}


def test_async_generators_are_closed_in_the_end(controlled: Controlled) -> None:
    closed = list[str]()

    async def numbers(name: str) -> AsyncIterator[int]:
        try:
            for i in range(5):
                yield i
                await asyncio.sleep(1)
        finally:
            await asyncio.sleep(0)
            closed.append(name)

    async def main() -> tuple[list[int], AsyncIterator[int]]:
        whole = [i async for i in numbers("whole")]
        kept = numbers("kept")
        await anext(kept)
        async for _ in numbers("left"):
            break
        await asyncio.sleep(0.1)
        return whole, kept

    whole, kept = controlled(main())
    assert whole == [0, 1, 2, 3, 4]
    assert sorted(closed) == ["kept", "left", "whole"]
    del kept


def test_a_barrier_lets_all_through_at_once(controlled: Controlled) -> None:
    async def main() -> tuple[list[int], list[str]]:
        barrier, order = asyncio.Barrier(3), list[str]()

        async def meet(number: int) -> int:
            for _ in range(number):
                await asyncio.sleep(0)
            order.append("comes")
            place = await barrier.wait()
            order.append("goes")
            return place

        places = await asyncio.gather(*(meet(n) for n in range(3)))
        return sorted(places), order

    met = controlled.under_seeds(main, SEEDS)
    assert met == [([0, 1, 2], ["comes"] * 3 + ["goes"] * 3)] * SEEDS


def test_notify_wakes_as_many_as_it_says(controlled: Controlled) -> None:
    async def main() -> list[int]:
        condition, woken, counts = asyncio.Condition(), list[int](), list[int]()

        async def wait(number: int) -> None:
            async with condition:
                await condition.wait()
                woken.append(number)

        tasks = [asyncio.create_task(wait(n)) for n in range(5)]
        await asyncio.sleep(1)
        for many in (1, 2, 5):
            async with condition:
                condition.notify(many)
            await asyncio.sleep(1)
            counts.append(len(woken))
        await asyncio.gather(*tasks)
        return counts

    assert controlled.under_seeds(main, SEEDS) == [[1, 3, 5]] * SEEDS


def test_async_generators_keep_their_own_order_while_others_overtake_them(controlled: Controlled) -> None:
    async def main() -> str:
        seen = list[str]()

        async def letters(word: str) -> AsyncIterator[str]:
            try:
                for letter in word:
                    await asyncio.sleep(0)
                    yield letter
            finally:
                await asyncio.sleep(0)
                seen.append("." if word.islower() else "!")

        async def read(word: str) -> None:
            async for letter in letters(word):
                seen.append(letter)
            doubled = [2 * letter async for letter in letters(word) if letter in "cC"]
            assert doubled == [2 * word[2]]

        await asyncio.gather(read("abc"), read("ABC"))
        return "".join(seen)

    orders = controlled.under_seeds(main, SEEDS)
    assert {"".join(c for c in order if c.islower() or c == ".") for order in orders} == {"abc.."}
    assert {"".join(c for c in order if c.isupper() or c == "!") for order in orders} == {"ABC!!"}
    assert len(set(orders)) > 10


def test_a_shielded_task_goes_on(controlled: Controlled) -> None:
    async def main() -> str:
        inner = asyncio.ensure_future(after(5, "done"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(inner), 1)
        return str(await inner)

    assert controlled.under_seeds(main, SEEDS) == ["done"] * SEEDS


def test_tasks_have_names_and_numbers(controlled: Controlled) -> None:
    async def main() -> tuple[list[str], list[int], list[str]]:
        loop = asyncio.get_running_loop()
        tasks = {loop.create_task(after(0, i), name=f"t{i}") for i in reversed(range(5))}
        unnamed = asyncio.create_task(after(0, 0))
        await asyncio.wait({*tasks, unnamed})
        assert asyncio.current_task() in asyncio.all_tasks()
        return [t.get_name() for t in tasks], [hash(t) for t in tasks], [unnamed.get_name()]

    names, hashes, unnamed = controlled(main())
    assert names == ["t4", "t3", "t2", "t1", "t0"]
    assert hashes == [2, 3, 4, 5, 6]
    assert unnamed == ["Task-7"]


def test_the_results_of_wait_come_in_the_same_order_every_time(controlled: Controlled) -> None:
    async def main() -> list[str]:
        done, _ = await asyncio.wait([asyncio.create_task(after(0, i), name=f"t{i}") for i in range(20)])
        return [t.get_name() for t in done]

    assert len({tuple(controlled(main(), seed=7)) for _ in range(5)}) == 1


def test_the_loop_is_the_running_one_only_while_it_runs(controlled: Controlled) -> None:
    async def main() -> bool:
        loop = asyncio.get_running_loop()
        return loop.is_running() and not loop.is_closed() and not loop.get_debug()

    assert controlled(main())
    assert controlled.loop.is_closed() and not controlled.loop.is_running()
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()


def test_a_loop_inside_a_running_one(controlled: Controlled) -> None:
    async def outer() -> tuple[Any, float]:
        inner = new_loop().run_trial(after(10, "inner"))
        return inner, asyncio.get_running_loop().time()

    assert controlled(outer()) == ("inner", 0.0)


def test_debug_mode_and_task_factory_have_no_effect(controlled: Controlled) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_debug(True)
        assert not loop.get_debug()
        loop.set_task_factory(None)
        assert loop.get_task_factory() is None
        loop.set_default_executor(functools.partial)  # type: ignore[arg-type]
        await loop.shutdown_default_executor()
        with pytest.raises(NotImplementedError, match="take tasks out of control"):
            loop.set_task_factory(lambda *args, **options: None)  # type: ignore[arg-type]

    controlled(main())
