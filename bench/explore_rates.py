"""How many schedules per second, of whichever stageflow is importable. As a script it measures stageflow-core 1.2.0.

python bench/explore_rates.py STAGES TURNS     needs an environment with stageflow-core and detangle; one line of JSON
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import itertools
import json
import logging
import statistics
import sys
import time
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[1]))  # last: the environment has a stageflow of its own

from bench.explore_floor import BareLoop
from bench.shapes import fan
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import RandomWalk

Main = Callable[[], Awaitable[Any]]
# Long enough for a turn to be measured, short enough that all meet the same disturbances of the machine.
_TURN_S = 0.05


async def five_tasks() -> None:
    """5 tasks x 4 yields."""

    async def yields() -> None:
        for _ in range(4):
            await asyncio.sleep(0)

    await asyncio.gather(*(yields() for _ in range(5)))


def fan_out(stages: int, suspends: bool) -> Main:
    """A fan-out of `stages` stages of the stageflow that is importable."""
    from bench.subject import context, graph_of

    graph = graph_of(fan(stages), suspends)

    async def main() -> None:
        await graph.run(context())

    return main


def engines(main: Any) -> dict[str, Callable[[], object]]:
    """What runs `main` once: by name. Those under control draw another schedule each time."""
    seeds = itertools.count()
    bare = BareLoop()  # type: ignore[abstract]  # what no engine here calls
    found: dict[str, Callable[[], object]] = {
        "asyncio.run": lambda: asyncio.run(main()),
        "bare loop": lambda: bare.run(main()),
        "controlled": lambda: ControlledLoop(RandomWalk(next(seeds))).run_trial(main()),  # type: ignore[abstract]
    }
    if importlib.util.find_spec("detangle"):
        peer = importlib.import_module("detangle")
        found["detangle"] = lambda: peer.execute(main, strategy=peer.RandomWalk(next(seeds)))
    return found


def rates(main: Any, turns: int) -> dict[str, float]:
    """Median runs per second of each engine; they take turns."""
    runs = engines(main)
    measured: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(turns + 1):
        for name, run in runs.items():
            count, began = 0, time.perf_counter()
            while (passed := time.perf_counter() - began) < _TURN_S:
                run()
                count += 1
            if turn:  # the first one warms up
                measured[name].append(count / passed)
    return {name: statistics.median(found) for name, found in measured.items()}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    stages, turns = (int(word) for word in sys.argv[1:])
    print(json.dumps([rates(five_tasks, turns), rates(fan_out(stages, suspends=True), turns)]))
