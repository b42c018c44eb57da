"""Uniform choice at each step."""

import random
from collections.abc import Sequence
from typing import Any


class RandomWalk:
    """Each ready handle is equally likely at each step. The same seed gives the same choices."""

    name = "random"
    fair = True

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed).random

    def choose(self, ready: Sequence[Any]) -> int:
        return int(self._draw() * len(ready))
