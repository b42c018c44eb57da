"""Depth-first by preemptions, against every schedule found by counting through all choices."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.worker.explore.handles import StepLimit
from harness.worker.explore.loop import STEPS_MAX
from harness.worker.explore.strategies import DepthFirst, explorer_named
from harness.worker.explore.strategies import depth_first as depth_first_module
from tests.harness.worker.controlled import new_loop

SCHEDULES_MAX = 1_500
Choices = tuple[int, ...]
Program = list[str]  # a task for each: "y" gives way, "s" sleeps for 10 ms, "l" gives way inside a lock all share

programs = st.lists(st.text("yls", min_size=1, max_size=3), min_size=2, max_size=3).filter(
    lambda program: sum(map(len, program)) <= (6 if len(program) == 2 else 4)
)


async def run(program: Program) -> None:
    lock = asyncio.Lock()

    async def task(steps: str) -> None:
        for step in steps:
            if step == "l":
                async with lock:
                    await asyncio.sleep(0)
            else:
                await asyncio.sleep(0.01 * (step == "s"))

    for one in [asyncio.create_task(task(steps)) for steps in program]:
        await one


class Counting:
    """The choices of a prefix, then nought: no search of the strategy's own."""

    name, setting, fair, salt = "counting", "reorder", False, 0

    def __init__(self, prefix: Choices) -> None:
        self.prefix = prefix
        self.counts: list[int] = []
        self.preemptions = 0
        self._trace: Sequence[int] = ()

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        self._trace = trace

    def choose(self, options: Sequence[Any]) -> int:
        step = len(self.counts)
        index = self.prefix[step] if step < len(self.prefix) else 0
        went = self._trace[-1] if self._trace else 0
        self.preemptions += went in [o.actor for o in options] and options[index].actor != went
        self.counts.append(len(options))
        return index

    def late(self) -> int:
        return 0


def every_schedule(program: Program) -> dict[Choices, int] | None:
    """All schedules with their preemptions; None where there are too many."""
    found = dict[Choices, int]()
    prefix: Choices = ()
    while len(found) <= SCHEDULES_MAX:
        counting = Counting(prefix)
        loop = new_loop(counting)  # type: ignore[arg-type]
        loop.run_trial(run(program))
        found[tuple(loop.choices)] = counting.preemptions
        digits = list(loop.choices)
        while digits and digits[-1] == counting.counts[len(digits) - 1] - 1:
            digits.pop()
        if not digits:
            return found
        digits[-1] += 1
        prefix = tuple(digits)
    return None


def searched(search: DepthFirst, program: Program) -> list[tuple[Choices, int]]:
    """Each schedule in turn, with what was exhausted when it was given out; at the end an empty one."""
    found = list[tuple[Choices, int]]()
    while (strategy := search.strategy()) is not None:
        loop = new_loop(strategy)
        loop.run_trial(run(program))
        assert loop.overruled == 0
        found.append((tuple(loop.choices), search.exhausted))
        search.learn(strategy, bounded=False)
    return [*found, ((), search.exhausted)]


@pytest.mark.parametrize("bound", [0, 1, 2])
@settings(max_examples=25)
@given(program=programs)
def test_it_tries_each_schedule_within_the_bound_once_and_no_other(bound: int, program: Program) -> None:
    every = every_schedule(program)
    if every is None:
        return
    search = DepthFirst(bound)
    *tried, _ = searched(search, program)
    within = {choices for choices, preemptions in every.items() if preemptions <= bound}
    assert len(tried) == len(within)
    assert {choices for choices, _ in tried} == within
    assert search.exhausted == bound
    for number, (_, exhausted) in enumerate(tried):
        before = {choices for choices, _ in tried[:number]}
        assert all(c in before for c, preemptions in every.items() if preemptions <= exhausted)
    counts = [every[choices] for choices, _ in tried]
    assert counts == sorted(counts)  # few preemptions first


