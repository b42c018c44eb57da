"""Strategies: what they choose, that a seed decides it, and that each finds what the others miss."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from harness.worker.explore.handles import Deadlock
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import Explorer, Fifo, Pct, Portfolio, RandomWalk, Strategy, Tape
from harness.worker.explore.strategies.explorers import ROUND

Body = Callable[[], Awaitable[None]]
PCT3 = ROUND.index("pct3") + 1


def options(*actors: int) -> Sequence[Any]:
    return [SimpleNamespace(actor=actor) for actor in actors]


def ends_well(body: Body, strategy: Strategy) -> bool:
    loop = ControlledLoop(strategy)  # type: ignore[abstract]
    try:
        loop.run_trial(body())  # type: ignore[arg-type]
    except (AssertionError, Deadlock):
        return False
    return True


def tried(body: Body, explorer: Explorer, index: int, seed: int) -> bool:
    """Whether trial `index` ends well; the explorer learns from it."""
    strategy = explorer.strategy(index, seed)
    assert strategy is not None
    loop = ControlledLoop(strategy)  # type: ignore[abstract]
    try:
        loop.run_trial(body())  # type: ignore[arg-type]
    except (AssertionError, Deadlock):
        return False
    finally:
        explorer.learn(strategy, len(loop.choices), bounded=bool(loop.overruled))
    return True


async def lock_order() -> None:
    """Two tasks take two locks in opposite order; the second starts late, so that FIFO order passes."""
    first, second = asyncio.Lock(), asyncio.Lock()

    async def forwards() -> None:
        async with first:
            await asyncio.sleep(0)
            async with second:
                await asyncio.sleep(0)

    async def backwards() -> None:
        for _ in range(8):
            await asyncio.sleep(0)
        async with second:
            await asyncio.sleep(0)
            async with first:
                await asyncio.sleep(0)

    await asyncio.gather(forwards(), backwards())


async def overtaken() -> None:
    """Fails only if one task sleeps through all twelve steps of another: rare for a random walk, plain for PCT."""
    done: list[str] = []

    async def slow() -> None:
        await asyncio.sleep(0)
        assert "fast" not in done, "overtaken"

    async def fast() -> None:
        for _ in range(12):
            await asyncio.sleep(0)
        done.append("fast")

    await asyncio.gather(slow(), fast())


def test_the_first_of_a_portfolio_is_native_order_and_then_all_take_turns() -> None:
    portfolio = Portfolio()
    names = [portfolio.strategy(i, seed=i).name for i in range(len(ROUND) + 1)]
    turns = list(ROUND)
    again = turns.index("depth-first", turns.index("depth-first") + 1)
    turns[again] = "random"  # nothing was learned, so that depth-first has no second schedule
    assert names == ["native", *turns]


@pytest.mark.parametrize("index", [i for i, name in enumerate(ROUND, 1) if name not in ("depth-first", "latency")])
def test_a_seed_decides_every_choice(index: int) -> None:
    ready = [options(*range(1, n)) for n in (3, 6, 4, 9, 5)] * 20

    def choices(seed: int) -> list[int]:
        strategy = Portfolio().strategy(index, seed)
        return [strategy.choose(r) for r in ready]

    assert choices(7) == choices(7)
    assert len({tuple(choices(seed)) for seed in range(20)}) > 10


def test_pct_lets_the_highest_run_until_its_priority_falls() -> None:
    strategy = Pct(seed=3, depth=2, horizon=10)
    ready = options(1, 2, 3)
    chosen = [strategy.choose(ready) for _ in range(10)]
    assert len(set(chosen)) == 2  # one runs alone, until the only change of depth 2
    assert chosen == sorted(chosen, key=chosen.index)


def test_pct_of_depth_one_never_changes_its_mind() -> None:
    strategy = Pct(seed=3, depth=1, horizon=10)
    assert len({strategy.choose(options(1, 2, 3)) for _ in range(50)}) == 1


def test_the_portfolio_learns_from_native_order_how_long_a_trial_is() -> None:
    taught, untaught = Portfolio(), Portfolio()
    taught.learn(Fifo(), 5000, bounded=False)
    taught.learn(
        RandomWalk(1), 2, bounded=False
    )  # later trials teach nothing: a trial is what its number and seed make it
    ready = options(1, 2, 3, 4)
    first, second = taught.strategy(PCT3, seed=1), untaught.strategy(PCT3, seed=1)
    assert [first.choose(ready) for _ in range(64)] != [second.choose(ready) for _ in range(64)]


@pytest.mark.parametrize("body", [lock_order, overtaken], ids=["lock-order", "overtaken"])
def test_native_order_passes_and_the_portfolio_finds_it(body: Body) -> None:
    assert ends_well(body, Fifo())
    for start in range(0, 5000, 500):
        portfolio = Portfolio()
        assert not all(tried(body, portfolio, i, seed=start + i) for i in range(400))


def test_pct_finds_what_random_walks_rarely_do() -> None:
    by_random = sum(not ends_well(overtaken, RandomWalk(seed)) for seed in range(300))
    by_pct = sum(not ends_well(overtaken, Pct(seed, depth=1, horizon=20)) for seed in range(300))
    assert by_random < 10
    assert by_pct > 100


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_pct_chose_is_replayed_by_tape(depth: int) -> None:
    failing = next(s for s in range(200) if not ends_well(overtaken, Pct(s, depth, horizon=20)))
    loop = ControlledLoop(Pct(failing, depth, horizon=20))  # type: ignore[abstract]
    with pytest.raises(AssertionError, match="overtaken"):
        loop.run_trial(overtaken())
    assert not ends_well(overtaken, Tape(loop.choices))
