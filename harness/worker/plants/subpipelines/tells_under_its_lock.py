"""tells-under-its-lock: a spawner cancels, and tells of it, while it holds the lock that every question takes."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps SubpipelineSpawner.cancel_with_children and is_canceled."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    cancel, ask = spawner.cancel_with_children, spawner.is_canceled
    locks: WeakKeyDictionary[Any, asyncio.Lock] = WeakKeyDictionary()

    @wraps(cancel)
    async def cancel_with_children(self: Any, *args: Any, **options: Any) -> Any:
        async with locks.setdefault(self, asyncio.Lock()):
            return await cancel(self, *args, **options)

    @wraps(ask)
    async def is_canceled(self: Any, run_id: Any) -> Any:
        async with locks.setdefault(self, asyncio.Lock()):
            return await ask(self, run_id)

    spawner.cancel_with_children, spawner.is_canceled = cancel_with_children, is_canceled
