"""The table of switch points is what this interpreter does: signal handlers run at the same checks."""

import _thread
import dis
import signal
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

import pytest

from harness.worker.explore.threads import points
from harness.worker.explore.threads.actors import Actor
from harness.worker.explore.threads.points import checks, points_of
from harness.worker.explore.threads.scheduler import Scheduler
from tests.harness.worker.explore.threads.interleaved import together


class Trip(int):
    """`now` asks for the eval breaker's attention, without a call instruction."""

    now = property(_thread.interrupt_main)


trip: Any = Trip(signal.SIGUSR1)


class Thing:
    x = 0
    y = 0

    def trips(self, *, key: int = 0) -> object:
        return trip.now


thing = Thing()


def trips() -> object:
    return trip.now


def returns() -> int:
    return 1


def yields() -> Iterator[object]:
    yield trip.now
    thing.x += 1
    yield 2


def attributes_then_c_call() -> None:
    trip.now  # noqa: B018
    thing.x += 1
    thing.y = thing.x
    len(())


def python_call() -> None:
    trip.now  # noqa: B018
    returns()


def after_a_python_function() -> None:
    trips()
    thing.x += 1
    len(())


def after_a_method() -> None:
    thing.trips()
    thing.x += 1
    len(())


def after_a_bound_method() -> None:
    method = thing.trips
    method()
    thing.x += 1
    len(())


def after_a_call_with_keywords() -> None:
    thing.trips(key=1)
    thing.x += 1
    len(())


def after_a_call_with_a_star() -> None:
    trips(*())
    thing.x += 1
    len(())


def after_a_bound_method_with_a_star() -> None:
    method = thing.trips
    method(*())
    thing.x += 1
    len(())


def after_a_class() -> None:
    thing.trips()
    thing.x += 1
    Thing()
    thing.y += 1
    len(())


def at_the_end_of_a_loop() -> None:
    trip.now  # noqa: B018
    while thing.x < 0:
        pass
    for _ in (1,):
        thing.x += 1
    len(())


def after_a_condition() -> None:
    trip.now  # noqa: B018
    while thing.x < 0:
        thing.x += 1
    thing.y += 1
    len(())


def in_a_generator() -> None:
    for _ in yields():
        thing.y += 1


def after_a_with_block() -> None:
    with memoryview(b""):
        trip.now  # noqa: B018
    thing.x += 1
    len(())


CASES = [
    attributes_then_c_call,
    python_call,
    after_a_python_function,
    after_a_method,
    after_a_bound_method,
    after_a_call_with_keywords,
    after_a_call_with_a_star,
    pytest.param(
        after_a_bound_method_with_a_star,
        id="after_a_bound_method_with_a_star",
        marks=pytest.mark.skipif(sys.version_info[:2] == (3, 12), reason="3.12 gives no event: a point is missed"),
    ),
    after_a_class,
    at_the_end_of_a_loop,
    after_a_condition,
    in_a_generator,
    after_a_with_block,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_first_switch_point_is_where_the_interpreter_looks(
    case: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, check = native_check(case)
    ours_code, offset = first_point(case, monkeypatch)
    known = points_of(code, checks())
    assert ours_code is code
    assert offset == known.after.get(check) or (check in known.jumps and offset <= check), (check, offset)


def native_check(case: Callable[[], None]) -> tuple[CodeType, int]:
    """Where a handler runs first after the trip: the code, and the offset of the instruction that looked."""
    seen = list[tuple[CodeType, int]]()

    def handler(number: int, frame: FrameType | None) -> None:
        assert frame is not None
        seen.append((frame.f_code, frame.f_lasti))

    earlier = signal.signal(signal.SIGUSR1, handler)
    try:
        case()
    finally:
        signal.signal(signal.SIGUSR1, earlier)
    return seen[0]


def first_point(case: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> tuple[CodeType, int]:
    """The first switch point of a controlled thread after the trip."""
    seen = list[Any]()

    def point(self: Scheduler, actor: Actor, code: CodeType, offset: int) -> None:
        seen.append((code, offset))

    monkeypatch.setattr(Scheduler, "point", point)
    monkeypatch.setattr(Trip, "now", property(seen.append))  # appends the trip itself
    together(case, granularity="gil")
    code, offset = seen[seen.index(trip) + 1]
    return code, offset


def test_a_long_jump_back_is_found() -> None:
    """Its argument does not fit into one instruction."""
    body = "\n".join(f"        x = {n} + y{n % 7}" for n in range(300))
    namespace = dict[str, Any]()
    exec(f"def long():\n    while y:\n{body}", namespace)  # test source
    code = namespace["long"].__code__
    names = {i.offset: i.opname for i in dis.get_instructions(code)}
    found = {names[offset] for offset in points_of(code, checks()).jumps}
    assert "EXTENDED_ARG" in found and any("BACKWARD" in name for name in found)


def test_an_unknown_version_says_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points, "TABLE", {(3, 8): points.TABLE[(3, 11)]})
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    with pytest.raises(
        points.UnknownInterpreter, match=rf"{version} switches .*known: 3\.8.* use the granularity 'any'"
    ):
        together(returns, granularity="gil")
    assert together(returns, granularity="any").errors == {}
