"""What a strategy is: the one who is asked which of the options goes next."""

from collections.abc import Sequence
from typing import Literal, Protocol

# How late a timer, a sleep or a result of an executor may be, in seconds, where a strategy delays them.
LATENESS_S = (0.0, 0.001, 0.01, 0.1)

CALLBACKS, TIME = 0, -1  # actors that are no task and no thread

Setting = Literal["native", "latency", "reorder"]


class Diverged(Exception):
    """A replayed schedule does not fit this run: at some step other options were there than when it was kept."""


class Option(Protocol):
    """Something that can go next. `actor` is the number of the task or thread whose step it is, CALLBACKS for the
    oldest plain callback, TIME where time passes.
    """

    @property
    def actor(self) -> int: ...


class Strategy(Protocol):
    """Chooses the schedule of one trial.

    `name` stands in the token. `setting` says what it may do: native (first in, first out), latency (that, and timers
    may be late), reorder (any option may go next). `fair` says whether the loop may overrule a choice that starves an
    option. `salt` orders sets of tasks: 0 is the order of their creation.
    """

    name: str
    setting: Setting
    fair: bool
    salt: int

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        """Called once before the first step; `trace` grows by the actor of each step, `names` says who that is."""
        ...

    def choose(self, options: Sequence[Option]) -> int:
        """The index into `options` (oldest first, at least two) of the one that goes next."""
        ...

    def late(self) -> int:
        """The index into `LATENESS_S` of how late the timer that is being set will be; asked under latency only."""
        ...
