"""late-stage-left-running: a stage that takes too long fails its run, and goes on."""

import asyncio
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through
from harness.worker.plants.limits import timeouts_kept_from_graphs


def apply(subject: Subject) -> None:
    """Keeps the timeouts from the graphs, and stops waiting instead of stopping the stage."""
    timeout_of = timeouts_kept_from_graphs(subject)
    running: set[asyncio.Task[Any]] = set()

    async def waited_for(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        limit = timeout_of(name)
        if limit is None:
            return await execute(ctx)

        async def work() -> Any:
            return await execute(ctx)

        task = asyncio.get_running_loop().create_task(work(), name=f"stage {name}")
        running.add(task)
        task.add_done_callback(running.discard)
        done, _ = await asyncio.wait([task], timeout=limit)
        if not done:
            raise TimeoutError(f"stage {name!r} timed out after {limit:g} s")
        return task.result()

    stages_through(subject, waited_for)
