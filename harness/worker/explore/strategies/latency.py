"""First in, first out, but timers, sleeps and results of executors may be late: stock asyncio on a busy machine."""

import random
from collections.abc import Sequence

from harness.worker.explore.strategies.protocol import LATENESS_S, Option, Setting


class Latency:
    """Each timer is late with probability 1/2, by one of `LATENESS_S`. What it finds, stock asyncio can show."""

    name = "latency"
    setting: Setting = "latency"
    fair = True

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed).random
        self.salt = salt_of(self._draw())

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """It needs to know of no step."""

    def choose(self, options: Sequence[Option]) -> int:
        return 0

    def late(self) -> int:
        return max(int(self._draw() * 2 * (len(LATENESS_S) - 1)) - len(LATENESS_S) + 2, 0)


def salt_of(draw: float) -> int:
    """From a number in [0, 1) to a salt: none in half of the trials, so that creation order is tried often."""
    return max(int(draw * 64) - 32, 0)
