"""The legacy graph over one shared PipelineContext. `stageflow.pipeline.dag` exports it."""

from __future__ import annotations

import asyncio
import logging
from asyncio import CancelledError
from collections.abc import Awaitable, Callable, Iterable
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from stageflow.context.identity import id_text
from stageflow.core.stage_enums import StageStatus
from stageflow.core.stage_output import StageOutput
from stageflow.observability.wide_events import WideEventEmitter
from stageflow.pipeline.builtin_interceptors import get_default_interceptors
from stageflow.pipeline.ending import ended
from stageflow.pipeline.envelope import run_with_interceptors
from stageflow.pipeline.errors import GraphCycleError, GraphDeadlockError, StageExecutionError, StuckStageError
from stageflow.pipeline.planned import as_dependencies
from stageflow.pipeline.ready import Plan, ReadySet
from stageflow.stages.result import StageResult, Stopwatch
from stageflow.suggest import names_fields, names_keywords

if TYPE_CHECKING:
    from stageflow.pipeline.interceptor_types import BaseInterceptor
    from stageflow.stages.context import PipelineContext

logger = logging.getLogger("pipeline_dag")

StageRunner = Callable[["PipelineContext"], Awaitable[StageResult | dict[str, Any] | None]]
_CANCEL_GRACE_S = 5.0


@names_fields
@dataclass(slots=True, kw_only=True)
class StageSpec:
    """A stage of a legacy graph: `runner` is called without arguments and returns an object with `execute(ctx)`."""

    name: str
    runner: Callable[[], Any]
    dependencies: tuple[str, ...] = field(default_factory=tuple)
    conditional: bool = False


class StageGraph:
    """Stages that share one mutable PipelineContext.

    A failed stage does not stop the graph: its dependents run, and the results say what failed. `interceptors` None
    means the default ones, which keep their state from run to run. Raises ValueError without specs.
    """

    @names_keywords
    def __init__(
        self,
        specs: Iterable[StageSpec],
        interceptors: list[BaseInterceptor] | None = None,
        *,
        wide_event_emitter: WideEventEmitter | None = None,
        emit_stage_wide_events: bool = False,
        emit_pipeline_wide_event: bool = False,
    ) -> None:
        self._specs = {spec.name: replace(spec) for spec in specs}
        if not self._specs:
            raise ValueError("StageGraph requires at least one StageSpec")
        self._interceptors = get_default_interceptors() if interceptors is None else list(interceptors)
        self._emitter = wide_event_emitter if wide_event_emitter is not None else WideEventEmitter()
        self._emit_stages = emit_stage_wide_events
        self._emit_pipeline = emit_pipeline_wide_event
        self._plan = Plan((name, as_dependencies(name, spec.dependencies)) for name, spec in self._specs.items())

    @property
    def stage_specs(self) -> list[StageSpec]:
        """Copies of the specs, in order."""
        return [replace(spec) for spec in self._specs.values()]

    async def run(self, ctx: PipelineContext) -> dict[str, StageResult]:
        """Run all stages; their results by name, in order of completion.

        When the context is marked canceled, running stages are stopped and every unfinished one gets a failed result.
        Raises RuntimeError ("Deadlock") before any stage when some could never start, StageExecutionError when
        something around a stage fails. No stage is running any more when this has ended.
        """
        stuck = self._plan.unreachable()
        if stuck:
            cycle = self._plan.cycle()
            if cycle is not None:
                raise GraphCycleError(cycle)
            names = sorted(self._plan.names[i] for i in stuck)
            raise GraphDeadlockError(f"Deadlock: stages {names} can never start: {self._plan.describe_unknown()}")
        started_at, started = ctx.now(), monotonic()
        results = await _LegacyRun(self, ctx).main()
        if self._emit_pipeline:
            self._emit(
                self._emitter.emit_pipeline_event,
                ctx=ctx,
                stage_results=results,
                pipeline_name=ctx.topology,
                status=None,
                duration_ms=int((monotonic() - started) * 1000),
                started_at=started_at,
            )
        return results

    def _emit(self, emit: Callable[..., None], **event: Any) -> None:
        try:
            emit(**event)
        except Exception as error:  # noqa: BLE001 - sinks are foreign code and must not change a run's outcome
            extra = {"pipeline_run_id": id_text(event["ctx"].pipeline_run_id), "error": str(error)}
            logger.warning("wide event failed: %s", error, extra=extra)

    async def run_stage(self, name: str, ctx: PipelineContext) -> StageResult:
        """One stage with its events, through the interceptors."""
        spec = self._specs[name]
        ctx.record_stage_event(stage=name, status="started")
        extra = {"event": "stage_started", "stage": name, "pipeline_run_id": id_text(ctx.pipeline_run_id)}
        logger.info("stage %s started", name, extra=extra)
        started = monotonic()

        async def call() -> StageResult:
            watch = Stopwatch()
            raw = await spec.runner().execute(ctx)
            return _as_result(name, raw, watch)

        result = await run_with_interceptors(name, call, ctx, self._interceptors)
        duration_ms = int((monotonic() - started) * 1000)
        if result.status == "failed":
            payload = {"duration_ms": duration_ms, "error": result.error or "stage failed"}
            ctx.record_stage_event(stage=name, status="failed", payload=payload)
        else:
            ctx.record_stage_event(stage=name, status="completed", payload={"duration_ms": duration_ms})
        if self._emit_stages:
            self._emit(self._emitter.emit_stage_event, ctx=ctx, result=result)
        return result


