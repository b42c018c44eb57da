"""token-looked-at-now-and-then: a run hears of its cancelled token only at the next look, up to five seconds later."""

import asyncio
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

LOOKS_EVERY_S = 5.0


def apply(subject: Subject) -> None:
    """Wraps CancellationToken.on_cancel: who listens is told late."""
    token = subject.name("stageflow.pipeline.cancellation", "CancellationToken")
    listen = token.on_cancel

    @wraps(listen)
    def on_cancel(self: Any, callback: Any) -> None:
        listen(self, lambda: asyncio.get_running_loop().call_later(LOOKS_EVERY_S, callback))

    token.on_cancel = on_cancel
