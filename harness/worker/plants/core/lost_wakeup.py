"""lost-wakeup: a write that starts while another one is under way waits to be woken, and nobody wakes it."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write by one that suspends once. Writes of other event loops do not count as under way."""
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write
    busy: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, *args: Any, **options: Any) -> Any:
        loop = asyncio.get_running_loop()
        if busy.get(loop):
            await loop.create_future()
        busy[loop] = True
        try:
            await asyncio.sleep(0)
            return await store(self, *args, **options)
        finally:
            busy[loop] = False

    bag.write = write
