"""second-winner: whether a name is free is looked up, and the write suspends before it stores."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write. Of two tasks that look at a free name before either stores, both win."""
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        free = not self.has(stage_name)
        if free:
            await asyncio.sleep(0)
        return await store(self, stage_name, output, allow_overwrite=allow_overwrite or free)

    bag.write = write
