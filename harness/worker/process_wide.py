"""What a subject may do to its whole process: noticed, told in the log of the trial, and undone where it can be."""

import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

logger = logging.getLogger("python")
CLOCKS = ("time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "perf_counter_ns")


def tell_lost_errors() -> None:
    """Errors that Python prints and drops (of `__del__`, of callbacks, of threads) are lines of the log, too."""
    unraisable, of_thread = sys.unraisablehook, threading.excepthook

    def told(error: "sys.UnraisableHookArgs") -> None:
        where = getattr(error.object, "__qualname__", type(error.object).__name__)
        logger.error("exception ignored in %s: %s", where, error.exc_value)
        unraisable(error)

    def told_of_thread(error: threading.ExceptHookArgs) -> None:
        logger.error("exception in thread: %s: %s", error.exc_type.__name__, error.exc_value)
        of_thread(error)

    sys.unraisablehook, threading.excepthook = told, told_of_thread


class Clocks:
    """The clocks of module `time` as they are now."""

    def __init__(self) -> None:
        self._own: dict[str, Callable[[], Any]] = {name: getattr(time, name) for name in CLOCKS}

    def put_back(self) -> None:
        """Undoes whatever was done to them since, and tells of it."""
        replaced = [name for name, own in self._own.items() if getattr(time, name) is not own]
        for name in replaced:
            setattr(time, name, self._own[name])
        if replaced:
            logger.error("the trial replaced %s; put back", ", ".join(f"time.{name}" for name in replaced))
