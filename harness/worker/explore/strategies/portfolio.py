"""The default: native order first, then random walks and PCT in turn. No single strategy is best for every defect."""

from harness.worker.explore.strategies.fifo import Fifo
from harness.worker.explore.strategies.pct import Pct
from harness.worker.explore.strategies.protocol import Strategy
from harness.worker.explore.strategies.random_walk import RandomWalk

ROUND = ("random", "pct1", "random", "pct2", "random", "pct3")
HORIZON = 64


class Portfolio:
    """Gives each trial its strategy. What it gives depends on the number of the trial, its seed and what it learned."""

    def __init__(self) -> None:
        self._horizon = HORIZON

    def strategy(self, index: int, seed: int) -> Strategy:
        """The strategy of trial `index`; the first goes in FIFO order."""
        if index == 0:
            return Fifo()
        name = ROUND[(index - 1) % len(ROUND)]
        return RandomWalk(seed) if name == "random" else Pct(seed, int(name.removeprefix("pct")), self._horizon)

    def learn(self, index: int, choices: int) -> None:
        """How many choices the first trial had tells PCT where its changes may fall."""
        if index == 0 and choices:
            self._horizon = choices
