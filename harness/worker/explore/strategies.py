"""Who chooses the schedule: a strategy is asked which of the ready handles goes next."""

import random
from collections.abc import Sequence
from typing import Any, Protocol


class Diverged(Exception):
    """A replayed schedule does not fit this run: at some step other handles were ready than when it was kept."""


class Strategy(Protocol):
    """`name` stands in the token; `fair` says whether the loop may overrule a choice that starves a handle."""

    name: str
    fair: bool

    def choose(self, ready: Sequence[Any]) -> int:
        """The index into `ready` (oldest first, at least two) of the handle that goes next."""
        ...


class Fifo:
    """The oldest first: what stock asyncio does."""

    name = "fifo"
    fair = True

    def choose(self, ready: Sequence[Any]) -> int:
        return 0


class RandomWalk:
    """Each ready handle is equally likely at each step. The same seed gives the same choices."""

    name = "random"
    fair = True

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed).random

    def choose(self, ready: Sequence[Any]) -> int:
        return int(self._draw() * len(ready))


class Tape:
    """The choices of an earlier trial, one after another.

    Raises Diverged where the tape asks for a handle that is not there, or has ended while there is still a choice.
    """

    name = "tape"
    fair = False

    def __init__(self, choices: Sequence[int]) -> None:
        self._choices = choices
        self._next = 0

    def choose(self, ready: Sequence[Any]) -> int:
        step = self._next
        if step >= len(self._choices):
            raise Diverged(f"the schedule ends after {step} choices, and {len(ready)} handles are still ready")
        self._next = step + 1
        choice = self._choices[step]
        if not 0 <= choice < len(ready):
            raise Diverged(f"choice {step} asks for handle {choice}, and only {len(ready)} are ready")
        return choice

    @property
    def used_up(self) -> bool:
        return self._next == len(self._choices)
