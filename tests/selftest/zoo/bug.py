"""What a bug of the zoo is. Imports the standard library only: peers run the bodies in environments of their own."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Literal

STRATEGIES = ("native", "latency", "random", "pct1", "pct2", "pct3", "depth-first")
# Strategies that may run tasks in another order than asyncio does.
REORDERING = frozenset(STRATEGIES) - {"native", "latency"}
# Those of them that may stop a task in favour of one that waited: with `pct1` the order never changes during a run.
PREEMPTING = REORDERING - {"pct1"}
# Steps after which a trial counts as a livelock; no body needs a tenth of them.
STEPS_MAX = 2_000

Body = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Together:
    """Functions that run as threads "a", "b", ... and what must hold when all have ended."""

    functions: Sequence[Callable[[], object]]
    check: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Bug:
    """A bug and its healthy twin: the same program with the mistake mended.

    A run shows the bug when it raises, ends in a deadlock or takes more than `STEPS_MAX` steps; the twin never does.
    `found_by` are the strategies that find it at all: each of the others tried 5,000 schedules from 20 seeds in vain.
    Where "native" is not among them, first in, first out passes. For asyncio that is what the stock loop does; for
    threads it is strict alternation, at every place where the interpreter can switch, and "latency" is no strategy of
    its own. `budget`: the portfolio finds it within so many schedules from each of the seeds 0 to 4.
    """

    name: str
    kind: Literal["asyncio", "thread"]
    buggy: Callable[[], Any]
    healthy: Callable[[], Any]
    found_by: frozenset[str]
    budget: int
    note: str


def asyncio_bug(
    name: str, buggy: Body, healthy: Body, note: str, *, found_by: frozenset[str] = PREEMPTING, budget: int = 100
) -> Bug:
    return Bug(name, "asyncio", buggy, healthy, found_by, budget, note)


def thread_bug(
    name: str,
    buggy: Callable[[], Together],
    healthy: Callable[[], Together],
    note: str,
    *,
    found_by: frozenset[str] = PREEMPTING,
    budget: int = 100,
) -> Bug:
    return Bug(name, "thread", buggy, healthy, found_by, budget, note)


async def pause(times: int = 1) -> None:
    """Lets others go on; stands for whatever a real program awaits."""
    for _ in range(times):
        await asyncio.sleep(0)
