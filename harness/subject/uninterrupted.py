"""Signals wait until what has to be done whole is done."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

Handler = Callable[[int, FrameType | None], object]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """SIGINT and SIGTERM that come while the block runs are raised when it has ended, each once; only in the main
    thread, where Python runs handlers, and only where they are handled by Python: else they do what they did.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came, handlers = list[int](), dict[int, Handler]()
    try:
        for handled in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(handled)
            if callable(handler):
                handlers[handled] = handler
                signal.signal(handled, lambda came_now, _frame: came.append(came_now))
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in dict.fromkeys(came):
            signal.raise_signal(number)
