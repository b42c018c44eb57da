"""has-without-write-sync: the index that has looks into is kept by write and forgotten by write_sync."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and has."""
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write
    index: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        entry = await store(self, stage_name, output, allow_overwrite=allow_overwrite)
        index.setdefault(self, set()).add(stage_name)
        return entry

    @wraps(bag.has)
    def has(self: Any, stage_name: str) -> bool:
        return stage_name in index.get(self, ())

    bag.write, bag.has = write, has
