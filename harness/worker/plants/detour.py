"""Detours for plants: what a careless engine would put between itself and a stage, or around a run."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

Executor = Callable[[Any], Awaitable[Any]]
AroundStage = Callable[[str, dict[Any, Any], Executor, Any], Awaitable[Any]]
AroundRun = Callable[[Any, Any, Callable[[], Awaitable[Any]]], Awaitable[Any]]


def stages_through(subject: Subject, around: AroundStage) -> None:
    """Every stage that is added to a Pipeline from now on is run as `around(name, memory, execute, ctx)`.

    `memory` is the stage's own in its pipeline, the same in all runs.
    """
    pipeline = subject.name("stageflow", "Pipeline")
    add = pipeline.with_stage

    @wraps(add)
    def with_stage(self: Any, name: str, runner: Any, *args: Any, **options: Any) -> Any:
        memory: dict[Any, Any] = {}

        async def execute(ctx: Any) -> Any:
            made = runner() if isinstance(runner, type) else runner
            return await around(name, memory, getattr(made, "execute", made), ctx)

        return add(self, name, execute, *args, **options)

    pipeline.with_stage = with_stage


def runs_through(subject: Subject, around: AroundRun) -> None:
    """Every run of a unified graph is made as `around(graph, ctx, run)`."""
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    start = graph.run

    @wraps(start)
    async def run(self: Any, ctx: Any) -> Any:
        return await around(self, ctx, lambda: start(self, ctx))

    graph.run = run


def children_changed_by(subject: Subject, change: Callable[[Any, Any, dict[str, Any]], None]) -> None:
    """Every context that is forked is changed by `change(parent, child, options of the fork)` before it is given."""
    context = subject.name("stageflow.stages", "PipelineContext")
    fork = context.fork

    @wraps(fork)
    def forked(self: Any, *args: Any, **options: Any) -> Any:
        child = fork(self, *args, **options)
        change(self, child, options)
        return child

    context.fork = forked
