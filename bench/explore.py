"""`python -m bench.explore [--quick] [--peer PYTHON] [--memory]`: schedules per second, and memory over many trials."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import os
import platform
import statistics
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from bench.explore_rates import fan_out, five_tasks, rates
from harness.worker.explore.handles import Deadlock
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import RandomWalk
from tests.selftest.zoo import ZOO
from tests.selftest.zoo.trials import schedules_until_found

_PEER_STAGES = 10
_SAMPLES = 40


def show(title: str, found: dict[str, float], *, over: str, target: str) -> None:
    """One table: rates, and how they stand to `over`."""
    print(f"\n{title}  (target: {target})")
    for name, rate in found.items():
        print(f"  {name:14}{rate:10,.0f}/s {rate / found[over]:8.2f} x {over}", flush=True)


def speed(turns: int, peer: str) -> None:
    """The rates of the loop, of the bundled core on it, and of stageflow-core 1.2.0 on it and on the peer."""
    show(five_tasks.__doc__ or "", rates(five_tasks, turns), over="asyncio.run", target="1.5 x asyncio.run")
    for suspends in (False, True):
        title = f"bundled core, 50-stage fan-out, stages {'suspend once' if suspends else 'do not suspend'}"
        show(title, rates(fan_out(50, suspends), turns), over="asyncio.run", target="2,000/s")
    if peer:
        script = str(Path(__file__).with_name("explore_rates.py"))
        words = [peer, "-P", script, str(_PEER_STAGES), str(turns)]
        tasks, stages = json.loads(subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout)
        show("5 tasks x 4 yields, beside detangle 0.1.0", tasks, over="detangle", target="none")
        title = f"stageflow-core 1.2.0, {_PEER_STAGES}-stage fan-out"
        show(title, stages, over="detangle", target="1.4 x detangle")


async def _deadlock() -> None:
    asyncio.create_task(asyncio.sleep(10))  # noqa: RUF006 - left behind on purpose
    await asyncio.Event().wait()


def _trial_of_each_ending(seed: int) -> None:
    """A trial that passes, one that fails, one that ends in a deadlock and one that leaves a task behind, by turns."""

    async def leaves() -> None:
        asyncio.create_task(asyncio.sleep(10))  # noqa: RUF006 - left behind on purpose
        await five_tasks()

    async def fails() -> None:
        await five_tasks()
        raise ValueError

    main: Any = (five_tasks, fails, _deadlock, leaves)[seed % 4]
    loop = ControlledLoop(RandomWalk(seed))  # type: ignore[abstract]  # methods for real I/O are set below the class
    with suppress(ValueError, Deadlock):
        loop.run_trial(main())


def _trial_of_threads(seed: int) -> None:
    bug = next(bug for bug in ZOO if bug.kind == "thread")
    schedules_until_found(bug, "random", seed, 1)


def slope(values: list[float], step: float) -> float:
    """By least squares, per one on the other axis; `step` lies between two values."""
    return statistics.linear_regression([step * i for i in range(len(values))], values).slope


def memory(title: str, trial: Callable[[int], None], trials: int) -> None:
    """Resident memory and objects that the collector knows, from the first tenth of the trials on."""
    process = psutil.Process(os.getpid())
    step = trials // _SAMPLES
    resident, objects = list[float](), list[float]()
    for number in range(trials):
        trial(number)
        if number % step == step - 1:
            gc.collect()
            resident.append(process.memory_info().rss)
            objects.append(len(gc.get_objects()))
    resident, objects = resident[_SAMPLES // 10 :], objects[_SAMPLES // 10 :]
    print(f"\n{title}, {trials:,} trials")
    figures = (("resident, KiB", [size / 1024 for size in resident]), ("objects", objects))
    for name, values in figures:
        grown = slope(values, step)
        print(f"  {name:14}{values[0]:10,.0f} -> {values[-1]:10,.0f}   {grown:+.6f} per trial", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.explore", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer turns, a tenth of the trials")
    parser.add_argument("--peer", metavar="PYTHON", help="an environment with detangle and stageflow-core 1.2.0")
    parser.add_argument("--memory", action="store_true", help="memory over 100,000 trials instead of speed")
    options: Any = parser.parse_args()
    logging.disable(logging.CRITICAL)
    print(f"Python {platform.python_version()}, {platform.machine()}; medians, all engines take turns")
    if options.memory:
        share = 10 if options.quick else 1
        memory("tasks: passing, failing, deadlock, left behind", _trial_of_each_ending, 100_000 // share)
        memory("threads", _trial_of_threads, 20_000 // share)
        return
    speed(15 if options.quick else 61, options.peer)


if __name__ == "__main__":
    main()
