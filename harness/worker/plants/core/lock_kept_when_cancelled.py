"""lock-kept-when-cancelled: a write that is cancelled while it stores never gives back the lock of the bag."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps OutputBag.write: a lock for each bag, taken and given back without try and finally."""
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write
    locks: WeakKeyDictionary[Any, asyncio.Lock] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, *args: Any, **options: Any) -> Any:
        lock = locks.setdefault(self, asyncio.Lock())
        await lock.acquire()
        await asyncio.sleep(0)
        try:
            entry = await store(self, *args, **options)
        except Exception:
            lock.release()
            raise
        lock.release()
        return entry

    bag.write = write
