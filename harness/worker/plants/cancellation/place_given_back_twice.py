"""place-given-back-twice: one stage in ten gives its place back twice, and from then on one more may be at work."""

import asyncio
from itertools import count
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through
from harness.worker.plants.limits import kept_from_graphs

EVERY = 10


def apply(subject: Subject) -> None:
    """Keeps the limit from the graphs, and counts the places in a semaphore of its own."""
    places: list[asyncio.Semaphore] = []
    numbers = count(1)

    async def in_turn(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        if not places:
            return await execute(ctx)
        free = places[0]
        async with free:
            result = await execute(ctx)
        if next(numbers) % EVERY == 0:
            free.release()
        return result

    def keep(concurrency: int | None) -> None:
        places[:] = [] if concurrency is None else [asyncio.Semaphore(concurrency)]

    stages_through(subject, in_turn)
    kept_from_graphs(subject, "concurrency", keep)
