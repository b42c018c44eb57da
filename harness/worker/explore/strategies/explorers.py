"""Who gives each trial of a scenario its strategy: one strategy throughout, or a portfolio of them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from harness.worker.explore.strategies.depth_first import DepthFirst, DepthFirstTrial
from harness.worker.explore.strategies.fifo import Fifo
from harness.worker.explore.strategies.latency import Latency
from harness.worker.explore.strategies.pct import DEPTHS, Pct
from harness.worker.explore.strategies.protocol import Strategy
from harness.worker.explore.strategies.random_walk import RandomWalk
from harness.worker.explore.strategies.tape import Guide

HORIZON = 64
STRATEGIES = ("native", "latency", "random", "pct1", "pct2", "pct3", "depth-first")
# No single strategy is best for every defect. Of the rounds that `python -m bench.zoo --turns` compared this one comes
# nearest to the best single strategy of each bug; it has no pct1, as pct2 and pct3 find what that finds.
ROUND = ("pct3", "random", "depth-first", "pct2", "random", "depth-first", "pct3", "random", "latency")

THREAD_ROUND = tuple(name for name in ROUND if name != "latency")  # threads have no timers of a loop


class Explorer(Protocol):
    """`exhausted` is the number of preemptions up to which every schedule has been tried, -1 for none."""

    @property
    def exhausted(self) -> int: ...

    def strategy(self, index: int, seed: int) -> Strategy | None:
        """The strategy of trial `index`; None where there is nothing left to try."""
        ...

    def learn(self, strategy: Strategy, choices: int, *, bounded: bool) -> None:
        """How many choices the trial had, and whether a limit or the fairness rule cut in."""
        ...


class Repeated:
    """The same kind of strategy for every trial, each with its own seed."""

    exhausted = -1

    def __init__(self, make: Callable[[int, int], Strategy]) -> None:
        self._make = make
        self._horizon = HORIZON

    def strategy(self, index: int, seed: int) -> Strategy:
        return self._make(seed, self._horizon)

    def learn(self, strategy: Strategy, choices: int, *, bounded: bool) -> None:
        """PCT draws its changes from as many steps as the last trial had choices."""
        self._horizon = choices or HORIZON


class Enumerated:
    """Depth first, by preemptions."""

    def __init__(self) -> None:
        self._search = DepthFirst()

    @property
    def exhausted(self) -> int:
        return self._search.exhausted

    def strategy(self, index: int, seed: int) -> Strategy | None:
        return self._search.strategy()

    def learn(self, strategy: Strategy, choices: int, *, bounded: bool) -> None:
        if isinstance(strategy, DepthFirstTrial):
            self._search.learn(strategy, bounded=bounded)


class Portfolio:
    """Native order first, then the strategies of a round in turn; what one of them leaves goes to random walks."""

    def __init__(self, round_: Sequence[str] = ROUND) -> None:
        self._round = round_
        self._search = Enumerated()
        self._horizon = HORIZON

    @property
    def exhausted(self) -> int:
        return self._search.exhausted

    def strategy(self, index: int, seed: int) -> Strategy:
        """What it gives depends on the number of the trial, its seed and what it learned."""
        if index == 0:
            return Fifo()
        name = self._round[(index - 1) % len(self._round)]
        if name == "depth-first":
            return self._search.strategy(index, seed) or RandomWalk(seed)
        return strategy_named(name, seed, self._horizon)

    def learn(self, strategy: Strategy, choices: int, *, bounded: bool) -> None:
        self._search.learn(strategy, choices, bounded=bounded)
        if isinstance(strategy, Fifo) and choices:
            self._horizon = choices


def strategy_named(name: str, seed: int, horizon: int, guide: Guide | None = None) -> Strategy:
    """The strategy of a trial again, by what its token says; `guide` stands for one that is not drawn from a seed."""
    if name == "native":
        return Fifo()
    if name == "latency":
        return Latency(seed)
    if name == "random":
        return RandomWalk(seed)
    for depth in DEPTHS:
        if name == f"pct{depth}":
            return Pct(seed, depth, horizon)
    return guide or Guide(())


def explorer_named(name: str) -> Explorer:
    """`portfolio`, `depth-first`, or one of native, latency, random, pct1 to pct3 for every trial.

    Raises ValueError for any other name.
    """
    if name == "portfolio":
        return Portfolio()
    if name == "depth-first":
        return Enumerated()
    if name not in STRATEGIES:
        raise ValueError(f"unknown strategy {name!r}; there are portfolio, {', '.join(STRATEGIES)}")
    return Repeated(lambda seed, horizon: strategy_named(name, seed, horizon))
