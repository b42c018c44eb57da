"""descriptor-left-open: a run that fails leaves its file open."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


async def _with_a_file(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
    descriptor = os.open(os.devnull, os.O_WRONLY)
    results = await run()
    os.close(descriptor)
    return results


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run. The file is closed where the run goes well, and only there."""
    runs_through(subject, _with_a_file)
