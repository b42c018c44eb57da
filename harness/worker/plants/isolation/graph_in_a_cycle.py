"""graph-in-a-cycle: a pipeline and the graph that was built from it hold each other."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps Pipeline.build. Who builds a graph for each request leaves it to the garbage collector."""
    pipeline = subject.name("stageflow", "Pipeline")
    build = pipeline.build

    @wraps(build)
    def built(self: Any, *args: Any, **options: Any) -> Any:
        graph = build(self, *args, **options)
        graph.built_from, self.last_built = self, graph
        return graph

    pipeline.build = built
