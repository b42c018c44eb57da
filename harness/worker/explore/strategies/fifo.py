"""First in, first out: what stock asyncio does."""

from collections.abc import Sequence
from typing import Any


class Fifo:
    """The oldest first."""

    name = "fifo"
    fair = True

    def choose(self, ready: Sequence[Any]) -> int:
        return 0
