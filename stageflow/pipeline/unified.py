"""The unified graph and the handle of a run under way. `stageflow.pipeline.dag` exports them."""

from __future__ import annotations

import asyncio
from asyncio import CancelledError
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from stageflow.core.stage_context import StageContext
from stageflow.core.stage_enums import StageKind
from stageflow.core.stage_output import StageOutput
from stageflow.pipeline.cancellation import CancellationToken, CleanupCallback, CleanupRegistry
from stageflow.pipeline.engine import GraphRun, current_run
from stageflow.pipeline.errors import GraphCycleError, GraphDeadlockError
from stageflow.pipeline.limits import Call, Limits
from stageflow.pipeline.planned import PlannedStage, Runner, as_dependencies
from stageflow.pipeline.ready import Plan
from stageflow.pipeline.stage_call import checked

if TYPE_CHECKING:
    from stageflow.pipeline.interceptor_types import BaseInterceptor

StageRunnerNew = Runner


@dataclass(slots=True, kw_only=True)
class UnifiedStageSpec:
    """A stage of a unified graph: `runner` is called with a StageContext and returns an awaitable."""

    name: str
    runner: StageRunnerNew
    kind: StageKind | None = None
    dependencies: tuple[str, ...] = field(default_factory=tuple)
    conditional: bool = False


class UnifiedStageGraph:
    """Stages and their dependencies, ready to run, any number of times, also at the same time.

    Specs are read once, here; changing them later changes nothing. A name given twice keeps the last spec at the first
    place. `cleanup_timeout` bounds the cleanups of a run in seconds, `cancel_grace` the time that stages may take to
    end after they were cancelled. `stage_timeout` (seconds, for all stages or by name) and `concurrency` (how many
    stages of one run may be under way at once) are off by default; a stage that is late fails with TimeoutError. Raises
    ValueError without specs or for a limit that makes no sense, TypeError for dependencies given as a bare string.
    """

    def __init__(
        self,
        specs: Iterable[UnifiedStageSpec],
        *,
        cleanup_timeout: float = 10.0,
        cancel_grace: float = 5.0,
        interceptors: Sequence[BaseInterceptor] = (),
        stage_timeout: float | Mapping[str, float] | None = None,
        concurrency: int | None = None,
    ) -> None:
        by_name = {spec.name: spec for spec in specs}
        if not by_name:
            raise ValueError(
                "UnifiedStageGraph requires at least one UnifiedStageSpec: "
                "the pipeline is empty, add a stage with with_stage()"
            )
        self.cleanup_timeout = cleanup_timeout
        self.cancel_grace = cancel_grace
        self._interceptors = tuple(interceptors)
        self._limits = Limits(by_name, stage_timeout, concurrency)
        self.plan = Plan((name, as_dependencies(name, spec.dependencies)) for name, spec in by_name.items())
        self.planned = [
            PlannedStage(
                i, name, spec.runner, spec.kind, spec.dependencies, self.plan.dependencies[i], spec.conditional
            )
            for i, (name, spec) in enumerate(by_name.items())
        ]
        for stage, children in zip(self.planned, self.plan.children, strict=True):
            stage.children = tuple([self.planned[i] for i in children])
        self.root_stages = [self.planned[i] for i in self.plan.roots]
        self._specs = self.planned
        self._stuck = self.plan.unreachable()
        self._live: dict[int, GraphRun] = {}
        self._waiting_cleanups: list[tuple[CleanupCallback, str | None]] = []

    @property
    def stage_specs(self) -> list[UnifiedStageSpec]:
        """The specs, in order; changing one changes nothing."""
        return [
            UnifiedStageSpec(
                name=stage.name,
                runner=stage.runner,
                kind=stage.kind,
                dependencies=stage.declared,
                conditional=stage.conditional,
            )
            for stage in self.planned
        ]

    async def run(self, ctx: StageContext) -> dict[str, StageOutput]:
        """Run all stages; their outputs by name, in order of completion.

        Raises UnifiedStageExecutionError when a stage fails, UnifiedPipelineCancelled when one cancels the run or the
        token does, GraphDeadlockError before any stage has started when some never could, StuckStageError when a stage
        refuses to be cancelled. On every way out no stage is running any more and every cleanup has run once.
        """
        return await self._new_run(ctx).main()

    def start(self, ctx: StageContext) -> Run:
        """Start a run in the background of the running loop; await the returned handle for its outcome."""
        return Run(self._new_run(ctx))

    def _new_run(self, ctx: StageContext) -> GraphRun:
        if not isinstance(ctx, StageContext):
            raise TypeError(
                f"a unified graph runs on a StageContext, got {type(ctx).__name__}; "
                "make one with create_stage_context(...) or PipelineContext.derive_for_stage(...)"
            )
        run = GraphRun(self, ctx)
        self._live[id(run)] = run
        waiting, self._waiting_cleanups = self._waiting_cleanups, []
        for callback, name in waiting:
            run.register_cleanup(callback, name)
        return run

    def forget(self, run: GraphRun) -> None:
        """Called by a run that is over."""
        self._live.pop(id(run), None)

    def _this_run(self) -> GraphRun | None:
        """Inside a run of this graph that run, else the only live one, else None; RuntimeError for several."""
        run = current_run.get()
        while run is not None and run._graph is not self:
            run = run.outer
        if run is not None and not run.over:
            return run
        if len(self._live) > 1:
            raise RuntimeError(f"{len(self._live)} runs of this graph are live; use the handle that start() returned")
        return next(iter(self._live.values()), None)

    @property
    def cancel_token(self) -> CancellationToken | None:
        """The token of the current run of this graph, else of its only live run, else None.

        Raises RuntimeError outside when several runs are live.
        """
        run = self._this_run()
        return run.cancel_token if run is not None else None

    @property
    def cleanup_registry(self) -> CleanupRegistry | None:
        """The cleanups of the run that `cancel_token` belongs to, else None."""
        run = self._this_run()
        return run.cleanup_registry if run is not None else None

    def register_cleanup(self, callback: CleanupCallback, *, name: str | None = None) -> None:
        """Add a cleanup to the run that `cancel_token` belongs to; without one, to the next run that is started."""
        run = self._this_run()
        if run is not None:
            run.register_cleanup(callback, name)
        else:
            self._waiting_cleanups.append((callback, name))

    def deadlock(self) -> Exception | None:
        """Why some stages could never start, as the error a run raises; None when all can."""
        if not self._stuck:
            return None
        cycle = self.plan.cycle()
        if cycle is not None:
            return GraphCycleError(cycle)
        names = sorted(self.planned[i].name for i in self._stuck)
        return GraphDeadlockError(f"Deadlock: stages {names} can never start: {self.plan.describe_unknown()}")

    def enveloped(self, ctx: StageContext) -> Call | None:
        """How a run calls its stages through interceptors and within limits; None when it just calls them."""
        call: Call | None = None
        if self._interceptors:
            from stageflow.pipeline.envelope import unified_envelope

            call = unified_envelope(self._interceptors, ctx)
        if self._limits.none:
            return call
        return self._limits.of_run(call if call is not None else _just_call)

    @staticmethod
    def _duration_ms(start: Any, end: Any) -> int:
        """Whole milliseconds between two moments, given in seconds or as datetimes."""
        elapsed = end - start
        seconds = elapsed.total_seconds() if isinstance(elapsed, timedelta) else elapsed
        return int(seconds * 1000)


