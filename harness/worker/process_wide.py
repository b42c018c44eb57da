"""What a subject may do to its whole process: noticed, told in the log of the trial, and undone where it can be."""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

logger = logging.getLogger("python")
CLOCKS = ("time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "perf_counter_ns")
_own: dict[str, Callable[[], Any]] = {}


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


def note_clocks() -> None:
    """The clocks of module `time` are those that there are now: called before anything of the subject is imported."""
    _own.update({name: getattr(time, name) for name in CLOCKS})


@contextmanager
def own_clocks() -> Iterator[None]:
    """Around each trial and each probe: it finds the clocks as they were noted, and leaves them so. What was done to
    them before it or in it is undone and told.
    """
    _put_clocks_back()
    try:
        yield
    finally:
        _put_clocks_back()


def _put_clocks_back() -> None:
    replaced = [name for name, own in _own.items() if getattr(time, name) is not own]
    for name in replaced:
        setattr(time, name, _own[name])
    if replaced:
        logger.error("%s replaced; put back", ", ".join(f"time.{name}" for name in replaced))
