"""keys-miss-the-newest: an index of names that is brought up to date after the store, one suspension later."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and keys. While a write is under way, get finds its output and keys does not name it."""
    bag = subject.name("stageflow.context", "OutputBag")
    store, list_names = bag.write, bag.keys
    unlisted: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        new = not self.has(stage_name)
        entry = await store(self, stage_name, output, allow_overwrite=allow_overwrite)
        if new:
            unlisted.setdefault(self, []).append(stage_name)
            try:
                await asyncio.sleep(0)
            finally:
                unlisted[self].remove(stage_name)
        return entry

    @wraps(list_names)
    def keys(self: Any) -> list[str]:
        return [name for name in list_names(self) if name not in unlisted.get(self, ())]

    bag.write, bag.keys = write, keys