def _as_result(name: str, raw: Any, watch: Stopwatch) -> StageResult:
    """What a stage returned, as a result."""
    if isinstance(raw, StageResult):
        return raw
    started_at, now = watch.started_at, watch.now()
    if isinstance(raw, StageOutput):
        failed = raw.status == StageStatus.FAIL
        return StageResult(name, "failed" if failed else "completed", started_at, now, dict(raw.data), raw.error)
    if not raw:
        return StageResult(name, "completed", started_at, now)
    if isinstance(raw, dict):
        return StageResult(name, "completed", started_at, now, raw)
    error = f"stage {name!r} returned the unsupported type {type(raw).__name__}"
    return StageResult(name, "failed", started_at, now, error=error)


class _LegacyRun:
    """One run: a task per stage, started when its dependencies have a result."""

    def __init__(self, graph: StageGraph, ctx: PipelineContext) -> None:
        self._graph = graph
        self._ctx = ctx
        self._loop = asyncio.get_running_loop()
        self._context = copy_context()  # of the caller: what a stage sets in it is for no other
        self._names = graph._plan.names
        self._ready = ReadySet(graph._plan)
        self._settled: asyncio.Future[None] = self._loop.create_future()
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._results: dict[str, StageResult] = {}
        self._failures: list[tuple[int, Exception]] = []

    async def main(self) -> dict[str, StageResult]:
        outside = False
        ctx = self._ctx
        ctx._cancel_listeners.append(self._wake)
        try:
            if ctx.canceled:
                self._settle()
            else:
                self._start(self._graph._plan.roots)
            try:
                await self._settled
            except CancelledError:
                outside = True
            for task in self._tasks:
                task.cancel()
            alive, cancelled = await ended(self._tasks, _CANCEL_GRACE_S)
            if alive:
                raise StuckStageError(sorted(self._tasks[task] for task in alive), _CANCEL_GRACE_S)
            if outside or cancelled:
                raise CancelledError
            if self._failures:
                self._raise_first()
            self._mark_unfinished()
            return self._results
        finally:
            ctx._cancel_listeners.remove(self._wake)
            self._tasks.clear()
            self._failures.clear()

    def _raise_first(self) -> None:
        index, original = min(self._failures, key=lambda failure: failure[0])
        try:
            raise StageExecutionError(self._names[index], original) from original
        finally:
            del original  # its traceback holds this frame

    def _mark_unfinished(self) -> None:
        now = self._ctx.now()
        for name in self._names:
            if name not in self._results:
                self._results[name] = StageResult(name, "failed", now, now, error="Pipeline canceled")

    def _start(self, stages: Iterable[int]) -> None:
        for index in stages:
            name = self._names[index]
            task = self._loop.create_task(self._stage(index, name), name=name, context=self._context.copy())
            self._tasks[task] = name

    async def _stage(self, index: int, name: str) -> None:
        try:
            result = await self._graph.run_stage(name, self._ctx)
        except CancelledError as error:
            if self._settled.done():
                raise
            now = self._ctx.now()  # the stage's own doing: its failure, not the run's end
            result = StageResult(name, "failed", now, now, error=str(error) or "cancelled")
            self._ctx.record_stage_event(stage=name, status="failed", payload={"error": result.error})
        except Exception as error:  # noqa: BLE001 - a failure around the stage ends the run
            self._failures.append((index, error))
            self._loop.call_soon(self._settle)
            return
        self._results[name] = result
        task = asyncio.current_task()
        if task is not None:
            self._tasks.pop(task, None)
        new = self._ready.finish(index)
        if not self._ready.left:
            self._settle()
        elif not self._ctx.canceled and not self._failures:
            self._start(new)

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        if not self._settled.done():
            self._settled.set_result(None)
