"""Around every execution of a stage, every run and every interceptor: where plants of the execution take hold."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject

Around = Callable[[str, Any, Callable[[Any], Awaitable[Any]]], Awaitable[Any]]
"""(stage, context, what runs the stage in a context) -> what the stage is then said to have given."""
AroundRun = Callable[[Any, Any, Callable[[], Awaitable[Any]]], Awaitable[Any]]
"""(graph, context, what runs it) -> what the run then gives."""


def around_stages(subject: Subject, around: Around) -> None:
    """Wraps Pipeline.with_stage, and by it the runner of every stage that is added from now on."""
    pipeline = subject.name("stageflow", "Pipeline")
    add = pipeline.with_stage

    @wraps(add)
    def with_stage(self: Any, name: str, runner: Any, *args: Any, **options: Any) -> Any:
        def run(ctx: Any) -> Any:
            made = runner() if isinstance(runner, type) else runner
            return getattr(made, "execute", made)(ctx)

        async def execute(ctx: Any) -> Any:
            return await around(name, ctx, run)

        return add(self, name, execute, *args, **options)

    pipeline.with_stage = with_stage


def around_runs(subject: Subject, around: AroundRun) -> None:
    """Wraps UnifiedStageGraph.run."""
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    run = graph.run

    @wraps(run)
    async def wrapped(self: Any, ctx: Any) -> Any:
        return await around(self, ctx, lambda: run(self, ctx))

    graph.run = wrapped


def instead_of_interceptors(subject: Subject, change: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
    """Wraps Pipeline.build: `change` gives the interceptors that are built in."""
    pipeline = subject.name("stageflow", "Pipeline")
    build = pipeline.build

    @wraps(build)
    def built(self: Any, *args: Any, interceptors: Sequence[Any] = (), **options: Any) -> Any:
        if interceptors:
            options["interceptors"] = change(interceptors)
        return build(self, *args, **options)

    pipeline.build = built


class Hooks:
    """An interceptor that hands every call on to another one."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.name, self.priority = inner.name, inner.priority

    async def before(self, stage_name: str, ctx: Any) -> Any:
        return await self.inner.before(stage_name, ctx)

    async def after(self, stage_name: str, result: Any, ctx: Any) -> Any:
        return await self.inner.after(stage_name, result, ctx)

    async def on_error(self, stage_name: str, error: Exception, ctx: Any) -> Any:
        return await self.inner.on_error(stage_name, error, ctx)


def status_of(output: Any) -> str:
    """The status of what a stage gave, "" where that is no output."""
    return str(getattr(getattr(output, "status", None), "value", ""))


def with_durations(results: Mapping[str, Any], durations_ms: Mapping[str, int]) -> dict[str, Any]:
    """The results with these durations in the place of their own, where there is one."""
    return {
        name: output.with_duration(durations_ms[name]) if name in durations_ms else output
        for name, output in results.items()
    }
