"""lost-edge: every fifth dependency that a pipeline is given is forgotten."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

EVERY = 5


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage; a stage with one dependency keeps it."""
    pipeline = subject.name("stageflow", "Pipeline")
    add = pipeline.with_stage
    edges = [0]

    @wraps(add)
    def with_stage(self: Any, name: str, runner: Any, kind: Any, dependencies: Any = None, **options: Any) -> Any:
        kept = []
        for dependency in dependencies or ():
            edges[0] += 1
            if edges[0] % EVERY or len(dependencies) == 1:
                kept.append(dependency)
        return add(self, name, runner, kind, dependencies=tuple(kept), **options)

    pipeline.with_stage = with_stage
