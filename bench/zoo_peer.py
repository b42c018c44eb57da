"""Runs a body of the zoo under detangle 0.1.0, in an environment of its own. Started by `bench.zoo`.

python bench/zoo_peer.py NAME SEEDS STOP CAP JITTER     one line of JSON on standard output: {"found": [3, null, ...]}
                                                        or {"error": why it cannot run this body}
"""

import asyncio
import importlib
import json
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))  # last: the peer's environment has packages of its own

from tests.selftest.zoo import ZOO
from tests.selftest.zoo.bug import STEPS_MAX, Bug


def schedules_until_found(peer: Any, bug: Bug, seed: int, schedules_max: int, jitter_s: float) -> int | None:
    """The number of the schedule that shows the bug; None where none does."""

    async def body() -> None:
        await bug.buggy()

    try:
        peer.explore(
            body,
            runs=schedules_max,
            seed=seed,
            shrink=False,
            database=False,
            max_steps=STEPS_MAX,
            timer_jitter=jitter_s,
        )
    except peer.BugFound as found:
        return int(found.report.runs)
    return None


def answer(name: str, seeds: int, stop: int, schedules_max: int, jitter_s: float) -> dict[str, Any]:
    """For each seed when the bug was found; cut short where the first `stop` seeds found nothing."""
    peer = importlib.import_module("detangle")
    bug = next(bug for bug in ZOO if bug.name == name)
    found: list[int | None] = []
    try:
        for seed in range(seeds):
            found.append(schedules_until_found(peer, bug, seed, schedules_max, jitter_s))
            if len(found) == stop and not any(found):
                break
    except (peer.DetangleError, RuntimeError, TypeError, asyncio.InvalidStateError) as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"found": found}


if __name__ == "__main__":
    name, seeds, stop, schedules_max, jitter_s = sys.argv[1:]
    print(json.dumps(answer(name, int(seeds), int(stop), int(schedules_max), float(jitter_s))))
