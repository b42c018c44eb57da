"""Small programs for threads, run under many schedules: what tests of controlled threads share."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

from harness.worker.explore.handles import Deadlock
from harness.worker.explore.strategies import RandomWalk, Strategy, Tape
from harness.worker.explore.threads import Granularity, ThreadRun, run_threads

HOUR_S = 3600.0


def declared(code: CodeType) -> bool:
    """Whatever stands in a test file of this folder."""
    return code.co_filename.startswith(__file__.rpartition("/")[0]) and code.co_filename != __file__


def nap(seconds: float) -> None:
    """A sleep in virtual time, which no test waits for."""
    vars(time)["sleep"](seconds)


def together(
    *functions: Callable[[], Any], strategy: Strategy | None = None, granularity: Granularity = "any", **options: Any
) -> ThreadRun:
    """Runs functions as threads "a", "b", ... in the order of a seed."""
    targets = list(zip("abcdefgh", functions, strict=False))
    return run_threads(targets, strategy or RandomWalk(0), declared, granularity, **options)


@dataclass
class Program:
    """Threads that share something, and what must hold at the end."""

    threads: Sequence[Callable[[], Any]]
    holds: Callable[[], bool]


def failures(make: Callable[[], Program], granularity: Granularity = "gil", seeds: int = 60) -> list[int]:
    """The seeds under which the program deadlocks, raises, or does not hold. Each failure replays by its choices."""
    failed = list[int]()
    for seed in range(seeds):
        told = ThreadRun()
        how = outcome(make(), RandomWalk(seed), granularity, told)
        if how != "holds":
            tape = Tape(told.choices)
            assert outcome(make(), tape, granularity, ThreadRun()) == how
            assert tape.used_up
            failed.append(seed)
    return failed


def outcome(program: Program, strategy: Strategy, granularity: Granularity, told: ThreadRun) -> str:
    try:
        together(*program.threads, strategy=strategy, granularity=granularity, run=told)
    except Deadlock as deadlock:
        return str(deadlock)
    if told.errors:
        return str({name: repr(error) for name, error in told.errors.items()})
    return "holds" if program.holds() else "does not hold"
