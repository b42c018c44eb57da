"""Detours for plants of documents: what a careless reader would make of the text of a snapshot."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

Load = Callable[[Any, Any], Any]
LoadInTurns = Callable[[Any, Any], Awaitable[Any]]


def loads_through(subject: Subject, around: Callable[[Load, Any, Any], Any]) -> None:
    """Every text is read by stageflow.plus.load_snapshot as `around(load, text, extension_types)`."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def load_snapshot(text: Any, extension_types: Any = None) -> Any:
        return around(load, text, extension_types)

    vars(subject.name("stageflow", "plus"))["load_snapshot"] = load_snapshot


def loads_in_turns_through(subject: Subject, around: Callable[[LoadInTurns, Any, Any], Awaitable[Any]]) -> None:
    """Every text is read by stageflow.plus.load_snapshot_async as `around(load, text, extension_types)`."""
    load = subject.name("stageflow.plus", "load_snapshot_async")

    @wraps(load)
    async def load_snapshot_async(text: Any, extension_types: Any = None) -> Any:
        return await around(load, text, extension_types)

    vars(subject.name("stageflow", "plus"))["load_snapshot_async"] = load_snapshot_async
