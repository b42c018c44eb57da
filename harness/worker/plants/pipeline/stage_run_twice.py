"""stage-run-twice: every 50th execution of a stage is made twice."""

from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages

EVERY = 50


def apply(subject: Subject) -> None:
    """The second execution is the one that counts."""
    executions = [0]

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        executions[0] += 1
        if executions[0] % EVERY == 0:
            await run(ctx)
        return await run(ctx)

    around_stages(subject, around)
