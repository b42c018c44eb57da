"""failing-run-keeps-a-cycle: the error of a failed run holds itself, and waits for the garbage collector."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


async def _circular(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await run()
    except Exception as error:
        error.run_error = error  # type: ignore[attr-defined]  # the defect: an attribute that leads back
        raise


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run. Runs that go well leave nothing."""
    runs_through(subject, _circular)