def _just_call(stage: PlannedStage, ctx: StageContext) -> Any:
    return checked(stage, stage.runner(ctx))


class Run:
    """A run under way. `await run` gives its outputs or raises its error, as `graph.run` does.

    Cancelling the task that awaits it cancels the run, and waits until it has ended.
    """

    def __init__(self, run: GraphRun) -> None:
        self._run = run
        self._task = asyncio.get_running_loop().create_task(run.main())

    def __await__(self) -> Generator[Any, None, dict[str, StageOutput]]:
        return self._outcome().__await__()

    async def _outcome(self) -> dict[str, StageOutput]:
        try:
            while True:
                try:
                    return await asyncio.shield(self._task)
                except CancelledError:
                    if self._task.done():
                        raise
                    self._run.stop_from_outside()
        finally:
            del self  # the task holds its error, whose traceback holds this frame

    def cancel(self, reason: str = "Cancellation requested") -> None:
        """Cancel the run: its awaiter gets UnifiedPipelineCancelled with this reason."""
        self._run.cancel_token.cancel(reason)

    def register_cleanup(self, callback: CleanupCallback, *, name: str | None = None) -> None:
        """Run `callback` once when this run ends. Raises RuntimeError when it has ended."""
        self._run.register_cleanup(callback, name)

    @property
    def cancel_token(self) -> CancellationToken:
        """The run's token."""
        return self._run.cancel_token

    def done(self) -> bool:
        """Whether the run has ended."""
        return self._task.done()
