"""Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010)."""

import random
from collections.abc import Sequence

from harness.worker.explore.strategies.latency import salt_of
from harness.worker.explore.strategies.protocol import Option, Setting

DEPTHS = (1, 2, 3)


class Pct:
    """Every task has a random priority, the highest that is ready goes; at `depth - 1` steps it falls to the lowest.

    `horizon` is how many choices a trial is expected to have: the steps of change are drawn from it. Plain callbacks
    share one priority, and so does the passing of time. A defect that needs `depth` ordered events among n tasks and k
    steps is found with at least 1 / (n * k ** (depth - 1)) in each trial that no other rule overrode; the loop's
    fairness may, so no bound is claimed.
    """

    setting: Setting = "reorder"
    fair = True

    def __init__(self, seed: int, depth: int, horizon: int) -> None:
        self.name = f"pct{depth}"
        self.horizon = horizon
        self._random = random.Random(seed)
        self.salt = salt_of(self._random.random())
        self._priorities: dict[int, float] = {}
        changes = self._random.sample(range(max(horizon, depth)), depth - 1)
        self._lowest = {step: -float(rank) for rank, step in enumerate(changes, 1)}
        self._step = 0

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """It needs to know of no step."""

    def choose(self, options: Sequence[Option]) -> int:
        best = self._best(options)
        fallen = self._lowest.get(self._step)
        self._step += 1
        if fallen is not None:
            self._priorities[options[best].actor] = fallen
            best = self._best(options)
        return best

    def late(self) -> int:
        return 0

    def _best(self, options: Sequence[Option]) -> int:
        priorities = self._priorities
        best, highest = 0, float("-inf")
        for index, option in enumerate(options):
            actor = option.actor
            priority = priorities.get(actor)
            if priority is None:
                priority = priorities[actor] = self._random.random()
            if priority > highest:
                best, highest = index, priority
        return best
