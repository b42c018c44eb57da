"""How a controlled run ends: deadlock, livelock, leftovers, refused I/O, errors that nobody handled."""

import asyncio
import gc
from collections.abc import Callable, Sequence
from contextvars import Context
from functools import partial
from typing import Any

import pytest

from harness.worker.adapter import Unsupported
from harness.worker.explore.handles import ControlledHandle, Deadlock, RealIORefused, StepLimit
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import Diverged, Fifo, RandomWalk, Tape
from tests.harness.worker.controlled import Controlled, new_loop


async def nothing() -> None:
    await asyncio.sleep(0)


def test_a_deadlock_names_each_waiting_task_and_its_line() -> None:
    async def crossed() -> None:
        first, second = asyncio.Lock(), asyncio.Lock()

        async def take(one: asyncio.Lock, other: asyncio.Lock) -> None:
            async with one:
                await asyncio.sleep(0)
                async with other:
                    pass

        async with asyncio.TaskGroup() as group:
            group.create_task(take(first, second), name="left")
            group.create_task(take(second, first), name="right")

    line = crossed.__code__.co_firstlineno + 6
    with pytest.raises(Deadlock) as caught:
        new_loop().run_trial(crossed())
    said = str(caught.value)
    assert said.startswith("nothing can go on: main at test_loop_ends.py:")
    left, right = (f"{name} at test_loop_ends.py:{line} in take" for name in ("left", "right"))
    assert f"{left} waits for Lock 1, held by right; {right} waits for Lock 2, held by left" in said
    assert said.endswith("a cycle: left -> right -> left")


def test_a_future_that_nobody_sets_is_a_deadlock() -> None:
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(Deadlock, match=r"main at test_loop_ends\.py:\d+ in main"):
        new_loop().run_trial(main())


def test_a_cancelled_timer_wakes_nobody() -> None:
    async def main() -> None:
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(1, future.set_result, None).cancel()
        await future

    with pytest.raises(Deadlock):
        new_loop().run_trial(main())


def test_a_livelock_is_a_step_limit() -> None:
    async def main() -> None:
        while True:
            await asyncio.sleep(0)

    loop = new_loop(steps_max=500)
    with pytest.raises(
        StepLimit,
        match=r"500 steps without an end; these go round: main; at work: main at test_loop_ends\.py:\d+ in main",
    ):
        loop.run_trial(main())
    assert loop.is_closed()


def test_time_goes_on_for_a_run_that_polls() -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(30):
                while True:
                    await asyncio.sleep(0)
        for _ in range(100):
            due = loop.time() + 0.01
            wake = loop.call_at(due, lambda: None)
            while loop.time() < due:
                await asyncio.sleep(0)
            assert wake.when() == due
        return loop.time()

    loop = new_loop()
    assert loop.run_trial(main()) == pytest.approx(31)
    assert loop.steps < 30_000


def test_a_run_that_is_only_busy_does_not_run_into_its_timeout() -> None:
    async def work() -> None:
        for _ in range(20):
            await asyncio.sleep(0)

    async def main() -> float:
        async with asyncio.timeout(1):
            await asyncio.gather(*(work() for _ in range(2000)))
        return asyncio.get_running_loop().time()

    loop = new_loop(RandomWalk(1))
    assert loop.run_trial(main()) == 0.0
    assert loop.steps > 40_000


def test_polling_replays_to_the_letter() -> None:
    async def main() -> int:
        polls = 0

        async def poll() -> None:
            nonlocal polls
            while asyncio.get_running_loop().time() < 3:
                polls += 1
                await asyncio.sleep(0)

        asyncio.get_running_loop().call_later(3, lambda: None)
        await asyncio.gather(poll(), poll())
        return polls

    loop = new_loop(RandomWalk(4))
    polls = loop.run_trial(main())
    tape = Tape(loop.choices)
    assert new_loop(tape).run_trial(main()) == polls
    assert tape.used_up


class Favourite(RandomWalk):
    """Always the handle that calls `again`: as it queues itself again, it starves all others."""

    def __init__(self, fair: bool) -> None:
        super().__init__(seed=0)
        self.fair = fair

    def choose(self, options: Sequence[Any]) -> int:
        return next((i for i, h in enumerate(options) if getattr(h.callback, "__name__", "") == "again"), 0)


