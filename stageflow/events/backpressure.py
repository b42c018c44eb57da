"""An event sink with a bounded queue in front of a slow one."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from time import monotonic
from typing import Any

from stageflow.events.kinds import EventSink, LoggingEventSink
from stageflow.suggest import names_keywords

logger = logging.getLogger("stageflow.events.backpressure")

_Event = tuple[str, dict[str, Any] | None]


@dataclass
class BackpressureMetrics:
    """What became of the events: emitted + dropped is the number of attempts."""

    emitted: int = 0
    dropped: int = 0
    queue_full_count: int = 0
    last_emit_time: float = 0.0
    last_drop_time: float = 0.0

    def record_emit(self) -> None:
        """Count an event that was queued."""
        self.emitted += 1
        self.last_emit_time = monotonic()

    def record_drop(self) -> None:
        """Count an event that found the queue full."""
        self.dropped += 1
        self.queue_full_count += 1
        self.last_drop_time = monotonic()

    @property
    def drop_rate(self) -> float:
        """Dropped events in percent of all attempts; 0.0 without any."""
        attempts = self.emitted + self.dropped
        return self.dropped / attempts * 100 if attempts else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "emitted": self.emitted,
            "dropped": self.dropped,
            "queue_full_count": self.queue_full_count,
            "drop_rate_percent": round(self.drop_rate, 2),
            "last_emit_time": self.last_emit_time,
            "last_drop_time": self.last_drop_time,
        }


class BackpressureAwareEventSink:
    """Queues events and delivers them one after another to `downstream` (default: a LoggingEventSink).

    Every event is delivered once, in order, or counted as dropped. A failing downstream loses the event it failed on;
    the error is logged. Belongs to the event loop it was started in; may be started again in another after `stop`.
    """

    @names_keywords
    def __init__(
        self,
        downstream: EventSink | None = None,
        *,
        max_queue_size: int = 1000,
        on_drop: Callable[[str, dict[str, Any] | None], None] | None = None,
    ) -> None:
        self._downstream: EventSink = LoggingEventSink() if downstream is None else downstream
        self._max_queue_size = max_queue_size
        self._on_drop = on_drop
        self._queue: deque[_Event] = deque()
        self._metrics = BackpressureMetrics()
        self._worker: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._space = asyncio.Event()
        self._in_flight = 0
        self._stopping = False
        self._context = copy_context()  # of whoever made it: the first stage that emits is nobody to the others

    @property
    def metrics(self) -> BackpressureMetrics:
        """The counts so far."""
        return self._metrics

    @property
    def queue_size(self) -> int:
        """How many events wait."""
        return len(self._queue)

    @property
    def is_running(self) -> bool:
        """Whether events are being delivered."""
        return self._worker is not None and not self._worker.done() and not self._stopping

    async def start(self) -> None:
        """Start delivering. Does nothing when it runs."""
        self._launch()

    def _launch(self) -> None:
        if self.is_running or self._stopping:
            return
        loop = asyncio.get_running_loop()
        # new ones: an asyncio.Event belongs to the loop it was first waited on
        self._wake, self._space = asyncio.Event(), asyncio.Event()
        self._worker = loop.create_task(self._deliver_all(), context=self._context.copy())

    async def stop(self, *, drain: bool = True, timeout: float = 5.0) -> None:
        """Stop delivering; with `drain` deliver what is queued first, for at most `timeout` seconds.

        What is not delivered by then is counted as dropped. Does nothing when it does not run. A caller that is
        cancelled while it waits stops the delivery all the same, and is told so once that has ended; only one that is
        cancelled again leaves before.
        """
        worker = self._worker
        if worker is None or self._stopping:
            return
        self._stopping = True
        try:
            self._wake.set()
            if drain and not worker.done():
                await asyncio.wait({worker}, timeout=timeout)
        finally:
            await self._end(worker)

    async def _end(self, worker: asyncio.Task[None]) -> None:
        """Ends the delivery, then counts what it left."""
        worker.cancel()
        try:
            await asyncio.wait({worker})
        finally:
            lost = len(self._queue) + self._in_flight
            self._queue.clear()
            self._in_flight = 0
            self._metrics.emitted -= lost
            self._metrics.dropped += lost
            self._worker, self._stopping = None, False
            self._space.set()

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Queue an event, waiting for space; starts delivering when needed.

        An event that still waits when the sink is stopped is counted as dropped.
        """
        self._launch()
        while len(self._queue) >= self._max_queue_size:
            self._space.clear()
            await self._space.wait()
            if not self.is_running:
                self._drop(type, data)
                return
        self._enqueue(type, data)

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> bool:
        """Queue an event if there is space; True when it was queued. Never raises, also without a running loop."""
        try:
            self._launch()
        except RuntimeError:
            pass  # no running loop: the event waits for start()
        if self._stopping or len(self._queue) >= self._max_queue_size:
            self._drop(type, data)
            return False
        self._enqueue(type, data)
        return True

    def _enqueue(self, type: str, data: dict[str, Any] | None) -> None:
        self._queue.append((type, data))
        self._metrics.record_emit()
        self._wake.set()

    def _drop(self, type: str, data: dict[str, Any] | None) -> None:
        self._metrics.record_drop()
        logger.warning(
            "event %s dropped: the queue is full",
            type,
            extra={
                "event_type": type,
                "queue_size": len(self._queue),
                "dropped_total": self._metrics.dropped,
            },
        )
        if self._on_drop is not None:
            try:
                self._on_drop(type, data)
            except Exception as error:  # noqa: BLE001 - foreign code must not fail the emitter
                logger.error("on_drop failed for %s: %s", type, error)

    async def _deliver_all(self) -> None:
        while True:
            while self._queue:
                event_type, data = self._queue.popleft()
                self._space.set()
                self._in_flight = 1
                try:
                    await self._downstream.emit(type=event_type, data=data)
                except Exception as error:  # noqa: BLE001 - foreign code must not end the delivery
                    logger.error(
                        "delivery of %s failed: %s",
                        event_type,
                        error,
                        extra={"event_type": event_type, "error": str(error)},
                    )
                self._in_flight = 0
            if self._stopping:
                return
            self._wake.clear()
            await self._wake.wait()