@given(programs, st.integers(1, 9), st.booleans())
@settings(max_examples=40)
def test_what_is_cut_away_is_never_called_exhausted(program: Program, kept: int, odd: bool) -> None:
    every = every_schedule(program)
    if every is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(depth_first_module, "WAITING_MAX", 2 * kept + odd)
        *tried, (_, exhausted) = searched(DepthFirst(2), program)
    choices = [c for c, _ in tried]
    assert len(choices) == len(set(choices))
    missing = [preemptions for c, preemptions in every.items() if c not in choices and preemptions <= 2]
    assert not missing or exhausted < min(missing)


def test_branches_of_a_long_trial_share_what_it_took() -> None:
    search = DepthFirst()
    trial = search.strategy()
    assert trial is not None
    trial.taken, trial.met = [0] * 5_000, [(2, False)] * 5_000
    search.learn(trial, bounded=False)
    assert len({id(branch.taken) for branch in search._open}) == 1
    following = search.strategy()
    assert following is not None and following.prefix == (*[0] * 4_999, 1)


def test_a_trial_with_more_choices_than_are_kept_exhausts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(depth_first_module, "CHOICES_MAX", 3)
    search = DepthFirst(preemptions_max=0)
    trial = search.strategy()
    assert trial is not None
    trial.taken, trial.met = [0] * 4, [(1, False)] * 4
    search.learn(trial, bounded=False)
    assert search.strategy() is None and search.exhausted == -1


def test_a_cut_does_happen_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    program = ["yyy", "yyy"]
    whole = searched(DepthFirst(2), program)
    monkeypatch.setattr(depth_first_module, "WAITING_MAX", 6)
    cut = searched(DepthFirst(2), program)
    assert (whole[-1][1], cut[-1][1]) == (2, -1)
    assert 6 < len(cut) < len(whole)
    assert {c for c, _ in cut} < {c for c, _ in whole}


@pytest.mark.parametrize("bounded", [True, False])
def test_where_a_limit_cut_in_nothing_is_exhausted(bounded: bool) -> None:
    search = DepthFirst(1)
    while (strategy := search.strategy()) is not None:
        new_loop(strategy).run_trial(run(["y", "yy"]))
        search.learn(strategy, bounded=bounded and not strategy.prefix)
    assert search.exhausted == (-1 if bounded else 1)


async def starving() -> None:
    """A task that goes on for 200 steps while another is ready: past the bound of fairness."""

    async def long() -> None:
        for _ in range(200):
            await asyncio.sleep(0)

    await asyncio.gather(long(), asyncio.sleep(0))


async def polling() -> None:
    """Waits for a timer without ever being idle."""
    due = asyncio.get_running_loop().call_later(60, lambda: None).when()
    while asyncio.get_running_loop().time() < due:
        await asyncio.sleep(0)


async def endless() -> None:
    while True:
        await asyncio.sleep(0)


async def short() -> None:
    await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))


@pytest.mark.parametrize(
    ("main", "steps_max", "exhausted"),
    [(short, STEPS_MAX, 2), (starving, STEPS_MAX, -1), (polling, STEPS_MAX, -1), (endless, 300, -1)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_rule_that_chooses_instead_is_told(main: Any, steps_max: int, exhausted: int) -> None:
    explorer = explorer_named("depth-first")
    for index in range(40):
        strategy = explorer.strategy(index, 0)
        if strategy is None:
            break
        loop, limit = new_loop(strategy, steps_max=steps_max), False
        try:
            loop.run_trial(main())
        except StepLimit:
            limit = True
        explorer.learn(strategy, len(loop.choices), bounded=bool(loop.overruled) or limit)
        if exhausted < 0:
            assert loop.overruled or limit
            break
    assert explorer.exhausted == exhausted


def test_a_run_that_does_not_repeat_its_choices_exhausts_nothing() -> None:
    """Were a choice that is no longer there taken for the last one, a schedule would count as tried unseen."""
    sizes = iter([3, 2, 2, 2, 2, 2, 2, 2])

    async def other_each_time(tasks: int) -> None:
        await asyncio.gather(*(asyncio.sleep(0) for _ in range(tasks)))

    search = DepthFirst(0)
    while (strategy := search.strategy()) is not None:
        new_loop(strategy).run_trial(other_each_time(next(sizes, 2)))
        search.learn(strategy, bounded=False)
    assert search.exhausted == -1