def starving(loop: ControlledLoop) -> Any:
    async def main() -> str:
        running = asyncio.get_running_loop()

        def again() -> None:
            running.call_soon(again)

        again()
        for _ in range(3):
            await asyncio.sleep(0)
        return "came through"

    return loop.run_trial(main())


def test_a_callback_that_queues_itself_for_ever_starves_nobody() -> None:
    loop = new_loop(Favourite(fair=True), steps_max=2_000)
    assert starving(loop) == "came through"
    assert 3 * 50 < loop.steps < 3 * 80


def test_without_the_bound_it_would() -> None:
    with pytest.raises(StepLimit):
        starving(new_loop(Favourite(fair=False), steps_max=2_000))


def test_a_forced_choice_is_part_of_the_schedule() -> None:
    loop = new_loop(Favourite(fair=True))
    starving(loop)
    tape = Tape(loop.choices)
    replayed = new_loop(tape)
    assert starving(replayed) == "came through"
    assert tape.used_up and replayed.choices == loop.choices


def test_leftover_tasks_are_cancelled_and_reported() -> None:
    cancelled = list[str]()

    async def left(name: str) -> None:
        try:
            await asyncio.sleep(1000)
        finally:
            await asyncio.sleep(0)
            cancelled.append(name)

    async def main() -> int:
        for name in ("a", "b"):
            asyncio.get_running_loop().create_task(left(name), name=name)
        await asyncio.sleep(0)
        return 1

    loop = new_loop()
    assert loop.run_trial(main()) == 1
    assert cancelled == ["a", "b"]
    assert [where.split(" at ")[0] for where in loop.left_behind] == ["a", "b"]
    assert loop.unhandled == [] and loop.live_tasks() == []


def test_cleaning_up_is_no_part_of_the_schedule() -> None:
    async def main() -> None:
        for _ in range(5):
            asyncio.get_running_loop().create_task(asyncio.sleep(1000))
        await asyncio.sleep(0)

    loop = new_loop(RandomWalk(1))
    loop.run_trial(main())
    tape = Tape(loop.choices)
    new_loop(tape).run_trial(main())
    assert tape.used_up


def test_a_task_that_survives_its_cancellation_is_reported() -> None:
    async def stubborn() -> None:
        while True:
            try:
                await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError:
                continue

    async def main() -> None:
        asyncio.get_running_loop().create_task(stubborn(), name="stubborn")
        await asyncio.sleep(0)

    loop = new_loop()
    loop.run_trial(main())
    (entry,) = loop.unhandled
    assert entry["message"].startswith("tasks survived their cancellation: nothing can go on: stubborn at")
    for task in loop.live_tasks():
        task.get_coro().close()


def test_what_a_leftover_raises_when_cancelled_is_not_the_runs_error() -> None:
    async def angry() -> None:
        try:
            await asyncio.sleep(1000)
        finally:
            raise KeyError("late")

    async def main() -> str:
        asyncio.get_running_loop().create_task(angry())
        await asyncio.sleep(0)
        return "fine"

    assert new_loop().run_trial(main()) == "fine"


def test_the_error_of_a_run_comes_out() -> None:
    async def main() -> None:
        await asyncio.sleep(1)
        raise KeyError("x")

    with pytest.raises(KeyError):
        new_loop().run_trial(main())


def test_a_run_that_is_cancelled_says_so() -> None:
    async def main() -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.sleep(0)

    with pytest.raises(asyncio.CancelledError):
        new_loop().run_trial(main())


