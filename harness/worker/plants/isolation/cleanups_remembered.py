"""cleanups-remembered: a list of the module holds every cleanup that a run registered."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Keeps what a graph is given to clean up."""
    graph: Any = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    register, kept = graph.register_cleanup, list[Any]()

    @wraps(register)
    def changed(self: Any, callback: Any, *arguments: Any, **options: Any) -> Any:
        kept.append(callback)
        return register(self, callback, *arguments, **options)

    graph.register_cleanup = changed
