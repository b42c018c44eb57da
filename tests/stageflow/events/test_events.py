"""Event sinks."""

import asyncio
import logging
import threading
from typing import Any

import pytest

from stageflow.events import (
    BackpressureAwareEventSink,
    BackpressureMetrics,
    EventSink,
    LoggingEventSink,
    NoOpEventSink,
    clear_event_sink,
    emit_event,
    get_event_sink,
    register_event_sink,
    set_event_sink,
    sink,
    wait_for_event_sink_tasks,
)


class Keeping:
    """Keeps events; waits at a gate if it has one; fails on chosen types."""

    def __init__(self, gate: asyncio.Event | None = None, fails_on: str | None = None) -> None:
        self.types: list[str] = []
        self.gate = gate
        self.fails_on = fails_on

    def __len__(self) -> int:
        return 0

    async def emit(self, **event: Any) -> None:
        if self.gate is not None:
            await self.gate.wait()
        if event["type"] == self.fails_on:
            raise ValueError("downstream")
        self.types.append(event["type"])

    def try_emit(self, **event: Any) -> None: ...


def test_plain_sinks(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="stageflow.events")
    for made in (NoOpEventSink(), LoggingEventSink()):
        assert isinstance(made, EventSink)
        made.try_emit(type="some.type", data=None)
        asyncio.run(made.emit(type="some.type", data={"name": "ü"}))
    assert caplog.text.count("some.type") == 2
    assert caplog.records[1].__dict__["event_data"] == {"name": "ü"}
    assert LoggingEventSink(level=logging.DEBUG)._level == logging.DEBUG


def test_the_sink_belongs_to_the_context() -> None:
    mine = Keeping()
    assert register_event_sink is set_event_sink

    async def inside() -> None:
        assert get_event_sink() is mine
        set_event_sink(Keeping())

    async def main() -> None:
        set_event_sink(mine)
        await asyncio.create_task(inside())
        assert get_event_sink() is mine
        seen: list[Any] = []
        thread = threading.Thread(target=lambda: seen.append(get_event_sink()))
        thread.start()
        thread.join()
        assert type(seen[0]) is NoOpEventSink
        await emit_event(type="t", data={})
        clear_event_sink()
        assert type(get_event_sink()) is NoOpEventSink

    asyncio.run(main())
    assert mine.types == ["t"]


def test_waiting_for_deliveries_swallows_what_they_raise() -> None:
    async def fails() -> None:
        raise ValueError("delivery")

    async def main() -> None:
        await wait_for_event_sink_tasks()
        sink._pending_emit_tasks.add(asyncio.create_task(fails()))
        await wait_for_event_sink_tasks()
        assert sink._pending_emit_tasks == set()

    asyncio.run(main())


def test_metrics() -> None:
    metrics = BackpressureMetrics()
    assert metrics.drop_rate == 0.0
    for _ in range(8):
        metrics.record_emit()
    for _ in range(2):
        metrics.record_drop()
    assert metrics.drop_rate == 20.0
    assert metrics.last_emit_time > 0
    assert metrics.to_dict()["drop_rate_percent"] == 20.0
    assert metrics.queue_full_count == 2


def test_events_are_delivered_in_order_and_counted() -> None:
    down = Keeping(fails_on="2")

    async def main() -> None:
        made = BackpressureAwareEventSink(down)
        await made.start()
        await made.start()
        running = made.is_running
        assert running
        for number in range(5):
            assert made.try_emit(type=str(number), data={})
        await made.emit(type="5", data={})
        await made.stop()
        await made.stop()
        running = made.is_running
        assert not running
        assert made.metrics.emitted == 6
        assert made.metrics.dropped == 0

    asyncio.run(main())
    assert down.types == ["0", "1", "3", "4", "5"]
    assert isinstance(BackpressureAwareEventSink()._downstream, LoggingEventSink)


@pytest.mark.parametrize("capacity", [1, 2])
def test_a_full_queue_drops_and_says_so(capacity: int, caplog: pytest.LogCaptureFixture) -> None:
    dropped: list[Any] = []

    def on_drop(event_type: str, data: Any) -> None:
        dropped.append((event_type, data))
        raise ValueError("on_drop")

    async def main() -> None:
        made = BackpressureAwareEventSink(Keeping(), max_queue_size=capacity, on_drop=on_drop)
        await made.start()
        accepted = [made.try_emit(type=str(number), data={"n": number}) for number in range(capacity + 1)]
        assert accepted == [True] * capacity + [False]
        assert made.queue_size == capacity
        await made.stop()
        assert (made.metrics.emitted, made.metrics.dropped) == (capacity, 1)

    asyncio.run(main())
    assert dropped == [(str(capacity), {"n": capacity})]
    assert "dropped" in caplog.text


def test_emit_waits_for_space_and_keeps_the_order() -> None:
    async def main() -> list[str]:
        gate = asyncio.Event()
        down = Keeping(gate)
        made = BackpressureAwareEventSink(down, max_queue_size=1)
        emits = [asyncio.create_task(made.emit(type=str(number), data=None)) for number in range(4)]
        for _ in range(5):
            await asyncio.sleep(0)
        assert not all(task.done() for task in emits)
        gate.set()
        await asyncio.gather(*emits)
        await made.stop()
        assert made.metrics.emitted == 4
        return down.types

    assert sorted(asyncio.run(main())) == ["0", "1", "2", "3"]


def test_what_stop_cannot_deliver_is_counted_as_dropped() -> None:
    async def main() -> None:
        down = Keeping(asyncio.Event())
        made = BackpressureAwareEventSink(down)
        for number in range(3):
            made.try_emit(type=str(number), data=None)
        await asyncio.sleep(0)
        await made.stop(timeout=0.01)
        assert (made.metrics.emitted, made.metrics.dropped) == (0, 3)
        made.try_emit(type="again", data=None)
        await made.stop(drain=False)
        assert down.types == []
        assert made.metrics.emitted + made.metrics.dropped == 4

    asyncio.run(main())


def test_try_emit_never_raises_and_delivers_once_started() -> None:
    down = Keeping()
    made = BackpressureAwareEventSink(down)
    assert made.try_emit(type="early", data=None)

    async def main() -> None:
        await made.start()
        await made.stop()

    asyncio.run(main())
    asyncio.run(main())
    assert down.types == ["early"]
