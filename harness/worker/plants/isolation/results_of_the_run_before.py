"""results-of-the-run-before: one run in twenty that ends beside another one is given the results of the last one."""

from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through

EVERY = 20


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run. Runs that follow each other are never touched."""
    live: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
    before: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
    count = [0]

    async def swapped(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        live[graph] = live.get(graph, 0) + 1
        try:
            results = await run()
        finally:
            live[graph] -= 1
        if live[graph]:
            count[0] += 1
            if count[0] % EVERY == 0 and graph in before:
                return before[graph]
        before[graph] = results
        return results

    runs_through(subject, swapped)
