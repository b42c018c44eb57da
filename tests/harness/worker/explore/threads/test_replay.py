"""The same choices give the same run, and what strategies are asked is what they need."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from harness.worker.explore.strategies import DepthFirst, Pct, RandomWalk, Strategy, Tape
from harness.worker.explore.strategies.protocol import Option
from harness.worker.explore.threads import Granularity, ThreadRun
from tests.harness.worker.explore.threads.interleaved import nap, together


class Account:
    """Something with all that can make threads wait."""

    def __init__(self) -> None:
        self.balance = 0
        self.log = list[str]()
        self.changed = threading.Condition()
        self.slots = threading.Semaphore(2)

    def deposit(self, name: str) -> None:
        for _ in range(2):
            with self.slots:
                before = self.balance
                self.log.append(f"{name} {before}")
                self.balance = before + 1
                with self.changed:
                    self.changed.notify_all()
        nap(1)

    def watch(self) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.balance > 1, timeout=5)
        self.log.append(f"saw {self.balance}")

    def report(self) -> None:
        child = threading.Thread(target=self.watch, name="child")
        child.start()
        for line in (str(n) for n in range(2)):
            self.log.append(line)
        child.join()


def run(strategy: Strategy, granularity: Granularity) -> tuple[list[str], ThreadRun]:
    account = Account()
    told = together(
        lambda: account.deposit("a"),
        lambda: account.deposit("b"),
        account.report,
        strategy=strategy,
        granularity=granularity,
    )
    assert told.errors == {} and told.left_behind == []
    return account.log, told


@pytest.mark.parametrize("granularity", ["gil", "any"])
def test_a_schedule_replays_to_the_letter_twenty_times(granularity: Granularity) -> None:
    for seed in range(5):
        log, told = run(RandomWalk(seed), granularity)
        for _ in range(20):
            tape = Tape(told.choices)
            assert run(tape, granularity) == (log, told)
            assert tape.used_up


@pytest.mark.parametrize("granularity", ["gil", "any"])
def test_seeds_give_different_runs_and_the_same_seed_the_same(granularity: Granularity) -> None:
    runs = [run(RandomWalk(seed), granularity) for seed in range(30)]
    assert len({tuple(told.choices) for _, told in runs}) == 30
    assert [run(RandomWalk(seed), granularity) for seed in range(0, 30, 10)] == runs[::10]


def test_pct_runs_too() -> None:
    logs = {tuple(run(Pct(seed, 3, 300), "any")[0]) for seed in range(30)}
    assert len(logs) > 5


def losing(strategy: Strategy) -> tuple[int, ThreadRun]:
    values = {"value": 0}

    def add() -> None:
        value = values["value"]
        values["value"] = value + 1

    told = together(add, add, strategy=strategy)
    return values["value"], told


def test_depth_first_goes_through_all_schedules_with_one_preemption() -> None:
    """Without a preemption nothing is lost; with one, at each instruction between the load and the store."""
    explorer = DepthFirst(preemptions_max=1)
    found = list[tuple[int, int]]()
    seen = set[tuple[int, ...]]()
    while (trial := explorer.strategy()) is not None:
        value, told = losing(trial)
        explorer.learn(trial, bounded=told.overruled > 0)
        found.append((trial.preemptions, value))
        seen.add(tuple(told.choices))
    assert explorer.exhausted == 1
    assert len(seen) == len(found)
    assert {value for preemptions, value in found if preemptions == 0} == {2}
    lost = [value for preemptions, value in found if preemptions == 1]
    assert lost.count(1) >= 6 and lost.count(2) >= 6


class Recording:
    """Keeps what it is asked; always takes the one that has waited longest."""

    name, setting, fair, salt = "recording", "reorder", True, 0

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.trace: Sequence[int] = ()
        self.names: Sequence[str] = ()

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        self.trace, self.names = trace, names

    def choose(self, options: Sequence[Option]) -> int:
        self.asked.append([option.actor for option in options])
        return 0

    def late(self) -> int:
        return 0


def test_options_are_the_runnable_threads_longest_waiting_first() -> None:
    recording: Any = Recording()

    def work() -> None:
        len("")

    told = together(work, work, work, strategy=recording)
    assert recording.asked[:4] == [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 2, 3]]
    assert all(len(options) > 1 for options in recording.asked)
    assert len(recording.asked) == len(told.choices)
    assert [recording.names[actor] for actor in recording.trace[:4]] == ["a", "b", "c", "a"]


def test_code_that_is_not_declared_is_one_step() -> None:
    def work() -> None:
        sorted(range(100), key=str)

    def strides(function: Callable[[], None]) -> int:
        return together(function, granularity="any").steps

    assert strides(work) < 30


def test_coroutines_that_do_not_block_run_in_a_controlled_thread() -> None:
    values = {"value": 0}

    async def add() -> None:
        value = values["value"]
        await asyncio.sleep(0)
        values["value"] = value + 1

    def in_a_loop() -> None:
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(add())
        finally:
            loop.close()

    seen = set[int]()
    for seed in range(30):
        values["value"] = 0
        assert together(in_a_loop, in_a_loop, strategy=RandomWalk(seed), granularity="gil").errors == {}
        seen.add(values["value"])
    assert seen == {1, 2}


def test_an_executor_is_made_of_controlled_threads() -> None:
    from concurrent.futures import ThreadPoolExecutor

    results = list[list[int]]()

    def square(n: int) -> int:
        return n * n

    def work() -> None:
        with ThreadPoolExecutor(2) as pool:
            results.append(list(pool.map(square, range(4))))

    for seed in range(5):
        told = together(work, strategy=RandomWalk(seed))
        assert told.errors == {} and told.left_behind == []
    assert results == [[0, 1, 4, 9]] * 5
