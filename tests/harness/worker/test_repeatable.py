"""A run whose schedule alone does not decide what happens is told as one; a healthy run is not."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.repeatable import difference
from harness.worker.explore.strategies import RandomWalk
from harness.worker.explore.trial import Outcome, run_controlled
from harness.worker.logs import LogCapture
from harness.worker.recorder import Recorder
from harness.worker.run_scenario import ScenarioRunner
from harness.worker.scenarios import ASYNC_FAMILIES

ORDER = ScenarioRun("p", "fake", (), drivers=("schedules",), trials=3, seed=5)
Body = Callable[[ScenarioRun, Subject, Recorder], Awaitable[None]]
earlier = list[object]()  # things of earlier trials, whose addresses no later one can have


async def healthy(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Draws from a seed, walks a set of tasks, waits for an hour: all that is decided by the schedule."""
    drawn = random.Random(order.seed).randrange(5)

    async def work(times: int) -> int:
        for _ in range(times):
            await asyncio.sleep(0)
        await asyncio.sleep(3600)
        return times

    done, _ = await asyncio.wait([asyncio.create_task(work(drawn + n)) for n in range(5)])
    recorder.result("run", "a", "ok", [task.result() for task in done])


async def drawn_without_a_seed(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    recorder.result("run", "a", "ok", random.SystemRandom().getrandbits(64))


async def steps_drawn_without_a_seed(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    async def work(times: int) -> None:
        for _ in range(times):
            await asyncio.sleep(0)

    bits = random.SystemRandom().getrandbits(64)
    await asyncio.gather(*(asyncio.create_task(work(bits >> n & 1), name=f"w{n}") for n in range(64)))


async def ordered_by_address(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    mine = [object() for _ in range(100)]
    earlier.extend(mine)
    recorder.result("run", "a", "ok", [mine.index(thing) for thing in set(mine)])


async def remembers(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    earlier.append(None)
    if len(earlier) % 2:
        await asyncio.get_running_loop().create_future()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, subject: Subject) -> Callable[[Body], str]:
    """What a run of that body says of itself."""

    def told(body: Body) -> str:
        monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)
        earlier.clear()
        frames = list[dict[str, Any]]()
        ScenarioRunner(ORDER, subject, LogCapture(), frames.append, []).run()
        return str(frames[-1]["unrepeatable"])

    return told


def test_a_healthy_run_repeats(told: Callable[[Body], str]) -> None:
    assert told(healthy) == ""


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (drawn_without_a_seed, "the same steps gave other results the second time"),
        (steps_drawn_without_a_seed, ""),  # a step that differs, or a schedule that no longer fits
        (ordered_by_address, "the same steps gave other results the second time"),
        (remembers, "it ended deadlock the first time, completed the second"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_something_else_decides_is_told(told: Callable[[Body], str], body: Body, says: str) -> None:
    said = told(body)
    assert said and says in said


def test_the_first_step_that_differs_is_named(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter(["first", "second"])

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        await asyncio.create_task(asyncio.sleep(0), name=next(names))

    monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)
    outcomes = [run_controlled(ORDER, subject, RandomWalk(1), 1) for _ in range(2)]
    assert difference(*outcomes) == "step 1: first went the first time, second the second"


def test_a_run_that_goes_on_longer_differs_where_the_other_ended(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([1, 2])

    async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        for _ in range(next(times)):
            await asyncio.sleep(0)

    monkeypatch.setitem(ASYNC_FAMILIES, "fake", body)
    short, long = (run_controlled(ORDER, subject, RandomWalk(1), 1) for _ in range(2))
    assert difference(short, long) == "step 2: nobody went the first time, main the second"
    assert difference(long, short) == "step 2: main went the first time, nobody the second"
    assert difference(short, short) == ""
    assert isinstance(short, Outcome)
