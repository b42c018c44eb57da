"""one-result-dict: a graph fills one dict of results, and gives it to the caller of every run."""

from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Whoever reads results at once sees its own; whoever reads them later sees those of the last run."""
    results: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()

    async def filled(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        shared = results.setdefault(graph, {})
        shared.update(await run())
        return shared

    runs_through(subject, filled)
