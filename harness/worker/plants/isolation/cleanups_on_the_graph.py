"""cleanups-on-the-graph: the graph holds one registry of cleanups, that of the run which first asked last."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces UnifiedStageGraph.register_cleanup. A single run of a graph sees no difference."""
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    register = graph.register_cleanup
    kept: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()

    @wraps(register)
    def register_cleanup(self: Any, callback: Any, *, name: str | None = None) -> None:
        own = self.cleanup_registry
        registries = kept.setdefault(self, [])
        if own is None:
            register(self, callback, name=name)
            return
        if not any(own is known for known in registries):
            registries.append(own)
        registries[-1].register(callback, name=name)

    graph.register_cleanup = register_cleanup
