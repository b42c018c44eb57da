"""one-output-of-a-tick: of the stages that end in one turn of the event loop, all but the first give empty data."""

import asyncio
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_stages, status_of


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage: a mark that the turn clears when it is over says that an output was taken already."""
    taken: list[Any] = []

    async def around(name: str, ctx: Any, run: Any) -> Any:
        output = await run(ctx)
        if taken and status_of(output) == "ok":
            return subject.output()
        taken.append(name)
        asyncio.get_running_loop().call_soon(taken.clear)
        return output

    around_stages(subject, around)
