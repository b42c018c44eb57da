"""Threads and time as controlled threads see them: what is replaced while a run is under way, and only then."""

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from harness.worker.explore.threads.actors import Actor, here
from harness.worker.explore.threads.scheduler import Scheduler
from harness.worker.explore.threads.tracing import Tracer

# What threading starts an OS thread by: from 3.13 on a joinable one.
_START = "_start_joinable_thread" if hasattr(threading, "_start_joinable_thread") else "_start_new_thread"


def replacements(scheduler: Scheduler, tracer: Tracer) -> list[tuple[Any, str, Callable[..., Any]]]:
    """Each (owner, name, replacement) does what the real one does in a thread that is not controlled."""
    monotonic = _clock(scheduler, time.monotonic, 1.0)
    return [
        (threading, _START, _start(scheduler, tracer)),
        (threading.Thread, "join", _join()),
        (threading.Thread, "is_alive", _is_alive()),
        (threading, "_time", monotonic),
        (queue, "time", monotonic),
        (queue, "SimpleQueue", _simple_queue()),
        (time, "monotonic", monotonic),
        (time, "perf_counter", _clock(scheduler, time.perf_counter, 1.0)),
        (time, "time", _clock(scheduler, time.time, 1.0)),
        (time, "monotonic_ns", _clock(scheduler, time.monotonic_ns, 1e9)),
        (time, "perf_counter_ns", _clock(scheduler, time.perf_counter_ns, 1e9)),
        (time, "time_ns", _clock(scheduler, time.time_ns, 1e9)),
    ]


def _clock(scheduler: Scheduler, real: Callable[[], Any], per_second: float) -> Callable[[], Any]:
    """Stands still at the real time of the run's start, but for the virtual time that has passed."""
    started = real()
    kind = type(started)

    def clock() -> Any:
        return real() if here() is None else started + kind(scheduler.now_s * per_second)

    return clock


def _start(scheduler: Scheduler, tracer: Tracer) -> Callable[..., Any]:
    """Starts a thread of the subject's as a controlled one.

    The parent waits, with the token, until the child stands before its `run`: nothing it does until then is part of
    the schedule, and it must not wait for its turn while the parent holds the real locks of `Thread.start`'s callers.
    """
    real = getattr(threading, _START)

    def start(bootstrap: Any, *args: Any, **options: Any) -> Any:
        parent = here()
        thread = getattr(bootstrap, "__self__", None)
        if parent is None or not isinstance(thread, threading.Thread):
            return real(bootstrap, *args, **options)
        child = scheduler.add(thread.name, is_target=False)
        child.thread = thread
        run = thread.run

        def controlled_run() -> None:
            del thread.run  # the instance's, which would keep the thread alive
            parent.gate.release()
            scheduler.live(child, run, tracer.trace)

        thread.run = controlled_run  # type: ignore[method-assign]
        try:
            started = real(bootstrap, *args, **options)
        except BaseException:  # no thread can be started any more
            child.ended = True
            raise
        parent.gate.acquire()
        child.since = scheduler.run.steps
        scheduler.ready.append(child)
        return started

    return start


def _actor_of(thread: threading.Thread) -> Actor | None:
    """The actor that `thread` is in the run of the caller; None where either is not controlled."""
    caller = here()
    if caller is None:
        return None
    return next((actor for actor in caller.scheduler.actors if actor.thread is thread), None)


def _join() -> Callable[..., None]:
    real = threading.Thread.join

    def join(self: threading.Thread, timeout: float | None = None) -> None:
        actor, caller = _actor_of(self), here()
        if actor is None or caller is None or actor is caller:
            real(self, timeout)
            return
        scheduler = caller.scheduler
        if not actor.ended:
            deadline_s = None if timeout is None else scheduler.now_s + max(timeout, 0.0)
            if not scheduler.park(caller, actor, deadline_s):
                return
        real(self)  # its last few steps, which are outside of the run

    return join


def _is_alive() -> Callable[[threading.Thread], bool]:
    real = threading.Thread.is_alive

    def is_alive(self: threading.Thread) -> bool:
        actor = _actor_of(self)
        return real(self) if actor is None else not actor.ended

    return is_alive


def _simple_queue() -> Callable[[], Any]:
    """One made of modelled locks for controlled threads: the C one blocks for real."""
    real = queue.SimpleQueue
    modelled: Any = vars(queue)["_PySimpleQueue"]

    def simple_queue() -> Any:
        return real() if here() is None else modelled()

    return simple_queue
