"""refused-output-keeps-a-cycle: the error of a run whose stage gave FAIL holds itself, and waits for the collector."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


async def _circular(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await run()
    except Exception as error:
        if error.__cause__ is None:  # no stage raised: one said so in its output
            error.run_error = error  # type: ignore[attr-defined]  # the defect: an attribute that leads back
        raise


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run. Runs that go well, and those in which a stage raises, leave nothing."""
    runs_through(subject, _circular)
