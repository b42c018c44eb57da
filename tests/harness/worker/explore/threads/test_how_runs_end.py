"""How a controlled run of threads ends: deadlock, spin, hang, errors, threads that nobody waited for."""

import _thread
import sys
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from harness.worker.explore.handles import Deadlock, StepLimit
from harness.worker.explore.strategies import Diverged, Fifo, RandomWalk, Tape
from harness.worker.explore.strategies.protocol import Option
from harness.worker.explore.threads import ThreadRun, run_threads
from harness.worker.explore.waiting import Hang
from tests.harness.worker.explore.threads.interleaved import HOUR_S, declared, nap, together


def first_failure(functions: Any, failure: type[Exception]) -> str:
    """The text of the first failure under some seeds; `functions` makes the threads anew for each."""
    for seed in range(50):
        try:
            together(*functions(), strategy=RandomWalk(seed))
        except failure as error:
            return str(error)
    raise AssertionError("no seed failed")


def test_a_deadlock_names_who_waits_for_which_lock_held_by_whom_and_where() -> None:
    def crossing() -> Any:
        left = threading.Lock()
        right = threading.RLock()

        def one() -> None:
            with left:
                with right:
                    pass

        def two() -> None:
            with right:
                with left:
                    pass

        return one, two

    place = r"test_how_runs_end\.py:\d+ in"
    text = first_failure(crossing, Deadlock)
    a = rf"a waits at {place} one for the RLock made at {place} crossing, held by b \(taken at {place} two\)"
    b = rf"b waits at {place} two for the Lock made at {place} crossing, held by a \(taken at {place} one\)"
    with pytest.raises(AssertionError, match=f"^nothing can go on: {a}; {b}$"):
        raise AssertionError(text)
    code = crossing.__code__.co_firstlineno
    assert f"made at test_how_runs_end.py:{code + 1} in crossing, held by a" in text
    assert f"a waits at test_how_runs_end.py:{code + 6} in one" in text
    assert f"held by b (taken at test_how_runs_end.py:{code + 10} in two)" in text


@pytest.mark.parametrize(
    ("wait", "says"),
    [
        (lambda: threading.Event().wait(), r"a waits at .* in <lambda> in Event\.wait, and nobody is left to end it"),
        (lambda: threading.Barrier(2).wait(), r"a waits at .* in Barrier\.wait, and nobody is left to end it"),
        (lambda: threading.Semaphore(0).acquire(), r"a waits at .* in Semaphore\.acquire, and nobody"),
        (lambda: twice(threading.Lock()), r"a waits at .* in twice for the Lock made at .*, held by itself \(taken at"),
    ],
    ids=["event", "barrier", "semaphore", "own-lock"],
)
def test_a_wait_that_nobody_ends_says_what_it_is(wait: Any, says: str) -> None:
    with pytest.raises(Deadlock, match=says):
        together(wait)


def twice(lock: Any) -> None:
    with lock, lock:
        pass


def test_a_lock_inside_of_a_condition_is_named_by_where_the_condition_was_made() -> None:
    def crossing() -> Any:
        left = threading.Condition()
        right = threading.Lock()

        def one() -> None:
            with left, right:
                pass

        def two() -> None:
            with right, left:
                pass

        return one, two

    text = first_failure(crossing, Deadlock)
    made = crossing.__code__.co_firstlineno + 1
    assert f"for the RLock made at test_how_runs_end.py:{made} in crossing (in Condition.__enter__), held by a" in text


def test_a_join_of_one_that_waits_says_whom_it_waits_for() -> None:
    def joins() -> None:
        child = threading.Thread(target=threading.Event().wait, name="child")
        child.start()
        child.join()

    with pytest.raises(Deadlock, match=r"a waits at .* in joins for the end of child; child waits at .*Event\.wait"):
        together(joins)


def test_a_lock_held_outside_of_the_run_is_said_to_be() -> None:
    lock = threading.Lock()

    def take() -> None:
        with lock:
            pass

    with lock, pytest.raises(Deadlock, match=r"held by a thread outside of the run$"):
        together(take)
    assert together(take).errors == {}


def test_a_deadlock_leaves_its_locks_free() -> None:
    first, second = threading.Lock(), threading.RLock()
    changed = threading.Condition(second)

    def wait() -> None:
        with first, changed:
            changed.wait()

    with pytest.raises(Deadlock):
        together(wait)
    assert not first.locked()
    assert second.acquire(blocking=False)
    second.release()


def test_an_endless_loop_is_a_step_limit_with_its_places() -> None:
    def spin() -> None:
        while True:
            pass

    with pytest.raises(StepLimit, match=r"^2000 steps .* at work: [ab] at test_how_runs_end\.py:\d+ in spin \(\d+ of"):
        together(spin, spin, steps_max=2000)


