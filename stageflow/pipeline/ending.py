"""How stage tasks are brought to an end."""

from __future__ import annotations

import asyncio
from asyncio import CancelledError
from collections.abc import Iterable
from typing import Any

# How often a stage that outlived half of the grace is cancelled again.
_PRESS_INTERVAL_S = 0.01


async def ended(tasks: Iterable[asyncio.Task[Any]], grace_s: float) -> tuple[list[asyncio.Task[Any]], bool]:
    """Wait for tasks that have been cancelled. Returns those that go on in spite of it, and whether the caller was
    cancelled meanwhile.

    A task is cancelled once and may then clean up undisturbed. After half of the grace, or when the caller is
    cancelled, it is cancelled again and again until the grace is over. Cancelling again at once would cut the awaits of
    its clean-up short.
    """
    loop = asyncio.get_running_loop()
    deadline, patient_until = loop.time() + grace_s, loop.time() + grace_s / 2
    cancelled = pressing = False
    while pending := [task for task in tasks if not task.done()]:
        now = loop.time()
        if now >= deadline:
            return pending, cancelled
        pressing = pressing or now >= patient_until
        if pressing:
            for task in pending:
                task.cancel()
        try:
            await asyncio.wait(pending, timeout=_PRESS_INTERVAL_S if pressing else patient_until - now)
        except CancelledError:
            cancelled = pressing = True
    return [], cancelled
