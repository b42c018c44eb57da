"""delivery-error-untold: an error of the sink behind a queue is swallowed."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps BackpressureAwareEventSink.__init__: the sink behind it gets another one in front."""
    sink = subject.name("stageflow.events", "BackpressureAwareEventSink")
    init = sink.__init__

    @wraps(init)
    def made(self: Any, downstream: Any = None, **options: Any) -> None:
        init(self, None if downstream is None else _Quiet(downstream), **options)

    sink.__init__ = made


class _Quiet:
    def __init__(self, sink: Any) -> None:
        self._sink = sink

    async def emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - as sinks are called
        try:
            await self._sink.emit(type=type, data=data)
        except Exception:  # noqa: BLE001 - the defect
            return

    def try_emit(self, *, type: str, data: Any) -> Any:  # noqa: A002 - as sinks are called
        return self._sink.try_emit(type=type, data=data)
