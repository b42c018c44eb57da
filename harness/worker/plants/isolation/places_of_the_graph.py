"""places-of-the-graph: the stages of all runs of a graph share the places that each run ought to have for itself."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages
from harness.worker.plants.limits import kept_from_graphs

_PLACES: ContextVar[asyncio.Semaphore | None] = ContextVar("places", default=None)


def apply(subject: Subject) -> None:
    """No graph has a limit of its own; the first run of each makes the semaphore for all runs of it."""
    limits: list[int | None] = [None]
    places: WeakKeyDictionary[Any, asyncio.Semaphore] = WeakKeyDictionary()

    def keep(concurrency: int | None) -> None:
        limits[0] = concurrency

    async def run_within(graph: Any, _: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        if graph not in places and limits[0] is not None:
            places[graph] = asyncio.Semaphore(limits[0])
        before = _PLACES.set(places.get(graph))
        try:
            return await run()
        finally:
            _PLACES.reset(before)

    async def in_turn(_: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        own = _PLACES.get()
        if own is None:
            return await run(ctx)
        async with own:
            return await run(ctx)

    kept_from_graphs(subject, "concurrency", keep)
    around_runs(subject, run_within)
    around_stages(subject, in_turn)
