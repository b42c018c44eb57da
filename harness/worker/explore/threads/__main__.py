"""`python -m harness.worker.explore.threads [SECONDS]`: how many schedules per second this machine tries."""

import platform
import sys
import time
from collections.abc import Callable
from types import CodeType

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.threads import Granularity, ThreadRun, run_threads
from harness.worker.recorder import Recorder
from harness.worker.scenarios.thread_writes import controlled_body

SECONDS = 2.0


class Counter:
    """Two threads add to it without a lock."""

    def __init__(self) -> None:
        self.value = 0

    def add_three(self) -> None:
        for _ in range(3):
            self.value += 1


def two_counters(seed: int, granularity: Granularity) -> ThreadRun:
    counter = Counter()
    targets = [("a", counter.add_three), ("b", counter.add_three)]
    return run_threads(targets, RandomWalk(seed), _of_counter, granularity)


def _of_counter(code: CodeType) -> bool:
    return code is Counter.add_three.__code__


def output_bag(seed: int, granularity: Granularity) -> ThreadRun:
    order = ScenarioRun("speed", "thread_writes", (), arguments={"writers": 4, "writes": 3})
    return controlled_body(order, Subject(), Recorder(), RandomWalk(seed), granularity)


def measured(trial: Callable[[int, Granularity], ThreadRun], granularity: Granularity, seconds: float) -> str:
    """One line: schedules per second over at least `seconds`, and what the last one was made of."""
    began = time.perf_counter()
    count, run = 0, ThreadRun()
    while (passed := time.perf_counter() - began) < seconds:
        run = trial(count, granularity)
        count += 1
    return f"{count / passed:7.0f}/s  {run.steps} steps, {len(run.choices)} choices, {len(run.switches)} switches"


if __name__ == "__main__":
    length_s = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    print(f"Python {platform.python_version()}, random walk")
    for name, trial in (("2 threads x 3 increments", two_counters), ("OutputBag, 4 writers x 3", output_bag)):
        for granularity in ("gil", "any"):
            print(f"{name}  {granularity}  {measured(trial, granularity, length_s)}")
