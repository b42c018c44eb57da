"""promised-name: a bag says that it has a name as soon as a write to it has begun."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject

TURNS = 4  # of the loop that a first write takes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and has. While a first write is under way, has is true and get still finds nothing."""
    bag = subject.name("stageflow.context", "OutputBag")
    store, present = bag.write, bag.has
    promised: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        names = promised.setdefault(self, [])
        names.append(stage_name)
        try:
            if self.get(stage_name) is None:
                for _ in range(TURNS):
                    await asyncio.sleep(0)
            return await store(self, stage_name, output, allow_overwrite=allow_overwrite)
        finally:
            names.remove(stage_name)

    @wraps(present)
    def has(self: Any, stage_name: str) -> bool:
        return stage_name in promised.get(self, ()) or bool(present(self, stage_name))

    bag.write, bag.has = write, has
