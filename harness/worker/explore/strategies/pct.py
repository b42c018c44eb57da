"""Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010)."""

import random
from collections.abc import Sequence
from typing import Any

DEPTHS = (1, 2, 3)


class Pct:
    """Every task has a random priority, the highest that is ready goes; at `depth - 1` steps it falls to the lowest.

    `horizon` is how many choices a trial is expected to have: the steps of change are drawn from it. Plain callbacks
    share one priority. A defect that needs `depth` ordered events among n tasks and k steps is found with at least
    1 / (n * k ** (depth - 1)) in each trial that no other rule overrode; the loop's fairness may, so no bound is
    claimed.
    """

    fair = True

    def __init__(self, seed: int, depth: int, horizon: int) -> None:
        self.name = f"pct{depth}"
        self._random = random.Random(seed)
        self._priorities: dict[int, float] = {}
        changes = self._random.sample(range(max(horizon, depth)), depth - 1)
        self._lowest = {step: -float(rank) for rank, step in enumerate(changes, 1)}
        self._step = 0

    def choose(self, ready: Sequence[Any]) -> int:
        best = self._best(ready)
        fallen = self._lowest.get(self._step)
        self._step += 1
        if fallen is not None:
            self._priorities[task_number(ready[best])] = fallen
            best = self._best(ready)
        return best

    def _best(self, ready: Sequence[Any]) -> int:
        priorities = self._priorities
        best, highest = 0, float("-inf")
        for index, handle in enumerate(ready):
            number = task_number(handle)
            priority = priorities.get(number)
            if priority is None:
                priority = priorities[number] = self._random.random()
            if priority > highest:
                best, highest = index, priority
        return best


def task_number(handle: Any) -> int:
    """The number of the task whose step a handle is; 0 for a plain callback."""
    number = getattr(getattr(handle.callback, "__self__", None), "number", 0)
    return number if isinstance(number, int) else 0
