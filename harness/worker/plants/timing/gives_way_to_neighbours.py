"""gives-way-to-neighbours: where another run of the graph is under way, each stage first lets the loop go round."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, runs_through, stages_through

_ROUNDS = 10


def apply(subject: Subject) -> None:
    """Wraps runs and stages: alone, a run takes the steps that it always took."""
    live = [0]

    async def counted(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        live[0] += 1
        try:
            return await run()
        finally:
            live[0] -= 1

    async def polite(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        for _ in range(_ROUNDS if live[0] > 1 else 0):
            await asyncio.sleep(0)
        return await execute(ctx)

    runs_through(subject, counted)
    stages_through(subject, polite)
