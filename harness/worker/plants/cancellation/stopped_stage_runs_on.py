"""stopped-stage-runs-on: a stage that is cancelled is let go, and what it was doing goes on beside the next run."""

import asyncio
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through


def apply(subject: Subject) -> None:
    """Runs each stage in a task of its own, which nobody cancels."""
    running: set[asyncio.Task[Any]] = set()

    async def shielded(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        async def work() -> Any:
            return await execute(ctx)

        task = asyncio.get_running_loop().create_task(work(), name=f"stage {name}")
        running.add(task)
        task.add_done_callback(running.discard)
        return await asyncio.shield(task)

    stages_through(subject, shielded)
