"""An earlier schedule, to the letter."""

from collections.abc import Sequence
from typing import Any

from harness.worker.explore.strategies.protocol import Diverged


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
