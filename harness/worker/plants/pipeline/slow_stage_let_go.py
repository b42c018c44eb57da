"""slow-stage-let-go: a stage that takes longer than a second is let go: its result is SKIP, and it runs on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages

PATIENCE_S = 1.0


def apply(subject: Subject) -> None:
    """Waits for a task of the stage's own, and no longer than that."""

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        task = asyncio.ensure_future(run(ctx))
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_S)
        if done:
            return task.result()
        return subject.name("stageflow", "StageOutput").skip(reason="slow", data={"value": ""})

    around_stages(subject, around)
