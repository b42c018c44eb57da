"""Small planted bugs of threads are found by random walks, and their healthy twins are clean under the same ones."""

import queue
import threading
from collections.abc import Callable
from typing import Any

import pytest

from harness.worker.explore.threads import Granularity
from tests.harness.worker.explore.threads.interleaved import Program, failures


class Counter:
    def __init__(self) -> None:
        self.value = 0
        self.lock = threading.Lock()

    def add(self) -> None:
        self.value += 1

    def add_by_a_call(self) -> None:
        value = self.value
        self.seen(value)
        self.value = value + 1

    def add_what_a_call_gives(self) -> None:
        self.value = self.next_value()

    def add_with_a_lock(self) -> None:
        with self.lock:
            self.add_by_a_call()

    def seen(self, value: int) -> None:
        pass

    def next_value(self) -> int:
        return self.value + 1


def counting(method: Callable[[Counter], None]) -> Callable[[], Program]:
    def make() -> Program:
        counter = Counter()
        return Program([lambda: method(counter), lambda: method(counter)], lambda: counter.value == 2)

    return make


def test_an_increment_is_lost_only_where_threads_may_switch_anywhere() -> None:
    """Nothing between the load and the store of `self.value += 1` lets this interpreter switch."""
    assert failures(counting(Counter.add), "any")
    assert not failures(counting(Counter.add), "gil")


def test_an_increment_with_a_call_between_is_lost_under_the_gil_too() -> None:
    assert failures(counting(Counter.add_by_a_call), "gil")
    assert failures(counting(Counter.add_by_a_call), "any")


def test_the_return_of_a_python_function_is_no_place_to_switch() -> None:
    assert not failures(counting(Counter.add_what_a_call_gives), "gil", seeds=150)
    assert failures(counting(Counter.add_what_a_call_gives), "any")


@pytest.mark.parametrize("granularity", ["gil", "any"])
def test_an_increment_with_a_lock_is_never_lost(granularity: Granularity) -> None:
    assert not failures(counting(Counter.add_with_a_lock), granularity, seeds=100)


def caching(lock: bool) -> Callable[[], Program]:
    def make() -> Program:
        cache = dict[str, list[int]]()
        made = list[int]()
        guard = threading.RLock()

        def load() -> list[int]:
            made.append(1)
            return made

        def get() -> None:
            if "key" not in cache:
                cache["key"] = load()

        def get_guarded() -> None:
            with guard:
                get()

        return Program([get_guarded if lock else get] * 2, lambda: len(made) == 1)

    return make


def test_check_then_act_on_a_dict_acts_twice() -> None:
    assert failures(caching(lock=False), "gil")
    assert not failures(caching(lock=True), "gil")


def transferring(ordered: bool) -> Callable[[], Program]:
    def make() -> Program:
        left, right = threading.Lock(), threading.Lock()

        def transfer(first: threading.Lock, second: threading.Lock) -> None:  # type: ignore[valid-type,unused-ignore]
            with first:
                len("a place to switch")
                with second:
                    pass

        other = (left, right) if ordered else (right, left)
        return Program([lambda: transfer(left, right), lambda: transfer(*other)], lambda: True)

    return make


def test_two_locks_in_two_orders_deadlock() -> None:
    assert failures(transferring(ordered=False))
    assert not failures(transferring(ordered=True))


def consuming(recheck: bool) -> Callable[[], Program]:
    """Two consumers, two items; the second item may be put before the first consumer has come back from its wait."""

    def make() -> Program:
        items = list[int]()
        taken = list[int]()
        changed = threading.Condition()

        def consume() -> None:
            with changed:
                while not items:
                    changed.wait()
                    if not recheck:
                        break
                taken.append(items.pop())

        def produce() -> None:
            for item in range(2):
                with changed:
                    items.append(item)
                    changed.notify_all()

        return Program([consume, consume, produce], lambda: len(taken) == 2)

    return make


def test_a_condition_without_a_loop_takes_what_is_not_there() -> None:
    assert failures(consuming(recheck=False))
    assert not failures(consuming(recheck=True))


def notified(checked: bool) -> Callable[[], Program]:
    def make() -> Program:
        done = list[bool]()
        changed = threading.Condition()

        def wait() -> None:
            with changed:
                if not (checked and done):
                    changed.wait()

        def notify() -> None:
            with changed:
                done.append(True)
                changed.notify()

        return Program([wait, notify], lambda: True)

    return make


def test_a_notification_before_the_wait_is_lost() -> None:
    assert failures(notified(checked=False))
    assert not failures(notified(checked=True))


def woken(clear_first: bool) -> Callable[[], Program]:
    def make() -> Program:
        items = list[int]()
        ready = threading.Event()

        def consume() -> None:
            if clear_first:
                ready.clear()
            if not items:
                if not clear_first:
                    ready.clear()
                ready.wait()
            items.pop()

        def produce() -> None:
            items.append(1)
            ready.set()

        return Program([consume, produce], lambda: not items)

    return make


def test_an_event_that_is_cleared_after_the_check_loses_its_wakeup() -> None:
    assert failures(woken(clear_first=False))
    assert not failures(woken(clear_first=True))


def guarded_by(make_guard: Callable[[], Any]) -> Callable[[], Program]:
    def make() -> Program:
        counter = Counter()
        guard = make_guard()

        def add() -> None:
            with guard:
                counter.add_by_a_call()

        return Program([add, add, add], lambda: counter.value == 3)

    return make


@pytest.mark.parametrize("kind", [threading.Semaphore, threading.BoundedSemaphore])
def test_a_semaphore_that_lets_two_in_guards_nothing(kind: Callable[[int], Any]) -> None:
    assert failures(guarded_by(lambda: kind(2)))
    assert not failures(guarded_by(lambda: kind(1)))


def phased(barrier: bool) -> Callable[[], Program]:
    def make() -> Program:
        first, second = list[int](), list[int]()
        meet = threading.Barrier(2)

        def work() -> None:
            first.append(1)
            if barrier:
                meet.wait()
            second.append(len(first))

        return Program([work, work], lambda: second == [2, 2])

    return make


def test_without_its_barrier_a_phase_sees_the_one_before_half_done() -> None:
    assert failures(phased(barrier=False))
    assert not failures(phased(barrier=True))


@pytest.mark.parametrize("kind", ["Queue", "LifoQueue", "SimpleQueue"])
def test_a_queue_that_is_asked_whether_it_is_empty_may_be_empty_then(kind: str) -> None:
    def draining(checks: bool) -> Callable[[], Program]:
        def make() -> Program:
            taken = list[int]()
            items = list[Any]()

            def fill() -> None:
                items.append(vars(queue)[kind]())
                items[0].put(1)
                other = threading.Thread(target=drain, name="other")
                other.start()
                drain()
                other.join()

            def drain() -> None:
                if checks:
                    if not items[0].empty():
                        taken.append(items[0].get())
                else:
                    try:
                        taken.append(items[0].get_nowait())
                    except queue.Empty:
                        pass

            return Program([fill], lambda: len(taken) == 1)

        return make

    assert failures(draining(checks=True))
    assert not failures(draining(checks=False))
