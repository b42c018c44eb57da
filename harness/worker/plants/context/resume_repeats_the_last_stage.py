"""resume-repeats-the-last-stage: a resumed run calls the last stage that had finished once more."""

from collections.abc import Mapping
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.resume."""
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    go_on = graph.resume

    @wraps(go_on)
    async def resume(self: Any, ctx: Any, results: Mapping[str, Any]) -> Any:
        return await go_on(self, ctx, dict(list(results.items())[:-1]))

    graph.resume = resume
