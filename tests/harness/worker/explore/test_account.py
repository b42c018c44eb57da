"""A schedule told in words."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from harness.worker.explore.account import LINES_MAX, ObservingLoop, account, thread_account
from harness.worker.explore.strategies import RandomWalk, Script, Strategy, Switch
from tests.harness.worker.controlled import new_loop


def observing(strategy: Strategy) -> ObservingLoop:
    return ObservingLoop(strategy)  # type: ignore[abstract]


def told(main: Coroutine[Any, Any, Any], switches: list[Switch], about: tuple[str, ...] = ()) -> list[str]:
    script = Script(switches)
    loop = observing(script)
    loop.run_trial(main)
    steps = sum(1 for actor in loop.trace if actor)
    return account(loop.steps_seen[:steps], script.took, about)


async def lost_update() -> int:
    count = 0

    async def add() -> None:
        nonlocal count
        seen = count
        await asyncio.sleep(0)
        count = seen + 1

    await asyncio.gather(*(asyncio.create_task(add(), name=name) for name in ("load", "store", "x", "y")))
    return count


def test_one_preemption_is_told_with_the_line_where_it_strikes() -> None:
    line = lost_update.__code__.co_firstlineno + 6
    at = f"and stops at test_account.py:{line} in add"
    assert told(lost_update(), [Switch("load", 1, "store", True)]) == [
        "1. main goes on for 1 step.",
        f"2. load starts (step 1) {at}; store goes next, although load could go on.",
        "3. store starts (steps 1 to 2) to its end.",
        "4. x, y go on for 4 steps.",
        "5. load goes on (step 2) to its end.",
        "6. main goes on for 1 step.",
    ]


def test_without_a_switch_those_named_are_told() -> None:
    assert told(lost_update(), [], ("x",)) == [
        "1. main, load, store go on for 5 steps.",
        "2. x starts (steps 1 to 2) to its end.",
        "3. y, main go on for 3 steps.",
    ]


async def deadline() -> bool:
    async def work() -> bool:
        try:
            async with asyncio.timeout(0.05):
                await asyncio.sleep(0)
        except TimeoutError:
            return True
        return False

    return await asyncio.create_task(work(), name="work")


def test_that_time_passes_is_told_although_the_same_task_goes_on() -> None:
    switches = [Switch("work", 1, "time", True), Switch("work", 1, "callbacks", True)]
    line = deadline.__code__.co_firstlineno + 4
    assert told(deadline(), switches)[1:3] == [
        f"2. work starts (step 1) and stops at test_account.py:{line} in work; "
        "time passes and then a callback runs, although work could go on.",
        "3. work goes on (step 2) to its end.",
    ]


def test_it_has_a_largest_number_of_lines() -> None:
    seen = [(name, "and stops") for name in "ab" * 30]
    lines = account(seen, [], "ab")
    assert len(lines) == LINES_MAX
    assert lines[0].startswith("1. a starts (step 1)") and lines[-1].startswith(f"{LINES_MAX}. b goes on (step 30)")
    assert lines[LINES_MAX // 2] == f"{LINES_MAX // 2 + 1}. ... 41 more stretches ..."
    assert len(account(seen[:LINES_MAX], [], "ab")) == LINES_MAX
    assert len(thread_account([("a", "x", "b")] * 50)) == LINES_MAX


def test_of_many_others_three_are_named() -> None:
    assert account([(name, "") for name in "abcde"], []) == ["1. a, b, c and 2 more go on for 5 steps."]
    assert account([], []) == []


def test_threads_are_told_by_who_is_stopped_where() -> None:
    assert thread_account([("a", "bag.py:4 in write", "b"), ("b", "", "a")]) == [
        "1. a is stopped before bag.py:4 in write; b goes on.",
        "2. b waits or has ended; a goes on.",
    ]


@given(st.integers(0, 500))
def test_watching_changes_nothing(seed: int) -> None:
    async def main() -> list[str]:
        seen, lock = list[str](), asyncio.Lock()

        async def work(name: str) -> None:
            async with lock:
                await asyncio.sleep(0)
            await asyncio.to_thread(seen.append, name)
            asyncio.get_running_loop().call_soon(seen.append, "callback")
            try:
                await asyncio.wait_for(asyncio.sleep(0.02), 0.01)
            except TimeoutError:
                seen.append("late")

        await asyncio.gather(*(work(name) for name in "abc"))
        return seen

    plain, watched = new_loop(RandomWalk(seed)), observing(RandomWalk(seed))
    assert watched.run_trial(main()) == plain.run_trial(main())
    assert (watched.choices, watched.trace, watched.names) == (plain.choices, plain.trace, plain.names)
    steps = [watched.names[actor] for actor in watched.trace if actor]
    assert [name for name, _ in watched.steps_seen[: len(steps)]] == steps
