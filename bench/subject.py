"""Graphs of whichever stageflow is importable. Run as a script it answers requests for the published package.

python bench/subject.py     one request per line on standard input: {"edges": [...], "suspends": false}
                            one answer per line: the seconds of one run
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from stageflow.context import ContextSnapshot
from stageflow.core import PipelineTimer, StageContext, StageKind, StageOutput
from stageflow.pipeline.dag import UnifiedStageGraph, UnifiedStageSpec
from stageflow.stages import StageInputs

# How many stages are run on one loop before it is closed.
_STAGES_PER_LOOP = 1_000


async def at_once(ctx: StageContext) -> StageOutput:
    """A stage that does not suspend."""
    return StageOutput.ok({"value": 1})


async def later(ctx: StageContext) -> StageOutput:
    """A stage that suspends once."""
    await asyncio.sleep(0)
    return StageOutput.ok({"value": 1})


def graph_of(edges: Any, suspends: bool) -> UnifiedStageGraph:
    """A graph of these edges."""
    runner = later if suspends else at_once
    return UnifiedStageGraph(
        [
            UnifiedStageSpec(
                name=f"s{i}", runner=runner, kind=StageKind.WORK, dependencies=tuple(f"s{p}" for p in parents)
            )
            for i, parents in enumerate(edges)
        ]
    )


def context() -> StageContext:
    """A context to run a graph with."""
    snapshot: ContextSnapshot[Any] = ContextSnapshot(input_text="x")
    return StageContext(snapshot, StageInputs(snapshot), "bench", PipelineTimer())


def seconds(prepare: Callable[[], Any], run: Callable[[Any], Any], stages: int) -> float:
    """The mean duration of a call on a loop of its own; a small graph is run several times there. What `prepare` makes
    for a call is not part of its time."""
    times = max(1, _STAGES_PER_LOOP // stages)

    async def main() -> float:
        taken = 0.0
        for _ in range(times):
            prepared = prepare()
            started = time.perf_counter()
            await run(prepared)
            taken += time.perf_counter() - started
        return taken / times

    return asyncio.run(main())


def _serve() -> None:
    graphs: dict[str, UnifiedStageGraph] = {}
    for line in sys.stdin:
        request = json.loads(line)
        if line not in graphs:
            graphs.clear()
            graphs[line] = graph_of(request["edges"], request["suspends"])
        graph = graphs[line]
        print(seconds(context, graph.run, len(request["edges"])), flush=True)


if __name__ == "__main__":
    _serve()
