"""An event sink for plants, between the spawner of child runs and whoever listens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

Passes = Callable[[str, Any], bool]


def children_through(subject: Subject, passes: Passes) -> None:
    """What SubpipelineSpawner sends reaches the sink of its context only where `passes(type, data)`."""
    spawner = subject.name("stageflow.pipeline.subpipeline", "SubpipelineSpawner")
    get, put = (subject.name("stageflow.events", name) for name in ("get_event_sink", "set_event_sink"))

    def filtered(call: Any) -> Any:
        @wraps(call)
        async def through(self: Any, *args: Any, **options: Any) -> Any:
            outer = get()
            if not isinstance(outer, _Filter):
                put(_Filter(outer, passes))
            try:
                return await call(self, *args, **options)
            finally:
                put(outer)

        return through

    spawner.spawn, spawner.cancel_with_children = filtered(spawner.spawn), filtered(spawner.cancel_with_children)


class _Filter:
    def __init__(self, outer: Any, passes: Passes) -> None:
        self._outer = outer
        self._passes = passes

    async def emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - as sinks are called
        if self._passes(type, data):
            await self._outer.emit(type=type, data=data)

    def try_emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - as sinks are called
        if self._passes(type, data):
            self._outer.try_emit(type=type, data=data)
