"""hooks-of-roots-only: interceptors are called for the first stages of a graph only."""

from collections.abc import Sequence
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import Hooks, instead_of_interceptors


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage, which tells what depends on what, and puts each interceptor behind one that looks."""
    pipeline = subject.name("stageflow", "Pipeline")
    add = pipeline.with_stage
    roots: set[str] = set()

    @wraps(add)
    def with_stage(self: Any, name: str, *args: Any, dependencies: Sequence[str] = (), **options: Any) -> Any:
        (roots.discard if dependencies else roots.add)(name)
        return add(self, name, *args, dependencies=dependencies, **options)

    class RootsOnly(Hooks):
        async def before(self, stage_name: str, ctx: Any) -> Any:
            return await super().before(stage_name, ctx) if stage_name in roots else None

        async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
            return await super().after(stage_name, result, ctx) if stage_name in roots else None

    pipeline.with_stage = with_stage
    instead_of_interceptors(subject, lambda interceptors: [RootsOnly(inner) for inner in interceptors])
