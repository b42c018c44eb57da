"""swap-under-overlap: two writes that are under way at once store each other's output."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write. What is to be stored lies in one place of the bag while the write suspends: one that
    finds the place taken leaves its output there and takes what lies there.
    """
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write
    waiting: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        place = waiting.get(self)
        if place is not None:
            place[0], output = output, place[0]
            return await store(self, stage_name, output, allow_overwrite=allow_overwrite)
        waiting[self] = place = [output]
        try:
            await asyncio.sleep(0)
        finally:
            del waiting[self]
        return await store(self, stage_name, place[0], allow_overwrite=allow_overwrite)

    bag.write = write
