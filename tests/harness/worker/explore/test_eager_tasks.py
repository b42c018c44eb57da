"""Eager tasks, from Python 3.12: under control like all others, each with a hash of its own."""

import asyncio
import sys

import pytest

from harness.worker.explore.handles import RealIORefused
from harness.worker.explore.strategies import RandomWalk, Tape
from tests.harness.worker.controlled import new_loop

NEW = sys.version_info >= (3, 12)
since_3_12 = pytest.mark.skipif(not NEW, reason="Python has eager tasks from 3.12")


async def nested() -> tuple[list[str], list[int]]:
    """Tasks that start eagerly inside one another; (who went, the hashes of all tasks)."""
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
    seen, tasks = list[str](), list[asyncio.Task[None]]()

    async def work(name: str, depth: int) -> None:
        seen.append(name)
        if depth:
            tasks.append(asyncio.create_task(work(name + "'", depth - 1), name=name + "'"))
        await asyncio.sleep(0)
        seen.append(name)

    tasks += [asyncio.create_task(work(name, 2), name=name) for name in "ab"]
    seen.append("main")
    await asyncio.wait(set(tasks))
    return seen, [hash(task) for task in tasks]


@since_3_12
def test_eager_tasks_start_at_once_and_then_take_turns_as_the_strategy_says() -> None:
    orders = set[tuple[str, ...]]()
    for seed in range(40):
        seen, hashes = new_loop(RandomWalk(seed)).run_trial(nested())
        assert seen[:7] == ["a", "a'", "a''", "b", "b'", "b''", "main"]
        assert len(set(hashes)) == len(hashes) == 6
        orders.add(tuple(seen[7:]))
    assert len(orders) > 20


@since_3_12
def test_a_run_with_eager_tasks_replays_to_the_letter() -> None:
    loop = new_loop(RandomWalk(3))
    first = loop.run_trial(nested())
    tape = Tape(loop.choices, "reorder", loop._salt)
    again = new_loop(tape)
    assert again.run_trial(nested()) == first
    assert tape.used_up and again.trace == loop.trace


@since_3_12
def test_an_eager_task_that_never_suspends_is_no_step() -> None:
    async def main() -> bool:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]

        async def at_once() -> int:
            return 1

        tasks = [asyncio.create_task(at_once()) for _ in range(5)]
        return all(task.done() for task in tasks)

    loop = new_loop()
    assert loop.run_trial(main()) is True
    assert loop.steps == 1
    assert loop.left_behind == [] and loop.unhandled == []


def test_a_factory_of_another_kind_is_refused() -> None:
    async def main() -> None:
        asyncio.get_running_loop().set_task_factory(lambda loop, coro, **options: asyncio.Task(coro, loop=loop))

    with pytest.raises(RealIORefused, match="a task factory would take tasks out of control"):
        new_loop().run_trial(main())
