"""quiet-cancellation: a stage that raises CancelledError by itself counts as ended."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages


def apply(subject: Subject) -> None:
    """Takes a CancelledError that nobody asked for as a quiet end; a real cancellation goes through."""

    async def around(name: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        try:
            return await run(ctx)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if not error.args or (task is not None and task.cancelling()):
                raise
            return {}

    around_stages(subject, around)
