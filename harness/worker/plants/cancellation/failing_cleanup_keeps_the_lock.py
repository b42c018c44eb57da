"""failing-cleanup-keeps-the-lock: runs clean up one at a time, and after a cleanup that fails nobody may go on."""

import asyncio
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps CleanupRegistry.run_all: a lock that is given back on one way out only. Each loop has one."""
    registry = subject.name("stageflow.pipeline.cancellation", "CleanupRegistry")
    run_all = registry.run_all
    locks: WeakKeyDictionary[Any, asyncio.Lock] = WeakKeyDictionary()

    @wraps(run_all)
    async def one_at_a_time(self: Any, *, timeout: float = 10.0) -> Any:
        lock = locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())
        await lock.acquire()
        completed, failed = await run_all(self, timeout=timeout)
        if failed:
            return completed, failed
        lock.release()
        return completed, failed

    registry.run_all = one_at_a_time
