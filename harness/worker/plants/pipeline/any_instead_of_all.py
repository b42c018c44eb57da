"""any-instead-of-all: a stage with several dependencies starts when the first of them has ended."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage: only the dependency that is named first is waited for."""
    pipeline = subject.name("stageflow", "Pipeline")
    add = pipeline.with_stage

    @wraps(add)
    def with_stage(self: Any, name: str, runner: Any, kind: Any, dependencies: Any = None, **options: Any) -> Any:
        return add(self, name, runner, kind, dependencies=tuple(dependencies or ())[:1], **options)

    pipeline.with_stage = with_stage
