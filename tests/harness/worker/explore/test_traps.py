"""What goes wrong in a controlled asyncio: each trap is shown to be one by taking its cure away."""

import asyncio
import heapq
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import pytest

from harness.worker.explore import loop as loop_module
from harness.worker.explore.handles import ControlledHandle, Deadlock, NumberedTask, RealIORefused
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import DepthFirst, Fifo, Latency, Pct, RandomWalk, Script, Strategy
from tests.harness.worker.controlled import new_loop

Main = Callable[[], Coroutine[Any, Any, Any]]
HOUR_S = 3600.0


def first_of_depth_first() -> Strategy:
    trial = DepthFirst().strategy()
    assert trial is not None
    return trial


EVERY: dict[str, Callable[[int], Strategy]] = {
    "native": lambda seed: Fifo(),
    "latency": Latency,
    "random": RandomWalk,
    "pct2": lambda seed: Pct(seed, 2, 20),
    "depth-first": lambda seed: first_of_depth_first(),
    "script": lambda seed: Script((), seed),
}


# timers


def test_timers_of_one_moment_fire_in_the_order_they_were_set_because_they_are_numbered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def main() -> list[int]:
        loop, fired = asyncio.get_running_loop(), list[int]()
        for number in range(12):
            loop.call_at(1.0, fired.append, number)
        await asyncio.sleep(2)
        return fired

    assert new_loop().run_trial(main()) == list(range(12))

    def unnumbered(self: ControlledLoop, when_s: float, handle: ControlledHandle) -> None:
        self._timer_count += 1
        heapq.heappush(self._timers, (when_s, -self._timer_count, handle))

    monkeypatch.setattr(ControlledLoop, "_set_timer", unnumbered)
    assert new_loop().run_trial(main()) != list(range(12))


async def just_in_time() -> bool:
    """Whether what completes 1 ms before its deadline of an hour was in time."""
    try:
        async with asyncio.timeout(HOUR_S):
            await asyncio.sleep(HOUR_S - 0.001)
    except TimeoutError:
        return False
    return True


def missed(strategy: Callable[[int], Strategy], seeds: int = 60) -> int:
    return sum(not new_loop(strategy(seed)).run_trial(just_in_time()) for seed in range(seeds))


def test_a_completion_just_before_its_deadline_is_missed_where_a_timer_may_be_late() -> None:
    assert missed(Latency) > 5
    assert missed(RandomWalk, 200) > 2  # time passes in 1 of 16 steps at which it could
    assert missed(lambda seed: Pct(seed, 2, 8)) > 5


def test_it_is_never_missed_in_native_order() -> None:
    assert missed(lambda seed: Fifo()) == 0


@pytest.mark.parametrize(("strategy", "cure"), [("latency", "LATENESS_S"), ("random", "SLACK_S")])
def test_without_lateness_it_would_never_be_missed(monkeypatch: pytest.MonkeyPatch, strategy: str, cure: str) -> None:
    monkeypatch.setattr(loop_module, cure, (0.0,) * 4 if cure == "LATENESS_S" else -1.0)
    assert missed(EVERY[strategy], 200) == 0


def test_a_deadline_further_off_than_work_takes_is_met_under_every_strategy() -> None:
    async def main() -> None:
        async with asyncio.timeout(1):
            for _ in range(5):
                await asyncio.sleep(0)
            await asyncio.sleep(0.5)

    for make in EVERY.values():
        for seed in range(30):
            new_loop(make(seed)).run_trial(main())


def test_an_hour_of_timeouts_takes_few_steps() -> None:
    async def main() -> tuple[int, float]:
        timed_out, loop = 0, asyncio.get_running_loop()
        while loop.time() < HOUR_S:
            try:
                async with asyncio.timeout(10):
                    await asyncio.Event().wait()
            except TimeoutError:
                timed_out += 1
        return timed_out, loop.time()

    loop = new_loop()
    assert loop.run_trial(main()) == (360, HOUR_S)
    assert loop.steps <= 4 * 360
    assert loop.overruled == 0


def test_results_of_an_executor_are_late_under_latency_alone() -> None:
    async def main() -> tuple[str, float]:
        loop, came = asyncio.get_running_loop(), list[str]()

        async def ask(name: str) -> None:
            came.append(await loop.run_in_executor(None, lambda: name))

        await asyncio.gather(*(ask(name) for name in "abc"))
        return "".join(came), loop.time()

    assert new_loop().run_trial(main()) == ("abc", 0.0)
    late = {new_loop(Latency(seed)).run_trial(main()) for seed in range(100)}
    assert len({order for order, _ in late}) == 6
    assert {time for _, time in late} == {0.0, 0.001, 0.01, 0.1}


