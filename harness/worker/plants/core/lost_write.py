"""lost-write: a read, a suspension and a store that takes no notice of who stored in between."""

import asyncio
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write. A write that another one of the same event loop overtakes is acknowledged and lost.

    Writes from other threads do not count as overtaking: what the plant shows depends on the schedule alone.
    """
    bag = subject.name("stageflow.context", "OutputBag")
    entry = subject.name("stageflow.context", "OutputEntry")
    store = bag.write
    stores: WeakKeyDictionary[Any, int] = WeakKeyDictionary()

    @wraps(store)
    async def write(self: Any, stage_name: str, output: Any, *, allow_overwrite: bool = False) -> Any:
        loop = asyncio.get_running_loop()
        seen = stores.get(loop, 0)
        await asyncio.sleep(0)
        if stores.get(loop, 0) != seen:
            return entry(output=output, attempt=1, timestamp=datetime.now(UTC), stage_name=stage_name)
        stores[loop] = seen + 1
        return await store(self, stage_name, output, allow_overwrite=allow_overwrite)

    bag.write = write
