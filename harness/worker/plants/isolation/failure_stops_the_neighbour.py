"""failure-stops-the-neighbour: when a run fails, the oldest other run of its graph is cancelled with it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run: a clean-up that knows the graph and not the run. A run alone is not touched."""
    live: WeakKeyDictionary[Any, list[asyncio.Task[Any]]] = WeakKeyDictionary()

    async def together(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        tasks, own = live.setdefault(graph, []), asyncio.current_task()
        assert own is not None
        tasks.append(own)
        try:
            return await run()
        except Exception:
            others = [task for task in tasks if task is not own]
            if others:
                others[0].cancel()
            raise
        finally:
            tasks.remove(own)

    runs_through(subject, together)
