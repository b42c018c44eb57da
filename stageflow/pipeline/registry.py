"""Pipelines by name."""

from __future__ import annotations

import builtins
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stageflow.pipeline.pipeline import Pipeline


class PipelineRegistry:
    """Pipelines by name. A subclass registers its own in `_register_all`, which the first look-up calls once, also when
    several threads are the first."""

    def __init__(self) -> None:
        self._pipelines: dict[str, Pipeline] = {}
        self._registered = False
        self._lock = RLock()  # re-entrant: what `_register_all` does may look something up

    def register(self, name: str, pipeline: Pipeline) -> None:
        """Keep a pipeline under a name; the last one wins."""
        self._pipelines[name] = pipeline

    def get(self, name: str) -> Pipeline:
        """The pipeline of a name. Raises KeyError, naming those there are."""
        self._ensure_registered()
        try:
            return self._pipelines[name]
        except KeyError:
            known = ", ".join([*self._pipelines]) or "none"
            raise KeyError(f"Pipeline '{name}' not found; registered: {known}") from None

    def list(self) -> builtins.list[str]:
        """The names in order of registration."""
        self._ensure_registered()
        return [*self._pipelines]

    def __contains__(self, name: object) -> bool:
        self._ensure_registered()
        return name in self._pipelines

    def _ensure_registered(self) -> None:
        if not self._registered:
            with self._lock:
                if not self._registered:
                    self._register_all()

    def _register_all(self) -> None:
        """Register the built-in pipelines; the base class has none."""
        self._registered = True


pipeline_registry = PipelineRegistry()