def test_work_that_has_begun_in_a_thread_is_done_although_nobody_waits_any_more() -> None:
    async def main() -> list[str]:
        done = list[str]()
        task = asyncio.create_task(asyncio.to_thread(done.append, "work"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        done.append("cancelled" if task.cancelled() else "in time")
        await asyncio.sleep(1)
        return done

    orders = {tuple(new_loop(RandomWalk(seed)).run_trial(main())) for seed in range(60)}
    never_started = ("cancelled",)
    assert orders == {never_started, ("cancelled", "work"), ("work", "cancelled"), ("work", "in time")}


def test_an_executor_that_gives_an_error_nobody_waits_for_is_quiet() -> None:
    async def main() -> None:
        asyncio.get_running_loop().run_in_executor(None, dict[str, int]().__getitem__, "missing").cancel()
        await asyncio.sleep(1)

    loop = new_loop()
    loop.run_trial(main())
    assert loop.unhandled == []


def test_a_stop_iteration_out_of_an_executor_is_what_stock_asyncio_makes_of_it() -> None:
    async def main() -> None:
        await asyncio.get_running_loop().run_in_executor(None, next, iter(()))

    future = new_loop().create_future()
    try:
        future.set_exception(StopIteration())
        taken = isinstance(future.exception(), RuntimeError)
    except TypeError:
        taken = False  # as before 3.12.2
    loop = new_loop()
    with pytest.raises(RuntimeError if taken else Deadlock):
        loop.run_trial(main())
    said = [] if taken else ["the result of an executor cannot be set"]
    assert [entry["message"] for entry in loop.unhandled] == said


# callbacks and tasks


async def callbacks_and_tasks() -> tuple[list[int], list[str]]:
    """The order in which callbacks and tasks ran; all were ready at once."""
    loop, called, seen = asyncio.get_running_loop(), list[int](), list[str]()

    def call(number: int) -> None:
        called.append(number)
        seen.append("callback")

    async def work(name: str) -> None:
        seen.append(name)

    tasks = []
    for number in range(6):
        loop.call_soon(call, number)
        tasks.append(asyncio.create_task(work(f"task {number}")))
    loop.call_soon_threadsafe(call, 6)
    await asyncio.gather(*tasks)
    return called, seen


@pytest.mark.parametrize("name", EVERY)
def test_callbacks_keep_their_order_under_every_strategy(name: str) -> None:
    for seed in range(40):
        called, _ = new_loop(EVERY[name](seed)).run_trial(callbacks_and_tasks())
        assert called == sorted(called)


@pytest.mark.parametrize("name", ["random", "pct2"])
def test_tasks_overtake_callbacks_and_each_other(name: str) -> None:
    seen = [new_loop(EVERY[name](seed)).run_trial(callbacks_and_tasks())[1] for seed in range(40)]
    tasks = {tuple(s for s in order if s != "callback") for order in seen}
    assert len(tasks) > 20
    assert any(order[0] != "callback" for order in seen)
    assert any(order[1] == "callback" for order in seen)


def test_callbacks_in_any_order_would_break_what_asyncio_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    def any_order(self: ControlledLoop, handle: ControlledHandle) -> None:
        self._queued = handle.seq = self._queued + 1
        self._ready.append(handle)

    monkeypatch.setattr(ControlledLoop, "_enqueue", any_order)
    called = [new_loop(RandomWalk(seed)).run_trial(callbacks_and_tasks())[0] for seed in range(10)]
    assert any(c != sorted(c) for c in called)


def test_the_next_callback_is_as_old_as_it_is() -> None:
    """In native order callbacks and tasks come in the order in which they became ready, as on the stock loop."""
    assert new_loop().run_trial(callbacks_and_tasks()) == asyncio.run(callbacks_and_tasks())


# fairness: that it is needed is shown in test_loop_ends.py


class Stubborn:
    """Always the youngest."""

    name, setting, salt = "stubborn", "reorder", 0

    def __init__(self, fair: bool) -> None:
        self.fair = fair

    def begin(self, trace: Sequence[int], names: Sequence[str]) -> None:
        pass

    def choose(self, options: Sequence[Any]) -> int:
        return len(options) - 1 - int(options[-1].actor < 0)

    def late(self) -> int:
        return 0


@pytest.mark.parametrize("others", [1, 3, 10])
def test_a_handle_is_overtaken_no_more_often_than_the_bound(others: int) -> None:
    waited = list[int]()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        steps = 0

        async def busy() -> None:
            nonlocal steps
            while not waited:
                steps += 1
                await asyncio.sleep(0)

        async def starved() -> None:
            waited.append(steps)

        tasks = [loop.create_task(starved()), *(loop.create_task(busy()) for _ in range(others))]
        await asyncio.wait(tasks)

    loop = new_loop(Stubborn(fair=True))  # type: ignore[arg-type]
    loop.run_trial(main())
    assert loop.overruled > 0
    assert waited[0] <= 50 + 9 * (others + 2)


# sets of tasks

SETS = """
import asyncio, sys
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import Script

async def main():
    async def work():
        await asyncio.sleep(0)
    tasks = [asyncio.create_task(work(), name=f"t{n}") for n in range(30)]
    done, _ = await asyncio.wait(tasks)
    return [t.get_name() for t in done], [t.get_name() for t in set(tasks)]

junk = [object() for _ in range(int(sys.argv[2]))]  # other addresses than in the process before
print(ControlledLoop(Script((), int(sys.argv[1]))).run_trial(main()))
"""


def sets(salt: int, hash_seed: str, junk: int) -> str:
    root = Path(__file__).parents[4]
    ran = subprocess.run(
        [sys.executable, "-c", SETS, str(salt), str(junk)],
        env={"PYTHONPATH": str(root), "PYTHONHASHSEED": hash_seed, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def test_sets_of_tasks_iterate_alike_in_every_process_and_otherwise_under_another_salt() -> None:
    assert sets(0, "1", 0) == sets(0, "2", 12_345)
    assert sets(7, "1", 0) == sets(7, "2", 12_345) != sets(0, "1", 0)


def test_tasks_without_a_number_would_iterate_by_their_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> list[int]:
        tasks = [asyncio.create_task(asyncio.sleep(0)) for _ in range(30)]
        done, _ = await asyncio.wait(tasks)
        kept.append(tasks)  # so that the next ones have other addresses
        return [tasks.index(t) for t in done]

    kept = list[Any]()
    assert len({tuple(new_loop(Script((), 5)).run_trial(main())) for _ in range(5)}) == 1
    monkeypatch.setattr(NumberedTask, "__hash__", object.__hash__)
    assert len({tuple(new_loop(Script((), 5)).run_trial(main())) for _ in range(5)}) > 1


def test_a_salt_gives_every_task_another_place_and_no_two_tasks_one_hash() -> None:
    for salt in range(32):
        loop = new_loop(Script((), salt))
        orders = [loop._number(None)[1] for _ in range(2000)]
        assert len(set(orders)) == 2000
    orders_of = {tuple(new_loop(Script((), salt)).run_trial(names_of_a_set())) for salt in range(32)}
    assert len(orders_of) > 8


async def names_of_a_set() -> list[str]:
    tasks = {asyncio.create_task(asyncio.sleep(0), name=f"t{n}") for n in range(6)}
    names = [t.get_name() for t in tasks]
    await asyncio.gather(*tasks)
    return names


# threads of the subject's own


def in_a_thread(work: Callable[[Any], object], name: str) -> Main:
    async def main() -> str:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        thread = threading.Thread(target=work, args=(future,), name=name, daemon=True)
        thread.start()
        return str(await future)

    return main


def test_a_run_that_waits_for_a_thread_of_its_own_is_refused_with_its_name() -> None:
    release = threading.Event()
    with pytest.raises(RealIORefused, match=r"threads that it started are at work \(raw-7\).*use the driver 'native'"):
        new_loop().run_trial(in_a_thread(lambda future: release.wait(), "raw-7")())
    release.set()


def test_without_a_thread_it_is_a_deadlock(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(Deadlock):
        new_loop().run_trial(main())
    release = threading.Event()
    monkeypatch.setattr(ControlledLoop, "_refuse_threads", lambda self: None)
    with pytest.raises(Deadlock):  # the trap: it is none
        new_loop().run_trial(in_a_thread(lambda future: release.wait(), "raw-8")())
    release.set()


def test_a_thread_of_before_the_run_is_not_blamed_and_does_not_hide_one_of_the_run() -> None:
    """The earlier thread ends during the run: as many threads as before, and yet one is the run's."""
    end_of_old, release = threading.Event(), threading.Event()
    old = threading.Thread(target=end_of_old.wait, name="old", daemon=True)
    old.start()
    loop = new_loop()

    async def main() -> None:
        threading.Thread(target=release.wait, name="mine", daemon=True).start()
        end_of_old.set()
        old.join()
        await loop.create_future()

    with pytest.raises(RealIORefused, match=r"\(mine\)"):
        loop.run_trial(main())
    release.set()


def test_a_thread_that_answers_and_is_gone_is_refused_too() -> None:
    """Nothing tells such a run from a deadlock or a healthy one but who called: its order is the machine's."""

    async def main() -> str:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        thread = threading.Thread(target=loop.call_soon_threadsafe, args=(future.set_result, "late"), name="quick")
        thread.start()
        thread.join()
        return str(await future)

    with pytest.raises(RealIORefused, match=r"\(quick\)"):
        new_loop().run_trial(main())
