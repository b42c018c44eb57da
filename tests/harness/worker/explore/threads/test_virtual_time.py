"""Timeouts and sleeps of controlled threads pass in virtual time, in the order of their deadlines."""

import functools
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from harness.worker.explore.handles import Deadlock
from harness.worker.explore.strategies import RandomWalk
from tests.harness.worker.explore.threads.interleaved import HOUR_S, nap, together


def taken(lock: Any) -> Any:
    lock.acquire()
    return lock


def queue_get() -> bool:
    try:
        queue.Queue[int]().get(timeout=HOUR_S)
    except queue.Empty:
        return False
    return True


def barrier_wait() -> bool:
    try:
        threading.Barrier(2).wait(HOUR_S)
    except threading.BrokenBarrierError:
        return False
    return True


def condition_wait() -> bool:
    changed = threading.Condition()
    with changed:
        return changed.wait_for(lambda: False, HOUR_S) or changed.wait(HOUR_S)


def join() -> bool:
    child = threading.Thread(target=nap, args=(2 * HOUR_S,), name="child")
    child.start()
    child.join(HOUR_S)
    return not child.is_alive()


@pytest.mark.parametrize(
    "wait",
    [
        lambda: taken(threading.Lock()).acquire(timeout=HOUR_S),
        lambda: threading.Event().wait(HOUR_S),
        lambda: threading.Semaphore(0).acquire(timeout=HOUR_S),
        queue_get,
        barrier_wait,
        condition_wait,
        join,
    ],
    ids=["lock", "event", "semaphore", "queue", "barrier", "condition", "join"],
)
def test_a_wait_times_out_in_virtual_time(wait: Callable[[], bool]) -> None:
    waited = list[tuple[bool, float]]()

    def waits() -> None:
        began = time.monotonic()
        waited.append((wait(), time.monotonic() - began))

    assert together(waits).errors == {}
    ((ended, passed_s),) = waited
    assert ended is False
    assert passed_s in (pytest.approx(HOUR_S), pytest.approx(2 * HOUR_S))


def test_nothing_times_out_while_another_thread_can_go_on() -> None:
    results = set[bool]()

    def once(seed: int) -> None:
        done = threading.Event()

        def sets() -> None:
            total = 0
            for n in range(30):
                total += n
            done.set()

        together(lambda: results.add(done.wait(1e-9)), sets, strategy=RandomWalk(seed))

    for seed in range(30):
        once(seed)
    assert results == {True}


def test_deadlines_come_due_in_their_order() -> None:
    order = list[int]()

    def sleeper(number: int) -> Callable[[], None]:
        def sleeps() -> None:
            nap(number * HOUR_S)
            order.append(number)

        return sleeps

    for seed in range(10):
        order.clear()
        together(sleeper(3), sleeper(1), sleeper(2), strategy=RandomWalk(seed))
        assert order == [1, 2, 3]


def test_every_clock_shows_the_time_that_passed() -> None:
    seen = list[float]()

    def sleeps() -> None:
        began = time.monotonic(), time.time(), time.perf_counter(), time.monotonic_ns(), time.time_ns()
        nap(2.5)
        ended = time.monotonic(), time.time(), time.perf_counter(), time.monotonic_ns(), time.time_ns()
        seen.extend(after - before for after, before in zip(ended, began, strict=True))

    together(sleeps)
    assert seen == pytest.approx([2.5, 2.5, 2.5, 2.5e9, 2.5e9])


def test_a_timer_is_a_thread_that_waits() -> None:
    called = list[int]()

    def starts() -> None:
        timer = threading.Timer(HOUR_S, called.append, [1])
        other = threading.Timer(HOUR_S, called.append, [2])
        timer.start()
        other.start()
        other.cancel()
        timer.join()
        other.join()

    assert together(starts).left_behind == []
    assert called == [1]


def work(name: str, order: list[str]) -> None:
    order.append(name)
    nap(0)
    order.append(name)


def test_a_nap_of_nothing_lets_others_go_first() -> None:
    orders = set[tuple[str, ...]]()
    for seed in range(20):
        order = list[str]()
        works = [functools.partial(work, name, order) for name in "ab"]
        together(*works, strategy=RandomWalk(seed), granularity="gil")
        orders.add(tuple(order))
    assert len(orders) > 2


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: nap(-1), ValueError),
        (lambda: threading.Lock().acquire(False, 1), ValueError),
        (lambda: threading.Lock().acquire(True, -2), ValueError),
        (lambda: threading.Lock().acquire(True, 1e300), OverflowError),
        (lambda: threading.Lock().release(), RuntimeError),
        (lambda: threading.RLock().release(), RuntimeError),
        (lambda: threading.current_thread().join(), RuntimeError),
    ],
    ids=["sleep", "not-blocking", "negative", "too-long", "not-held", "not-owned", "itself"],
)
def test_what_the_real_ones_refuse_is_refused(ask: Callable[[], Any], error: type[Exception]) -> None:
    with pytest.raises(error) as real:
        ask()
    told = together(ask)
    assert (type(told.errors["a"]), str(told.errors["a"])) == (error, str(real.value))


def test_a_try_does_not_wait() -> None:
    tried = list[bool]()

    def tries() -> None:
        lock = taken(threading.Lock())
        tried.append(lock.acquire(False))
        tried.append(lock.acquire(timeout=0))
        tried.append(lock.locked())

    together(tries)
    assert tried == [False, False, True]


def test_a_wait_without_a_timeout_is_not_ended_by_time() -> None:
    with pytest.raises(Deadlock):
        together(lambda: threading.Event().wait(), lambda: nap(HOUR_S))
