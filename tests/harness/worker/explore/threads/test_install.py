"""What is put into the standard library works as before in threads that are not controlled, and goes again."""

import functools
import queue
import sys
import threading
import time
import types
import weakref
from typing import Any

import pytest

from harness.worker.explore.handles import Deadlock
from harness.worker.explore.strategies import Fifo
from harness.worker.explore.threads import adopted, install, uninstall
from harness.worker.explore.threads.locks import Lock, RLock
from tests.harness.worker.explore.threads.interleaved import HOUR_S, nap, together

NAMES = [
    (threading, ("Lock", "RLock", "_allocate_lock", "_time", "_start_new_thread", "_start_joinable_thread")),
    (threading.Thread, ("join", "is_alive", "start", "run")),
    (queue, ("time", "SimpleQueue")),
    (functools, ("RLock",)),
    (time, ("sleep", "monotonic", "time", "perf_counter", "monotonic_ns", "time_ns", "perf_counter_ns")),
]


def bindings() -> list[Any]:
    return [getattr(owner, name, None) for owner, names in NAMES for name in names]


def test_everything_is_put_back_after_a_run_and_after_its_failure() -> None:
    uninstall()
    before = bindings()
    together(lambda: nap(HOUR_S))
    assert bindings() == before
    with pytest.raises(Deadlock):
        together(lambda: threading.Event().wait())
    assert bindings() == before
    install()
    install()
    assert bindings() != before
    uninstall()
    assert bindings() == before


def test_locks_made_in_a_run_work_after_it() -> None:
    made = list[Any]()

    def makes() -> None:
        made.extend([threading.Lock(), threading.RLock(), threading.Condition(), queue.Queue()])
        made[0].acquire()

    together(makes)
    lock, reentrant, condition, items = made
    assert lock.locked() and not lock.acquire(timeout=0.0)
    lock.release()
    with lock, reentrant, reentrant, condition:
        condition.notify_all()
    items.put(1)
    assert items.get(timeout=1) == 1


def test_threads_that_are_not_controlled_wait_for_real() -> None:
    lock, done = threading.Lock(), threading.Event()
    order = list[str]()

    def waits() -> None:
        with lock:
            order.append("second")
        done.set()

    with lock:
        thread = threading.Thread(target=waits)
        thread.start()
        assert not done.wait(0.0)
        order.append("first")
    thread.join()
    assert order == ["first", "second"] and done.is_set()


def test_a_condition_of_a_reentrant_lock_gives_up_every_level() -> None:
    """In a controlled thread as in a real one."""
    changed = threading.Condition()
    seen = list[str]()

    def waits() -> None:
        with changed, changed:
            changed.wait()
            seen.append("woken")

    def notifies() -> None:
        with changed:
            changed.notify()

    assert together(waits, notifies, strategy=Fifo()).errors == {}
    assert seen == ["woken"]
    assert changed.acquire(blocking=False)
    changed.release()


@pytest.mark.parametrize("kind", [Lock, RLock])
def test_a_modelled_lock_looks_like_a_real_one(kind: Any) -> None:
    lock = kind()
    assert weakref.ref(lock)() is lock
    assert "lock" in repr(lock) and "modelled" in repr(lock)
    assert isinstance(lock, kind)
    with pytest.raises(AttributeError):
        lock.nothing  # noqa: B018
    with lock as entered:
        assert entered is True
    lock._at_fork_reinit()


def test_a_thread_outside_may_free_what_a_controlled_one_waits_for() -> None:
    lock = threading.Lock()
    lock.acquire()
    outside = threading.Thread(target=lock.release)

    def waits() -> None:
        outside.start()
        with lock:
            pass

    assert together(waits).errors == {}


def test_names_bound_before_are_adopted_for_a_while() -> None:
    uninstall()
    package, module = types.ModuleType("adoptee"), types.ModuleType("adoptee.inner")
    real = threading.Lock
    vars(package)["Lock"], vars(module)["Lock"], vars(module)["other"] = threading.Lock, threading.Lock, len
    sys.modules["adoptee"], sys.modules["adoptee.inner"] = package, module
    try:
        with adopted("adoptee"):
            assert vars(package)["Lock"] is Lock and vars(module)["Lock"] is Lock and vars(module)["other"] is len
        assert vars(package)["Lock"] is real and vars(module)["Lock"] is real
    finally:
        del sys.modules["adoptee"], sys.modules["adoptee.inner"]


def test_cached_properties_do_not_block_for_real() -> None:
    class Lazy:
        @functools.cached_property
        def value(self) -> int:
            return len("value")

    lazy = Lazy()
    for seed in range(5):
        del seed
        vars(lazy).clear()
        assert together(lambda: lazy.value, lambda: lazy.value).errors == {}
    assert lazy.value == 5
