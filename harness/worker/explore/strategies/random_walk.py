"""Uniform choice at each step."""

import random
from collections.abc import Sequence

from harness.worker.explore.strategies.latency import salt_of
from harness.worker.explore.strategies.protocol import TIME, Option, Setting

TIME_STANDS_STILL = 15 / 16


class RandomWalk:
    """Each task that is ready is equally likely at each step. The same seed gives the same choices.

    That time passes while tasks are ready is rarer (1 in 16 steps at which it could): else no short timeout would
    ever be met.
    """

    name = "random"
    setting: Setting = "reorder"
    fair = True

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed).random
        self.salt = salt_of(self._draw())

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """It needs to know of no step."""

    def choose(self, options: Sequence[Option]) -> int:
        count = len(options)
        if options[-1].actor == TIME and self._draw() < TIME_STANDS_STILL:
            count -= 1
        return int(self._draw() * count)

    def late(self) -> int:
        return 0
