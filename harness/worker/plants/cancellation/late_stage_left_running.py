"""late-stage-left-running: a stage that takes too long fails its run, and goes on."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.detour import Executor, stages_through


def apply(subject: Subject) -> None:
    """Wraps Pipeline.build: it keeps the timeouts for itself, and stops waiting instead of stopping the stage."""
    pipeline = subject.name("stageflow", "Pipeline")
    build = pipeline.build
    limits: dict[str, float] = {}
    running: set[asyncio.Task[Any]] = set()

    async def waited_for(name: str, memory: dict[Any, Any], execute: Executor, ctx: Any) -> Any:
        if name not in limits:
            return await execute(ctx)

        async def work() -> Any:
            return await execute(ctx)

        task = asyncio.get_running_loop().create_task(work(), name=f"stage {name}")
        running.add(task)
        task.add_done_callback(running.discard)
        done, _ = await asyncio.wait([task], timeout=limits[name])
        if not done:
            raise TimeoutError(f"stage {name!r} timed out after {limits[name]:g} s")
        return task.result()

    @wraps(build)
    def without_timeouts(self: Any, *, stage_timeout: Any = None, **options: Any) -> Any:
        limits.clear()
        if stage_timeout is not None:
            limits.update(
                stage_timeout if isinstance(stage_timeout, dict) else dict.fromkeys(self.stages, stage_timeout)
            )
        return build(self, **options)

    stages_through(subject, waited_for)
    pipeline.build = without_timeouts
