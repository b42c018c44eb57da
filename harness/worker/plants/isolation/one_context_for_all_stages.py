"""one-context-for-all-stages: stages run in one context, which is copied once, when the first of them starts."""

import asyncio
from contextvars import Context, copy_context
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage: each stage is run by a task in the context of the first stage of its event loop."""
    kept: list[tuple[Any, Context]] = []

    async def around(name: str, ctx: Any, run: Any) -> Any:
        loop = asyncio.get_running_loop()
        if not kept or kept[0][0] is not loop:
            kept[:] = [(loop, copy_context())]
        task = loop.create_task(run(ctx), name=f"stage {name}", context=kept[0][1])
        return await task

    around_stages(subject, around)
