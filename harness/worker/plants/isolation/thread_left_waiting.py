"""thread-left-waiting: a run that is cancelled from outside leaves a thread that waits for it."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import runs_through


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.run. The thread is told when a run has ended, but not when it was cancelled."""

    async def watched(graph: Any, ctx: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        over = threading.Event()
        watch = threading.Thread(target=over.wait, name="run watch", daemon=True)
        try:
            results = await run()
        except asyncio.CancelledError:
            watch.start()
            raise
        over.set()
        return results

    runs_through(subject, watched)
