"""Ctrl-C again, by somebody who cannot wait."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupted_once() -> Iterator[None]:
    """Within the block the first SIGINT does what it did before, and further ones do nothing, so that what the first
    one began comes to its end: workers are killed, folders removed. Only in the main thread, where Python runs
    handlers, and only where Python handles the signal.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    first = [handler]

    def once(number: int, frame: FrameType | None) -> None:
        if first:
            first.pop()(number, frame)

    signal.signal(signal.SIGINT, once)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
