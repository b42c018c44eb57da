"""What a strategy is: the one who is asked which of the ready handles goes next."""

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
