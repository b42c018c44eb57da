"""What a sink is, and the two that need nothing. `stageflow.events.sink` exports them."""

from __future__ import annotations

import logging
from typing import Any, Protocol, runtime_checkable

logger = logging.getLogger("stageflow.events")


@runtime_checkable
class EventSink(Protocol):
    """Where events go. `try_emit` must not block."""

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Deliver an event."""
        ...

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Deliver an event without waiting."""
        ...


class NoOpEventSink:
    """Drops every event."""

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Do nothing."""

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Do nothing."""


class LoggingEventSink:
    """Logs every event on the logger `stageflow.events`."""

    def __init__(self, *, level: int = logging.INFO) -> None:
        self._level = level

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Log the event."""
        self.try_emit(type=type, data=data)

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Log the event."""
        if logger.isEnabledFor(self._level):
            logger.log(self._level, "event %s", type, extra={"event_type": type, "event_data": data})
