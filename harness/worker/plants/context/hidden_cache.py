"""hidden-cache: a forked context takes over a cache of its parent that only a closure holds."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.fork: a lookup with a memory of its own stands in for the database of both contexts."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def fork_with_cache(self: Any, *args: Any, **options: Any) -> Any:
        if self.db is None:
            self.db = _cache(subject)
        return fork(self, *args, **options)

    context.fork = fork_with_cache


def _cache(subject: Subject) -> Any:
    """A function that remembers what it was given; it counts as the subject's own."""
    known: dict[str, Any] = {}

    def remember(key: str, value: Any) -> Any:
        return known.setdefault(key, value)

    remember.__module__ = subject.module.__name__
    return remember
