"""stage-object-keeps-its-context: a stage that is an object is run in the context of the run that is in it already."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage. A stage that is given as a class has an object for each run, and is left alone."""
    pipeline = subject.name("stageflow", "Pipeline")
    add = pipeline.with_stage

    @wraps(add)
    def with_stage(self: Any, name: str, runner: Any, *args: Any, **options: Any) -> Any:
        if isinstance(runner, type):
            return add(self, name, runner, *args, **options)
        inside: list[Any] = []

        async def execute(ctx: Any) -> Any:
            inside.append(ctx)
            try:
                return await getattr(runner, "execute", runner)(inside[0])
            finally:
                inside.remove(ctx)

        return add(self, name, execute, *args, **options)

    pipeline.with_stage = with_stage
