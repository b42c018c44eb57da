"""busy-bag: a bag that one task is writing to refuses every other write, whatever its name."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakSet

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write. It suspends while it marks the bag as busy, and a write that overlaps is a conflict."""
    bag = subject.name("stageflow.context", "OutputBag")
    conflict = subject.name("stageflow.context", "OutputConflictError")
    store = bag.write
    busy: WeakSet[Any] = WeakSet()

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        if self in busy:
            raise conflict(stage_name, self.get_attempt_count(stage_name))
        busy.add(self)
        try:
            await asyncio.sleep(0)
            return await store(self, stage_name, output, allow_overwrite=allow_overwrite)
        finally:
            busy.discard(self)

    bag.write = write
