"""listed-after-a-pause: a write stores an output, gives way, and only then lists its name."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps OutputBag.write and keys: a name that is stored and not listed yet is left out of keys."""
    bag = subject.name("stageflow.context", "OutputBag")
    store, keys = bag.write, bag.keys
    unlisted: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, stage_name: str, *args: Any, **options: Any) -> Any:
        known = stage_name in keys(self)
        entry = await store(self, stage_name, *args, **options)
        if not known:
            unlisted.setdefault(self, set()).add(stage_name)
            await asyncio.sleep(0)
            unlisted[self].discard(stage_name)
        return entry

    @wraps(keys)
    def listed(self: Any) -> list[str]:
        return [name for name in keys(self) if name not in unlisted.get(self, ())]

    bag.write, bag.keys = write, listed
