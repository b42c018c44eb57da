"""stale-get: a cache in front of get that write_sync forgets to empty."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and get. After an overwrite by write_sync, get gives the entry that it gave before."""
    bag = subject.name("stageflow.context", "OutputBag")
    store, find = bag.write, bag.get
    caches: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        entry = await store(self, stage_name, output, allow_overwrite=allow_overwrite)
        caches.setdefault(self, {}).pop(stage_name, None)
        return entry

    @wraps(find)
    def get(self: Any, stage_name: str) -> Any:
        cache = caches.setdefault(self, {})
        if cache.get(stage_name) is None:
            cache[stage_name] = find(self, stage_name)
        return cache[stage_name]

    bag.write, bag.get = write, get
