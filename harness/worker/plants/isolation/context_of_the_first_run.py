"""context-of-the-first-run: runs of one graph that overlap share the context variables of the one that began first."""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context, copy_context
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Makes every run of a graph in a copy of the context of its oldest live run."""
    live: WeakKeyDictionary[Any, list[Context]] = WeakKeyDictionary()

    async def in_the_oldest(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        contexts = live.setdefault(graph, [])
        own = copy_context()
        contexts.append(own)

        async def made() -> Any:
            return await run()

        try:
            return await asyncio.get_running_loop().create_task(made(), context=contexts[0].copy())
        finally:
            contexts.remove(own)

    runs_through(subject, in_the_oldest)
