"""`python -m bench.zoo [--quick] [--peer PYTHON]`: after how many schedules each bug of tests/selftest/zoo is found."""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from harness.worker.explore.strategies.explorers import ROUND
from tests.selftest.zoo import ZOO
from tests.selftest.zoo.bug import STRATEGIES, Bug
from tests.selftest.zoo.trials import schedules_until_found

# How late detangle may make a timer: as late as our `latency` does.
_JITTER_S = {"detangle": 0.0, "detangle, jitter": 0.1}
_WORSE_MAX = 4.0
# Neither draws from its seed, so that each seed would find the same.
_SEEDLESS = {"native": 1, "depth-first": 0}
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is tried. A column of which the first `stop` seeds find nothing is not tried from the others."""

    seeds: int
    stop: int
    cap: int
    twin_schedules: int
    turns: tuple[str, ...]
    peer: str


@dataclass(frozen=True, slots=True)
class Found:
    """For each seed the number of the schedule that showed the bug, infinity where none did; or why there is none."""

    counts: tuple[float, ...] = ()
    error: str = ""

    @property
    def median(self) -> float:
        return sorted(self.counts)[len(self.counts) // 2] if self.counts else math.inf

    @property
    def interval(self) -> tuple[float, float]:
        """Of the median, by order statistics, at 95 % or more; all there is for fewer than six seeds."""
        ordered, n = sorted(self.counts), len(self.counts)
        below = 0.0
        rank = 0
        while (below := below + math.comb(n, rank) / 2**n) <= 0.025:
            rank += 1
        return ordered[max(rank - 1, 0)], ordered[min(n - rank, n - 1)]


def search(bug: Bug, column: str, effort: Effort) -> Found:
    """One cell of the table."""
    if column in _JITTER_S:
        return _of_peer(bug, column, effort)
    if column == "twin":
        alarm = schedules_until_found(bug, "portfolio", 0, effort.twin_schedules, healthy=True, turns=effort.turns)
        return Found((alarm or math.inf,))
    if bug.kind == "thread" and column == "latency":
        return Found(error="native")
    cap = _SEEDLESS.get(column) or effort.cap
    found = list[float]()
    for seed in range(1 if column in _SEEDLESS else effort.seeds):
        found.append(schedules_until_found(bug, column, seed, cap, turns=effort.turns) or math.inf)
        if len(found) == effort.stop and min(found) == math.inf:
            break
    return Found(tuple(found))


def _of_peer(bug: Bug, column: str, effort: Effort) -> Found:
    if not effort.peer or bug.kind == "thread":
        return Found(error="tasks only" if effort.peer else "not asked")
    words = [effort.peer, "-P", str(Path(__file__).with_name("zoo_peer.py")), bug.name]
    words += [str(n) for n in (effort.seeds, effort.stop, effort.cap, _JITTER_S[column])]
    ended = subprocess.run(words, stdout=subprocess.PIPE, text=True)
    if ended.returncode:
        return Found(error=f"it ended with {ended.returncode}")
    said = json.loads(ended.stdout)
    return Found(tuple(n or math.inf for n in said.get("found", ())), said.get("error", ""))


def shown(count: float, cap: int) -> str:
    return f">{cap}" if count == math.inf else f"{count:.0f}"


def cell(found: Found, column: str, cap: int) -> str:
    """`12 (9-15)`: median and interval; a dash where the only schedule passes or all there are were tried."""
    if found.error:
        return "-"
    if column in _SEEDLESS:
        return "-" if found.median == math.inf and column == "native" else shown(found.median, cap)
    if min(found.counts) == math.inf:
        return shown(math.inf, cap)
    low, high = found.interval
    return f"{shown(found.median, cap)} ({shown(low, cap)}-{shown(high, cap)})"


def worse(row: dict[str, Found]) -> tuple[float, str]:
    """The portfolio's median over that of the best single strategy, and which that is; 0 where not both found it."""
    best = min(STRATEGIES, key=lambda name: row[name].median)
    if math.inf in (row["portfolio"].median, row[best].median):
        return 0.0, ""
    return row["portfolio"].median / row[best].median, best


