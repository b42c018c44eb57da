"""What a subject may do to its whole process: noticed, told in the log of the trial, and undone where it can be."""

import logging
import os
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mmap import mmap
from typing import Any

logger = logging.getLogger("python")
CLOCKS = ("time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "perf_counter_ns")
COPIES_S = 1.0
"""How long a process waits, all in all, for copies of it to come back: most that stages fork never do."""
LOOK_EVERY_S = 0.005
_own: dict[str, Callable[[], Any]] = {}
_number = os.getpid


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


def note_process() -> None:
    """This process and its clocks are those that there are now: called before anything of the subject is imported."""
    _own.update({name: getattr(time, name) for name in CLOCKS})
    _copies.notice()


@contextmanager
def own_process() -> Iterator[None]:
    """Around each trial and each probe: it finds the clocks as they were noted, and leaves them so. What was done to
    them before it or in it is undone and told. A copy of the process that was forked in it does not leave it.
    """
    _put_clocks_back()
    try:
        yield
    finally:
        end_copies()
        _put_clocks_back()
        tell_of_copies()


def end_copies() -> None:
    """Returns in the process that runs the trials. In a copy of it, which a stage forked and let run on, there is no
    way back: it would run every trial that is to come, and write its records among those of the other.
    """
    _copies.end()


def tell_of_copies() -> None:
    """Says in the log where copies came back, of this process or of one that was forked for a trial."""
    _copies.tell()


def fork_of_ours() -> int:
    """As `os.fork`, for our own code: what comes back from it is no copy."""
    pid = os.fork()
    _copies.allow()
    return pid


class _Copies:
    """Of this process, forked by whoever. They tell through memory that they share with it."""

    def __init__(self) -> None:
        self._home = 0
        self._forks = 0
        self._is_child = False
        self._came_back = mmap(-1, 1)
        self._patience_s = COPIES_S

    def notice(self) -> None:
        """From now on: this process is the one, and what it forks is counted."""
        if not self._home and hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_parent=self._forked)
        self._home = _number()

    def _forked(self) -> None:
        self._forks += 1

    def allow(self) -> None:
        """After a fork of ours, in both: the child is no copy, and leaves it to this process to tell of its own."""
        if self._home == _number():
            self._forks -= 1
        elif self._home:
            self._home, self._forks, self._is_child = _number(), 0, True

    def end(self) -> None:
        if self._home and self._home != _number():
            self._came_back[0] = 1
            os._exit(0)

    def tell(self) -> None:
        """Where something was forked, waits whether it comes back, and says so in the log."""
        if self._forks:
            self._forks = 0
            while self._patience_s > 0 and not self._came_back[0]:
                select.select([], [], [], LOOK_EVERY_S)
                self._patience_s -= LOOK_EVERY_S
        if self._came_back[0] and not self._is_child:
            self._came_back[0] = 0
            logger.error("a copy of this process, which was forked in it, ran on as if it were this one; it was ended")


_copies = _Copies()


def _put_clocks_back() -> None:
    replaced = [name for name, own in _own.items() if getattr(time, name) is not own]
    for name in replaced:
        setattr(time, name, _own[name])
    if replaced:
        logger.error("%s replaced; put back", ", ".join(f"time.{name}" for name in replaced))
