"""`python -m bench [--quick] [--published PYTHON]`: prints medians and ratios; everything takes turns in one run."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import platform
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import floors, values
from bench.shapes import SHAPES, Edges
from bench.subject import context, graph_of, seconds

# A published run above this size takes minutes: its cost per stage grows with the number of stages.
_PUBLISHED_STAGES_MAX = 2_000


class Published:
    """The published package in an environment of its own, asked over a pipe."""

    def __init__(self, python: str) -> None:
        self._child = subprocess.Popen(
            [python, "-P", str(Path(__file__).with_name("subject.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def seconds(self, edges: Edges, suspends: bool) -> float:
        """The duration of one run."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        print(json.dumps({"edges": edges, "suspends": suspends}), file=self._child.stdin, flush=True)
        return float(self._child.stdout.readline())

    def close(self) -> None:
        """End the process."""
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait()


def per_stage(edges: Edges, suspends: bool, rounds: int, published: Published | None) -> dict[str, float]:
    """Median microseconds per stage of each engine; the engines take turns."""
    children = floors.children_of(edges)
    graph = graph_of(edges, suspends)
    engines: dict[str, Callable[[], float]] = {
        "bare": lambda: seconds(int, lambda _: floors.bare(edges, children, suspends), len(edges)),
        "TaskGroup": lambda: seconds(int, lambda _: floors.task_group(edges, children, suspends), len(edges)),
        "core": lambda: seconds(context, graph.run, len(edges)),
    }
    if published is not None and len(edges) <= _PUBLISHED_STAGES_MAX:
        engines["0.5.0"] = lambda: published.seconds(edges, suspends)
    taken: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(rounds + 1):
        for name, engine in engines.items():
            if name == "0.5.0" and turn > 5:
                continue
            gc.collect()
            duration = engine()
            if turn:  # the first one warms up
                taken[name].append(duration)
    return {name: statistics.median(found) / len(edges) * 1e6 for name, found in taken.items()}


def engines(sizes: list[int], rounds: int, published: Published | None, shapes: list[str]) -> None:
    """The table of engines."""
    names = ["bare", "TaskGroup", "core", "0.5.0"]
    print(f"{'':26}{'us per stage':^40}{'ratio to bare':^30}{'growth':>8}")
    print(f"{'':26}" + "".join(f"{name:>10}" for name in names) + "".join(f"{name:>10}" for name in names[1:]))
    for suspends in (False, True):
        for shape in shapes:
            at_50 = 0.0
            for n in sizes:
                found = per_stage(SHAPES[shape](n), suspends, max(3, min(rounds, rounds * 2_000 // n)), published)
                at_50 = found["core"] if n == 50 else at_50
                growth = f"{found['core'] / at_50:8.2f}" if at_50 and n > 50 else ""
                label = f"{shape} {n}{', suspending' if suspends else ''}"
                times = "".join(f"{found[name]:10.2f}" if name in found else f"{'-':>10}" for name in names)
                ratios = "".join(
                    f"{found[name] / found['bare']:10.2f}" if name in found else f"{'-':>10}" for name in names[1:]
                )
                print(f"{label:26}{times}{ratios}{growth}", flush=True)


def section(title: str, rows: values.Rows) -> None:
    """One list of figures."""
    print(f"\n{title}")
    for name, figure in rows:
        print(f"  {name:40}{figure:>24}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, up to 2,000 stages")
    parser.add_argument("--published", metavar="PYTHON", help="the interpreter of an environment with stageflow-core")
    parser.add_argument("--shapes", nargs="*", default=list(SHAPES), choices=list(SHAPES))
    parser.add_argument("--only-engines", action="store_true")
    options: Any = parser.parse_args()
    logging.disable(logging.CRITICAL)
    rounds = 15 if options.quick else 41
    sizes = [10, 50, 500, 2_000] if options.quick else [10, 50, 500, 2_000, 10_000]
    published = Published(options.published) if options.published else None
    print(f"Python {platform.python_version()}, {platform.machine()}; medians; each stage freezes one small dict\n")
    try:
        engines(sizes, rounds, published, options.shapes)
    finally:
        if published is not None:
            published.close()
    if options.only_engines:
        return
    section(
        "Putting together", values.building(rounds // 5, [50, 500, 2_000] if options.quick else [50, 2_000, 10_000])
    )
    section("Freezing 1 MB", values.freezing(rounds))
    section("Reading", values.reading(rounds))
    section("Deriving", values.deriving(rounds))
    section("Left behind, garbage collector off", values.leftovers(200 if options.quick else 1_000))


if __name__ == "__main__":
    main()
