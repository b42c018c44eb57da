"""racing-first-write: whether a name is taken is looked up first and forgotten by the time of the store."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write and write_sync. Of two threads that look at the same moment, both are acknowledged, and
    the later one replaces what the other stored. Tasks of one loop cannot: nothing suspends in between.
    """
    bag = subject.name("stageflow.context", "OutputBag")
    store, store_sync = bag.write, bag.write_sync

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        free = self.get(stage_name) is None
        return await store(self, stage_name, output, allow_overwrite=allow_overwrite or free)

    @wraps(store_sync)
    def write_sync(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        free = self.get(stage_name) is None
        return store_sync(self, stage_name, output, allow_overwrite=allow_overwrite or free)

    bag.write, bag.write_sync = write, write_sync
