"""ending-run-takes-no-cleanup: what a stage registers when it is stopped is never called."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.register_cleanup: a run whose token is cancelled takes none any more, and does not say
    so.
    """
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    register = graph.register_cleanup

    @wraps(register)
    def unless_it_ends(self: Any, callback: Any, *, name: str | None = None) -> None:
        token = self.cancel_token
        if token is None or not token.is_cancelled:
            register(self, callback, name=name)

    graph.register_cleanup = unless_it_ends
