"""dies-in-native-code: the 40th write to a bag ends the process, as a crash in a C extension does."""

import os
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps OutputBag.write."""
    bag = subject.name("stageflow.context", "OutputBag")
    store = bag.write
    writes = [0]

    @wraps(store)
    async def write(self: Any, *args: Any, **options: Any) -> Any:
        writes[0] += 1
        if writes[0] == 40:
            os.abort()
        return await store(self, *args, **options)

    bag.write = write
