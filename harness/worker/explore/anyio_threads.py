"""anyio starts threads of its own for `anyio.to_thread`, past the loop's executor; under control they are steps too."""

import asyncio
import sys
from functools import partial
from typing import Any

_BACKEND = "anyio._backends._asyncio"


def control() -> None:
    """Replaces anyio's way into a thread, once it is imported; elsewhere than on a controlled loop it works as before.

    A run that waits for a raw thread would be refused. As with anyio, cancelling the wait does not stop the work, and
    the wait goes on until it is done unless `abandon_on_cancel` is given.
    """
    backend = sys.modules.get(_BACKEND)
    kind = getattr(backend, "AsyncIOBackend", None)
    if kind is None or getattr(kind.run_sync_in_worker_thread, "controlled", False):
        return
    kind.run_sync_in_worker_thread = classmethod(_replacement(kind.run_sync_in_worker_thread.__func__))


def _replacement(stock: Any) -> Any:
    async def run_sync_in_worker_thread(
        cls: Any, func: Any, args: Any, abandon_on_cancel: bool = False, limiter: Any = None
    ) -> Any:
        loop = asyncio.get_running_loop()
        if not hasattr(loop, "run_trial"):
            return await stock(cls, func, args, abandon_on_cancel=abandon_on_cancel, limiter=limiter)
        await cls.checkpoint()
        async with limiter or cls.current_default_thread_limiter():
            with cls.create_cancel_scope(shield=not abandon_on_cancel):
                return await loop.run_in_executor(None, partial(func, *args))

    run_sync_in_worker_thread.controlled = True  # type: ignore[attr-defined]
    return run_sync_in_worker_thread