def test_an_exit_goes_through_the_loop_and_leaves_it_clean() -> None:
    async def main() -> None:
        await asyncio.sleep(0)
        raise SystemExit(3)

    loop = new_loop()
    with pytest.raises(SystemExit):
        loop.run_trial(main())
    assert loop.is_closed() and loop.live_tasks() == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda loop: loop.add_reader(0, print),
        lambda loop: loop.add_signal_handler(2, print),
        lambda loop: loop.create_connection(None, "localhost", 80),
        lambda loop: loop.subprocess_exec(None, "ls"),
        lambda loop: loop.getaddrinfo("localhost", 80),
        lambda loop: loop.sock_recv_into(None, None),
        lambda loop: loop.connect_accepted_socket(None, None),
        lambda loop: loop.run_forever(),
        lambda loop: loop.run_until_complete(None),
        lambda loop: loop.stop(),
    ],
    ids=[
        "reader",
        "signal",
        "connection",
        "subprocess",
        "dns",
        "recv-into",
        "accepted-socket",
        "run-forever",
        "run-until-complete",
        "stop",
    ],
)
def test_real_io_is_refused_with_what_to_do(ask: Callable[[Any], Any]) -> None:
    with pytest.raises(RealIORefused, match=r"loop\.\w+\(\) reaches outside .* use the driver 'native' for it"):
        ask(new_loop())


def test_every_method_of_a_loop_is_offered_or_refused() -> None:
    abstract = [n for n, m in vars(asyncio.AbstractEventLoop).items() if callable(m) and not n.startswith("_")]
    assert [n for n in abstract if getattr(ControlledLoop, n) is getattr(asyncio.AbstractEventLoop, n)] == []


def test_streams_are_refused_inside_a_run() -> None:
    async def main() -> None:
        await asyncio.open_connection("localhost", 80)

    with pytest.raises(RealIORefused, match=r"create_connection"):
        new_loop().run_trial(main())


class _Own(BaseException):
    pass


def call_soon(call: Callable[..., Any]) -> None:
    asyncio.get_running_loop().call_soon(call)


def call_later(call: Callable[..., Any]) -> None:
    asyncio.get_running_loop().call_later(0.5, call)


def when_done(call: Callable[..., Any]) -> None:
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda done: call())
    future.set_result(None)


@pytest.mark.parametrize("kind", [KeyError, asyncio.CancelledError, _Own])
@pytest.mark.parametrize("register", [call_soon, call_later, when_done])
def test_an_error_in_a_callback_is_kept_and_the_run_goes_on(
    register: Callable[[Callable[..., Any]], None], kind: type[BaseException]
) -> None:
    def fail() -> None:
        raise kind("lost")

    async def main() -> str:
        register(fail)
        await asyncio.sleep(1)
        return "goes on"

    loop = new_loop()
    assert loop.run_trial(main()) == "goes on"
    (entry,) = loop.unhandled
    assert entry["message"].startswith("Exception in callback ") and ".<locals>." in entry["message"]
    assert " at 0x" not in entry["message"]
    assert type(entry["exception"]) is kind and isinstance(entry["handle"], ControlledHandle)


def test_an_error_in_a_callback_goes_to_the_handler_of_the_subject(controlled: Controlled) -> None:
    async def main() -> list[Any]:
        kept, loop = list[Any](), asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: kept.append((context["message"], type(context["exception"]))))
        future = loop.create_future()
        future.cancel()
        loop.call_soon(partial(future.set_result, None))
        await asyncio.sleep(1)
        return kept

    assert controlled(main()) == [("Exception in callback Future.set_result", asyncio.InvalidStateError)]


def test_a_handler_that_fails_is_one_more_error_to_keep() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: dict[str, int]()["handler"])
        loop.call_soon(dict[str, int]().__getitem__, "callback")
        await asyncio.sleep(1)

    loop = new_loop()
    loop.run_trial(main())
    (entry,) = loop.unhandled
    assert entry["message"] == "Unhandled error in exception handler"
    assert (str(entry["exception"]), str(entry["context"]["exception"])) == ("'handler'", "'callback'")


def test_an_error_in_a_callback_while_cleaning_up_is_kept() -> None:
    async def left() -> None:
        try:
            await asyncio.sleep(1000)
        finally:
            asyncio.get_running_loop().call_soon(dict[str, int]().__getitem__, "late")
            await asyncio.sleep(1)

    async def main() -> str:
        asyncio.get_running_loop().create_task(left())
        await asyncio.sleep(0)
        return "fine"

    loop = new_loop()
    assert loop.run_trial(main()) == "fine"
    assert [str(entry["exception"]) for entry in loop.unhandled] == ["'late'"]


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), Unsupported("no such name")], ids=repr)
def test_what_ends_the_run_does_so_from_a_callback_too(error: BaseException) -> None:
    def fail() -> None:
        raise error

    async def main() -> None:
        asyncio.get_running_loop().call_soon(fail)
        await asyncio.sleep(1)

    with pytest.raises(type(error)):
        new_loop().run_trial(main())


