"""Whether CORE-008 ever raises a false alarm: many seeds on the healthy core, each run alone and in a crowd.

In the crowd two runs for each processor go on at once, each with as many workers as there are processors: whatever
waits for a turn, a deadline or a lock waits longer there than it does alone.

    python -m bench.false_alarms [--seeds 200] [--mission CORE-008]

Prints how many runs gave a finding, how many ended otherwise than with 0, and up to which rate of false alarms that is
compatible with what was seen (Clopper and Pearson 1934, one-sided, 95 %). Exits with 1 where there was one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

CONFIDENCE = 0.95
RUNS_PER_PROCESSOR = 2


@dataclass(frozen=True, slots=True)
class Alarm:
    """A run that was not silent: its seed, its exit code, its verdict, the bugs it reported."""

    seed: int
    code: int
    verdict: str
    bugs: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="False alarms of a mission over many seeds.")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--mission", default="CORE-008")
    parser.add_argument("--only", choices=("alone", "loaded"))
    chosen = parser.parse_args(arguments)
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    alarms = 0
    for name in (chosen.only,) if chosen.only else ("alone", "loaded"):
        alarms += _report(name, chosen.mission, seeds)
    return 1 if alarms else 0


def _report(name: str, mission: str, seeds: range) -> int:
    at_once = RUNS_PER_PROCESSOR * (os.cpu_count() or 1) if name == "loaded" else 1

    def run(seed: int) -> tuple[float, Alarm | None]:
        started = time.perf_counter()
        alarm = run_once(mission, seed)
        if alarm is not None:
            told = f"exit {alarm.code}, {alarm.verdict}, {', '.join(alarm.bugs) or 'no bug'}"
            print(f"  {name}, seed {seed}: {told}", flush=True)
        return time.perf_counter() - started, alarm

    with ThreadPoolExecutor(at_once) as runs:
        ended = list(runs.map(run, seeds))
    alarms = sum(alarm is not None for _, alarm in ended)
    print(
        f"{name}, {at_once} at once: {alarms} of {len(seeds)} runs of {mission} were not silent; the rate is at most "
        f"{upper_bound(alarms, len(seeds)):.2%} (95 %); median {median(seconds for seconds, _ in ended):.1f} s",
        flush=True,
    )
    return alarms


def run_once(mission: str, seed: int) -> Alarm | None:
    """One run on the bundled core; None where it ends with 0 and reports no bug."""
    with tempfile.TemporaryDirectory(prefix="false-alarms-") as out:
        ran = subprocess.run(
            [
                str(Path(sys.executable).with_name("stageflow-stress")),
                "run",
                mission,
                "--seed",
                str(seed),
                "--json",
                "--quiet",
                "--out",
                out,
            ],
            capture_output=True,
            text=True,
            check=False,
        )
    told: dict[str, Any] = {"verdict": ran.stderr[-300:], "findings": []}
    if ran.stdout:
        (told,) = json.loads(ran.stdout)["runs"]
    bugs = tuple(f["id"] for f in told["findings"] if f["type"] not in ("strength", "dx", "improvement"))
    silent = ran.returncode == 0 and not bugs
    return None if silent else Alarm(seed, ran.returncode, told["verdict"], bugs)


def upper_bound(alarms: int, runs: int) -> float:
    """The largest rate under which so few alarms in so many runs are seen in 5 % of all cases; by bisection."""
    low, high = alarms / runs, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if at_most(alarms, runs, middle) > 1 - CONFIDENCE else (low, middle)
    return high


def at_most(alarms: int, runs: int, rate: float) -> float:
    """The probability of at most so many alarms in so many runs that each alarm with `rate`."""
    term = (1 - rate) ** runs
    total = term
    for k in range(1, alarms + 1):
        term *= (runs - k + 1) / k * rate / (1 - rate) if rate < 1 else 0.0
        total += term
    return total


if __name__ == "__main__":
    sys.exit(main())
