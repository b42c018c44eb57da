"""First in, first out: what stock asyncio does."""

from collections.abc import Sequence

from harness.worker.explore.strategies.protocol import Option, Setting


class Fifo:
    """The oldest first."""

    name = "native"
    setting: Setting = "native"
    fair = True
    salt = 0

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """It needs to know of no step."""

    def choose(self, options: Sequence[Option]) -> int:
        return 0

    def late(self) -> int:
        return 0
