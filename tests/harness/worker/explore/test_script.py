"""A schedule as the few places where it leaves the base: written down, played again, fitted to other runs."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.worker.explore.handles import Deadlock
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import (
    Fifo,
    Guide,
    Pct,
    RandomWalk,
    Script,
    Strategy,
    Switch,
    Tape,
    Transcript,
    strategy_named,
)
from tests.harness.worker.controlled import new_loop

Program = list[str]  # a task for each: "y" gives way, "s" sleeps 10 ms, "l" takes a lock, "t" works in a thread,
# "c" sets a callback, "k" starts a task of the same name

programs = st.lists(st.text("yysltck", min_size=1, max_size=4), min_size=1, max_size=4)
strategies = st.one_of(
    st.builds(RandomWalk, st.integers(0, 99)),
    st.builds(Pct, st.integers(0, 99), st.integers(1, 3), st.integers(1, 30)),
    st.builds(Fifo),
)
switches = st.lists(
    st.builds(
        Switch,
        st.sampled_from(["", "main", "callbacks", "t0", "t1", "nobody"]),
        st.integers(0, 4),
        st.sampled_from(["main", "callbacks", "time", "t0", "t1", "nobody"]),
        st.booleans(),
    ),
    max_size=6,
)


async def run(program: Program) -> list[str]:
    lock, seen = asyncio.Lock(), list[str]()

    async def task(name: str, steps: str) -> None:
        for step in steps:
            seen.append(name + step)
            if step == "l":
                async with lock:
                    await asyncio.sleep(0)
            elif step == "t":
                await asyncio.to_thread(seen.append, name + "thread")
            elif step == "c":
                asyncio.get_running_loop().call_soon(seen.append, name + "callback")
            elif step == "k":
                await asyncio.create_task(task(name, "y"), name=name)
            else:
                await asyncio.sleep(0.01 * (step == "s"))

    await asyncio.gather(*(asyncio.create_task(task(f"t{n}", s), name=f"t{n}") for n, s in enumerate(program)))
    return seen


def names_of(loop: ControlledLoop) -> list[str]:
    return [loop.names[actor] for actor in loop.trace]


@given(programs, strategies)
@settings(max_examples=150)
def test_what_was_written_down_gives_the_same_run_again(program: Program, inner: Strategy) -> None:
    """Of two that have one name the older goes, so the promise is for names that are told apart."""
    program = [steps.replace("k", "y") for steps in program]
    program = [steps if steps.count("t") <= 1 else steps.replace("t", "y") for steps in program]
    if sum("t" in steps for steps in program) > 1:
        program = [steps.replace("t", "y") for steps in program]
    transcript = Transcript(inner)
    first = new_loop(transcript)
    seen = first.run_trial(run(program))
    script = Script(transcript.switches, inner.salt)
    again = new_loop(script)
    assert again.run_trial(run(program)) == seen
    assert names_of(again) == names_of(first)
    assert again.choices == first.choices or inner.setting == "native"  # there time is no option
    assert script.took == transcript.switches


@given(programs, strategies)
def test_writing_down_changes_nothing(program: Program, inner: Strategy) -> None:
    state = {"native": Fifo, "random": RandomWalk}.get(inner.name)
    if state is None:
        return
    alone, watched = (Fifo(), Fifo()) if state is Fifo else (RandomWalk(7), RandomWalk(7))
    first, again = new_loop(alone), new_loop(Transcript(watched))
    assert first.run_trial(run(program)) == again.run_trial(run(program))
    assert (first.trace, first.choices) == (again.trace, again.choices)


@given(programs, switches, st.integers(0, 31))
@settings(max_examples=150)
def test_a_script_fits_any_run_and_tells_which_switches_it_took(
    program: Program, wanted: list[Switch], salt: int
) -> None:
    script = Script(wanted, salt)
    loop = new_loop(script)
    seen = loop.run_trial(run(program))
    tape = Tape(loop.choices, "reorder", salt)
    assert new_loop(tape).run_trial(run(program)) == seen and tape.used_up
    told = {(s.after, s.step, s.to) for s in wanted}
    assert {(s.after, s.step, s.to) for s in script.took} <= told
    taken = Script(script.took, salt)
    again = new_loop(taken)
    assert again.run_trial(run(program)) == seen
    assert taken.took == script.took


@given(programs, st.lists(st.integers(0, 5), max_size=12), st.sampled_from(["reorder", "latency", "native"]))
def test_a_guide_fits_any_run(program: Program, choices: list[int], setting: Any) -> None:
    guide = Guide(choices, setting, 3)
    loop = new_loop(guide)
    seen = loop.run_trial(run(program))
    assert guide.used_up
    assert new_loop(Tape(loop.choices, setting, 3)).run_trial(run(program)) == seen


def lost_update() -> Coroutine[Any, Any, int]:
    async def main() -> int:
        count = 0

        async def add() -> None:
            nonlocal count
            seen = count
            await asyncio.sleep(0)
            count = seen + 1

        await asyncio.gather(*(asyncio.create_task(add(), name=name) for name in "ab"))
        return count

    return main()


def test_without_switches_whoever_went_last_goes_on_until_it_waits() -> None:
    loop = new_loop(Script(()))
    assert loop.run_trial(lost_update()) == 2
    assert names_of(loop)[:5] == ["main", "a", "a", "b", "b"]


def test_one_switch_shows_a_lost_update() -> None:
    script = Script([Switch("a", 1, "b", True)])
    loop = new_loop(script)
    assert loop.run_trial(lost_update()) == 1
    assert names_of(loop)[:4] == ["main", "a", "b", "b"]
    assert script.took == [Switch("a", 1, "b", True)]


def test_whether_a_switch_preempts_is_seen_and_not_believed() -> None:
    script = Script([Switch("main", 1, "b", True), Switch("a", 1, "b", False)])
    new_loop(script).run_trial(lost_update())
    assert script.took[0] == Switch("main", 1, "b", False)


def test_time_can_be_who_goes_next() -> None:
    async def main() -> bool:
        try:
            async with asyncio.timeout(0.05):
                await asyncio.sleep(0)
                await asyncio.sleep(0)
        except TimeoutError:
            return True
        return False

    assert new_loop(Script(())).run_trial(main()) is False
    time, timeout = Switch("main", 1, "time", True), Switch("main", 1, "callbacks", True)  # at one place
    assert new_loop(Script([time])).run_trial(main()) is False  # it is due, and main is faster
    script = Script([time, timeout])
    assert new_loop(script).run_trial(main()) is True
    assert script.took == [time, timeout]


@pytest.mark.parametrize("name", ["native", "latency", "random", "pct1", "pct2", "pct3"])
def test_a_strategy_drawn_from_a_seed_comes_again_by_its_name(name: str) -> None:
    async def main() -> list[str]:
        return await run(["yys", "sy", "yyy"])

    first = new_loop(strategy_named(name, 11, 20))
    seen = first.run_trial(main())
    again = strategy_named(name, 11, 20, Guide((0,)))
    loop = new_loop(again)
    assert loop.run_trial(main()) == seen
    assert (again.name, loop.choices) == (name, first.choices)


@pytest.mark.parametrize("name", ["depth-first", "script", "tape", "transcript", "guide"])
def test_one_that_is_not_follows_its_choices_as_far_as_they_fit(name: str) -> None:
    guide = Guide((0, 2, 1), "latency", 5)
    assert strategy_named(name, 11, 20, guide) is guide
    assert strategy_named(name, 11, 20).setting == "reorder"


def test_a_deadlock_is_written_down_too() -> None:
    async def main() -> None:
        first, second = asyncio.Lock(), asyncio.Lock()

        async def take(one: asyncio.Lock, other: asyncio.Lock) -> None:
            async with one:
                await asyncio.sleep(0)
                async with other:
                    pass

        await asyncio.gather(
            asyncio.create_task(take(first, second), name="a"), asyncio.create_task(take(second, first), name="b")
        )

    transcript = Transcript(Fifo())
    with pytest.raises(Deadlock):
        new_loop(transcript).run_trial(main())
    assert [(s.after, s.step, s.to) for s in transcript.switches if s.preempts] == [("a", 1, "b"), ("b", 1, "a")]
    with pytest.raises(Deadlock):
        new_loop(Script(transcript.switches)).run_trial(main())
    new_loop(Script(())).run_trial(main())