class Favourite:
    """Always the thread that went last, as long as it can go on."""

    name, setting, salt = "favourite", "reorder", 0

    def __init__(self, fair: bool) -> None:
        self.fair = fair
        self._trace: Sequence[int] = ()

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        self._trace = trace

    def choose(self, options: Sequence[Option]) -> int:
        actors = [option.actor for option in options]
        return actors.index(self._trace[-1]) if self._trace and self._trace[-1] in actors else 0

    def late(self) -> int:
        return 0


def spinning(strategy: Any) -> ThreadRun:
    flags = list[bool]()

    def spin() -> None:
        while not flags:
            pass

    def work() -> None:
        total = 0
        for n in range(50):
            total += n
        flags.append(True)

    return together(spin, work, strategy=strategy, steps_max=20_000)


def test_a_thread_that_spins_starves_nobody() -> None:
    told = spinning(Favourite(fair=True))
    assert told.overruled > 0
    assert 1_000 < told.steps < 4_000
    replayed = spinning(Tape(told.choices))
    assert (replayed.choices, replayed.switches, replayed.overruled) == (told.choices, told.switches, 0)


def test_without_the_bound_it_would() -> None:
    with pytest.raises(StepLimit):
        spinning(Favourite(fair=False))


def test_time_goes_on_for_threads_that_spin_until_a_sleeper_comes_back() -> None:
    flags = list[bool]()

    def spin() -> None:
        while not flags:
            pass

    def sleeper() -> None:
        nap(HOUR_S)
        flags.append(True)

    assert together(spin, sleeper).steps > 10_000


def test_a_real_lock_is_a_hang_that_says_where() -> None:
    real = _thread.allocate_lock()
    real.acquire()

    def blocks() -> None:
        real.acquire()

    begin = threading.active_count()
    with pytest.raises(
        Hang,
        match=r"^b has come to no switch point for 0\.1 s, at test_how_runs_end\.py:\d+ in blocks: it waits for a",
    ):
        together(lambda: None, blocks, strategy=Fifo(), patience_s=0.1)
    hung = [thread for thread in threading.enumerate() if thread.name == "b"]
    assert threading.active_count() == begin + 1
    real.release()
    for thread in hung:
        thread.join()


def test_what_threads_raise_is_kept_for_each() -> None:
    def fails() -> None:
        raise KeyError("x")

    def leaves() -> None:
        sys.exit(3)

    def works() -> None:
        len("")

    told = together(fails, leaves, works)
    assert {name: repr(error) for name, error in told.errors.items()} == {"a": "KeyError('x')", "b": "SystemExit(3)"}


def test_a_thread_that_dies_with_a_lock_shows_as_a_deadlock() -> None:
    lock = threading.Lock()

    def dies() -> None:
        lock.acquire()
        raise KeyError("x")

    told = ThreadRun()
    with pytest.raises(Deadlock, match=r"b waits at .* held by a \(taken at .* in dies\)"):
        together(dies, lambda: twice(lock), strategy=Fifo(), run=told)
    assert list(told.errors) == ["a"]


def test_a_schedule_that_does_not_fit_diverges() -> None:
    def work() -> None:
        len("")

    with pytest.raises(Diverged, match="the schedule ends after 0 choices"):
        together(work, work, strategy=Tape([]))
    with pytest.raises(Diverged, match="choice 0 asks for option 7"):
        together(work, work, strategy=Tape([7]))
    told = together(work, work)
    with pytest.raises(Diverged):
        together(work, work, strategy=Tape(told.choices[:-1]))


def test_threads_that_nobody_waits_for_end_with_the_run() -> None:
    def ticks() -> None:
        while True:
            nap(1)

    def starts() -> None:
        threading.Thread(target=threading.Event().wait, name="waits").start()
        threading.Thread(target=ticks, name="ticks").start()

    told = together(starts)
    assert [left.split(" at ")[0] for left in told.left_behind] == ["waits waits", "ticks sleeps"]
    assert told.errors == {}


def nothing() -> None:
    pass


def test_one_run_at_a_time() -> None:
    told = together(lambda: together(lambda: None))
    assert repr(told.errors["a"]).startswith("RuntimeError('run_threads is at work already")


def test_two_threads_of_one_name_are_refused_and_none_is_no_run() -> None:
    with pytest.raises(ValueError, match="two targets have the same name"):
        run_threads([("a", nothing), ("a", nothing)], RandomWalk(1), declared, "any")
    assert run_threads([], RandomWalk(1), declared, "any") == ThreadRun()


def test_a_schedule_of_a_run_that_raises_is_not_lost() -> None:
    told = ThreadRun()
    with pytest.raises(Deadlock):
        together(lambda: threading.Event().wait(), lambda: None, run=told)
    tape = Tape(told.choices)
    with pytest.raises(Deadlock):
        together(lambda: threading.Event().wait(), lambda: None, strategy=tape)
    assert tape.used_up and told.steps > 0