def test_real_io_in_a_callback_is_refused() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.add_reader, 0, print)
        await asyncio.sleep(1)

    with pytest.raises(RealIORefused):
        new_loop().run_trial(main())


def test_errors_that_nobody_retrieves_are_kept() -> None:
    async def fail() -> None:
        raise KeyError("lost")

    async def main() -> None:
        asyncio.get_running_loop().create_task(fail())
        await asyncio.sleep(1)
        gc.collect()

    loop = new_loop()
    loop.run_trial(main())
    gc.collect()
    (entry,) = loop.unhandled
    assert isinstance(entry["exception"], KeyError)


def test_a_handler_of_the_subjects_own_is_asked_instead(controlled: Controlled) -> None:
    kept = list[dict[str, Any]]()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: kept.append(context))
        assert loop.get_exception_handler() is not None
        loop.call_exception_handler({"message": "own"})

    controlled(main())
    assert kept == [{"message": "own"}]


def test_the_same_seed_gives_the_same_run() -> None:
    def run(seed: int) -> tuple[list[str], list[int], int]:
        order = list[str]()

        async def work(name: str) -> None:
            for i in range(4):
                order.append(f"{name}{i}")
                await asyncio.sleep(0)

        async def main() -> None:
            await asyncio.gather(*(work(n) for n in "abcde"))

        loop = new_loop(RandomWalk(seed))
        loop.run_trial(main())
        return order, loop.choices, loop.steps

    runs = [run(seed) for seed in range(200)]
    assert [run(seed) for seed in range(0, 200, 20)] == runs[::20]
    assert len({tuple(order) for order, _, _ in runs}) == 200
    assert len({tuple(choices) for _, choices, _ in runs}) == 200
    for order, choices, steps in runs[:20]:
        replayed = list[str]()
        loop = new_loop(Tape(choices))

        async def work(name: str, into: list[str] = replayed) -> None:
            for i in range(4):
                into.append(f"{name}{i}")
                await asyncio.sleep(0)

        async def main(work: Any = work) -> None:
            await asyncio.gather(*(work(n) for n in "abcde"))

        loop.run_trial(main())
        assert (replayed, loop.choices, loop.steps) == (order, choices, steps)


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ([], "the schedule ends after 0 choices, and there are still 3 options"),
        ([0], r"the schedule ends after 1 choices, and there are still \d options"),
        ([9], "choice 0 asks for option 9, and there are only 3"),
        ([-1], "choice 0 asks for option -1, and there are only 3"),
    ],
    ids=["empty", "ends-early", "no-such-handle", "negative"],
)
def test_a_tape_that_does_not_fit_diverges(choices: list[int], says: str) -> None:
    async def main() -> None:
        await asyncio.gather(*(nothing() for _ in range(3)))

    with pytest.raises(Diverged, match=says):
        new_loop(Tape(choices)).run_trial(main())


def test_a_tape_knows_whether_it_was_used_up() -> None:
    tape, two = Tape([0, 1]), [ControlledHandle(None, (), Context(), n) for n in (1, 2)]
    assert not tape.used_up
    assert [tape.choose(two), tape.choose(two)] == [0, 1]
    assert tape.used_up


def test_fifo_is_what_stock_asyncio_does() -> None:
    async def main() -> list[str]:
        order = list[str]()

        async def work(name: str, waits: int) -> None:
            for i in range(waits):
                order.append(f"{name}{i}")
                await asyncio.sleep(0)

        await asyncio.gather(*(work(n, w) for n, w in (("a", 3), ("b", 1), ("c", 4))))
        async with asyncio.TaskGroup() as group:
            for n in "xyz":
                group.create_task(work(n, 2))
        return order

    assert new_loop(Fifo()).run_trial(main()) == asyncio.run(main())


def test_each_ready_handle_is_about_equally_likely() -> None:
    walk, five = RandomWalk(5), [ControlledHandle(None, (), Context(), n) for n in range(1, 6)]
    counts = [0] * 5
    for _ in range(5000):
        counts[walk.choose(five)] += 1
    assert min(counts) > 900