def line(bug: Bug, row: dict[str, Found], columns: Sequence[str], effort: Effort) -> str:
    """A row of the table, in Markdown."""
    cells = [cell(row[name], name, effort.cap) for name in columns]
    ratio, best = worse(row)
    cells.append(f"{ratio:.1f} {best}{' WORSE' if ratio > _WORSE_MAX else ''}" if best else "-")
    alarm = row["twin"].median
    cells.append("clean" if alarm == math.inf else f"FAILS at {alarm:.0f}")
    return f"| {bug.name} | {' | '.join(cells)} |"


def disagreements(bug: Bug, row: dict[str, Found]) -> list[str]:
    """Where the registry says otherwise than what was measured, and why the peer has no figure."""
    told = []
    for name in STRATEGIES:
        if row[name].error:
            continue
        found = min(row[name].counts) < math.inf
        if found != (name in bug.found_by):
            told.append(f"{bug.name}: {name} {'finds' if found else 'does not find'} it; the registry says otherwise")
    told += [f"{bug.name}: {name}: {row[name].error}" for name in _JITTER_S if row[name].error not in _EXPECTED]
    return told


_EXPECTED = {"", "tasks only", "not asked"}


def _work(item: tuple[int, str], effort: Effort) -> tuple[int, str, Found]:
    number, column = item
    return number, column, search(ZOO[number], column, effort)


def table(numbers: Sequence[int], columns: Sequence[str], effort: Effort) -> None:
    """Measures and prints; a row as soon as it and those before it are complete."""
    print(f"| bug | {' | '.join(columns)} | portfolio / best single | twin |")
    print(f"|{'---|' * (len(columns) + 3)}")
    items = [(number, column) for number in numbers for column in (*columns, "twin")]
    rows: dict[int, dict[str, Found]] = {number: {} for number in numbers}
    waiting, told, ratios = list(numbers), list[str](), list[float]()
    with multiprocessing.Pool(_PROCESSES) as pool:
        for number, column, found in pool.imap_unordered(partial(_work, effort=effort), items):
            rows[number][column] = found
            while waiting and len(rows[waiting[0]]) == len(columns) + 1:
                done = waiting.pop(0)
                print(line(ZOO[done], rows[done], columns, effort), flush=True)
                told += disagreements(ZOO[done], rows[done])
                ratios.append(worse(rows[done])[0])
    print()
    known = sorted(ratio for ratio in ratios if ratio)
    if known:
        print(
            f"portfolio / best single strategy, {len(known)} bugs that both found: "
            f"median {known[len(known) // 2]:.1f}, "
            f"worst {known[-1]:.1f}, above {_WORSE_MAX:.0f}: {sum(ratio > _WORSE_MAX for ratio in known)}"
        )
    print("\n".join(told))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.zoo", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20 seeds, 500 schedules, twins 200")
    parser.add_argument("--peer", default="", metavar="PYTHON", help="the interpreter of an environment with detangle")
    parser.add_argument("--seeds", type=int, help="200 unless --quick")
    parser.add_argument("--turns", default=",".join(ROUND), help="the portfolio's round, to compare another one")
    parser.add_argument("--only", nargs="*", default=[bug.name for bug in ZOO], metavar="BUG")
    options: Any = parser.parse_args()
    turns = tuple(options.turns.split(","))
    quick = Effort(options.seeds or 20, 8, 500, 200, turns, options.peer)
    full = Effort(options.seeds or 200, 20, 5_000, 10_000, turns, options.peer)
    effort = quick if options.quick else full
    began = time.perf_counter()
    print(
        f"Python {platform.python_version()}; schedules until found, median and its 95 % interval by order statistics "
        f"over seeds 0 to {effort.seeds - 1}, at most {effort.cap}; twins: {effort.twin_schedules} schedules. "
        f"Round: {' '.join(turns)}\n"
    )
    columns = ["portfolio", *STRATEGIES, *(_JITTER_S if effort.peer else ())]
    table([n for n, bug in enumerate(ZOO) if bug.name in options.only], columns, effort)
    print(f"\n{time.perf_counter() - began:.0f} s with {_PROCESSES} processes")


if __name__ == "__main__":
    main()
