"""Stopping a bounded sink, also by a caller who does not wait for its end."""

import asyncio
from typing import Any

import pytest

from stageflow.events import BackpressureAwareEventSink


class Stuck:
    """Never comes to the end of an event, but for being cancelled, which may take it a while."""

    def __init__(self, farewell: int = 0) -> None:
        self.begun = asyncio.Event()
        self.farewell = farewell

    async def emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - the protocol's names
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(self.farewell):
                await asyncio.sleep(0)

    def try_emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - the protocol's names
        raise NotImplementedError


async def stuck_with(events: int, farewell: int = 0) -> BackpressureAwareEventSink:
    downstream = Stuck(farewell)
    sink = BackpressureAwareEventSink(downstream, max_queue_size=10)
    for number in range(events):
        sink.try_emit(type="kind", data={"number": number})
    await downstream.begun.wait()
    return sink


@pytest.mark.parametrize("farewell", [0, 5])
def test_a_stop_that_is_cancelled_ends_the_delivery_and_counts_what_is_lost(farewell: int) -> None:
    async def main() -> tuple[BackpressureAwareEventSink, set[str]]:
        sink = await stuck_with(3, farewell)
        stopping = asyncio.create_task(sink.stop())
        await asyncio.sleep(0)
        stopping.cancel()
        await asyncio.wait([stopping])
        assert stopping.cancelled()
        return sink, {task.get_name() for task in asyncio.all_tasks()} - {asyncio.current_task().get_name()}  # type: ignore[union-attr]

    sink, left = asyncio.run(main())
    assert (sink.metrics.emitted, sink.metrics.dropped, sink.queue_size, sink.is_running) == (0, 3, 0, False)
    assert left == set()


def test_a_sink_whose_stop_was_given_up_can_be_used_again() -> None:
    async def main() -> BackpressureAwareEventSink:
        sink = await stuck_with(1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sink.stop(), 0)
        sink.try_emit(type="kind", data=None)
        await sink.stop(drain=False)
        return sink

    sink = asyncio.run(main())
    assert sink.metrics.emitted + sink.metrics.dropped == 2
