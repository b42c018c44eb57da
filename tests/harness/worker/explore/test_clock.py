"""Clocks that follow the loop: only on a controlled loop, and only where a pipeline asks for it."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from harness.worker.explore import clock
from tests.harness.worker.controlled import Controlled


@pytest.fixture
def virtual() -> Iterator[None]:
    clock.follow_the_loop()
    yield
    clock.let_go()


async def an_hour() -> tuple[float, float, int, int]:
    """How much each clock moved over an hour of sleep."""
    before = time.monotonic(), time.perf_counter(), time.monotonic_ns(), time.perf_counter_ns()
    await asyncio.sleep(3600)
    after = time.monotonic(), time.perf_counter(), time.monotonic_ns(), time.perf_counter_ns()
    return after[0] - before[0], after[1] - before[1], after[2] - before[2], after[3] - before[3]


def test_an_hour_of_virtual_time_is_an_hour_on_every_clock(controlled: Controlled, virtual: None) -> None:
    assert controlled(an_hour()) == (3600.0, 3600.0, 3600 * 10**9, 3600 * 10**9)


def test_without_asking_clocks_are_the_interpreters(controlled: Controlled) -> None:
    assert max(controlled(an_hour())[:2]) < 3600


def test_elsewhere_they_go_on_as_before(virtual: None) -> None:
    async def native() -> float:
        before = time.monotonic()
        await asyncio.sleep(0)
        return time.monotonic() - before

    assert 0 <= asyncio.run(native()) < 60
    assert time.monotonic() <= time.monotonic()


def test_letting_go_puts_the_very_clocks_back() -> None:
    kept = time.monotonic, time.perf_counter, time.monotonic_ns, time.perf_counter_ns
    clock.follow_the_loop()
    clock.follow_the_loop()
    assert time.monotonic is not kept[0]
    clock.let_go()
    assert (time.monotonic, time.perf_counter, time.monotonic_ns, time.perf_counter_ns) == kept
