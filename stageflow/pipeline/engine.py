"""One run of a graph: starts stages, waits for them, ends them, cleans up. Decides nothing: that is RunState."""

from __future__ import annotations

import asyncio
import logging
from asyncio import CancelledError, Task, current_task
from collections import deque
from collections.abc import Iterable
from contextvars import Context, ContextVar, copy_context
from sys import getrefcount
from time import monotonic
from types import CoroutineType
from typing import TYPE_CHECKING, Any

from stageflow.context.identity import id_text
from stageflow.core.stage_enums import StageStatus
from stageflow.core.stage_output import StageOutput, set_duration_ms
from stageflow.pipeline import run_log
from stageflow.pipeline.cancellation import CancellationToken, CleanupCallback, CleanupRegistry
from stageflow.pipeline.ending import ended
from stageflow.pipeline.errors import StuckStageError
from stageflow.pipeline.planned import PlannedStage, SharedContext, context_of
from stageflow.pipeline.run_state import RunState
from stageflow.pipeline.stage_call import (
    UNSHARED,
    Skipped,
    already,
    as_output,
    awaited,
    cancel_was_undelivered,
    checked,
    keep_driving,
    makes_plain_tasks,
    without_stop_iteration,
)

if TYPE_CHECKING:
    from stageflow.core.stage_context import StageContext
    from stageflow.pipeline.runnable import Graph

_OK = StageStatus.OK
_SUSPENDED: Any = object()
# How many stages run without a pause before other tasks of the loop get a turn.
_STAGES_PER_TURN = 256

current_run: ContextVar[GraphRun | None] = ContextVar("stageflow_current_run", default=None)


class GraphRun:
    """All state of one run.

    Two ways to run stages, with the same outcomes. Inline, a worker task steps ready stages one after another; a stage
    that suspends keeps that task, and the stages behind it get tasks of their own, so that `asyncio.current_task()` is
    always the task that drives the stage. On a loop with `one_task_per_stage = True` every stage has a task from the
    start. Either way every stage runs in its own copy of the context that the run was started in.
    """

    __slots__ = (
        "_base", "_ctx", "_enveloped", "_graph", "_log", "_loop", "_own_tasks", "_plain", "_plain_tasks", "_run_id",
        "_settled", "_shared", "_stop_called", "_stopped_outside", "_suspended", "_tasks", "cancel_token",
        "cleanup_registry", "outer", "over", "state",
    )  # fmt: skip

    def __init__(self, graph: Graph, ctx: StageContext) -> None:
        self._graph = graph
        self._ctx = ctx
        self._run_id = ctx.snapshot.pipeline_run_id
        self._loop = asyncio.get_running_loop()
        self._plain_tasks = makes_plain_tasks(self._loop)
        self._own_tasks = bool(getattr(self._loop, "one_task_per_stage", False))
        self._settled: asyncio.Future[None] = self._loop.create_future()
        self._tasks: dict[asyncio.Task[None], PlannedStage] = {}
        self._suspended: tuple[Any, Any] = (None, None)
        self._stop_called = False
        self._stopped_outside = False
        self._log = run_log.logger if run_log.logger.isEnabledFor(logging.INFO) else None
        self._enveloped = graph.enveloped(ctx)
        self._plain = self._log is None and self._enveloped is None
        self.state = RunState(graph.plan)
        self._shared = SharedContext(ctx, self.state.outputs)
        self.cancel_token = CancellationToken()
        self.cleanup_registry = CleanupRegistry()
        self.outer = current_run.get()
        self.over = False
        self.cancel_token.on_cancel(self._on_token_cancel)
        self._base: Context = copy_context()
        self._base.run(current_run.set, self)

    # -- the run from start to end ------------------------------------------------------------------------------------

    async def main(self) -> dict[str, StageOutput]:
        """Run to the end. When this returns or raises, no stage task is alive and every cleanup has run once."""
        stuck: list[str] = []
        try:
            deadlock = self._graph.deadlock()
            if deadlock is None:
                self._begin()
            else:
                self._settle()
            try:
                await self._settled
            except CancelledError:
                self._stopped_outside = True
            stuck = await self._end_tasks()
            await self._clean_up()
            self._raise_ending(deadlock, stuck)
            return self.state.outputs
        finally:
            self._release()
            deadlock = None

    def stop_from_outside(self) -> None:
        """End the run as if the task that runs it had been cancelled."""
        self._stopped_outside = True
        self._stop()

    def _begin(self) -> None:
        if self._log:
            run_log.graph_started(self._run_id, self._graph.planned)
        if self.state.ended or self._stopped_outside:
            self._settle()
        elif self._own_tasks:
            self._start_each(self._graph.root_stages)
        else:
            roots = self._graph.root_stages
            task = self._loop.create_task(self._run_inline(roots), name=roots[0].name, context=self._base.copy())
            self._tasks[task] = roots[0]

    def _settle(self) -> None:
        if not self._settled.done():
            self._settled.set_result(None)

    def _raise_ending(self, deadlock: Exception | None, stuck: list[str]) -> None:
        error: BaseException | None = self.state.error() or deadlock
        try:
            if stuck:
                raise StuckStageError(stuck, self._graph.cancel_grace) from error
            if self._stopped_outside:
                raise CancelledError
            if error is not None:
                raise error
        finally:
            del error  # its traceback holds this frame
        if self._log:
            run_log.graph_completed(self._run_id, self.state.outputs, self._graph.planned)

    def _release(self) -> None:
        """Let go of everything that leads back here: an ended run leaves no reference cycle."""
        self.over = True
        self._graph.forget(self)
        self._tasks.clear()
        self.state.release()
        self.cancel_token.release()
        self._base = Context()
        self._enveloped = None
        self.outer = None

    # -- stages -------------------------------------------------------------------------------------------------------

    def _start_each(self, stages: Iterable[PlannedStage]) -> None:
        """Give each a task of its own, named after the stage, in a fresh copy of the run's context."""
        tasks, loop, plain, copy, run_alone = (
            self._tasks,
            self._loop,
            self._plain_tasks,
            self._base.copy,
            self._run_alone,
        )
        for stage in stages:
            if plain:
                task = Task(run_alone(stage), loop=loop, name=stage.name, context=copy())
            else:
                task = loop.create_task(run_alone(stage), name=stage.name, context=copy())
            tasks[task] = stage

    async def _run_alone(self, stage: PlannedStage) -> None:
        """One stage in a task of its own; then what became ready by it."""
        task = current_task(self._loop)
        assert task is not None
        started = monotonic()
        try:
            if self._plain and not stage.conditional:
                work: Any = stage.runner(context_of(stage, self._shared))
            else:
                work = self._call_with_detours(stage)
            raw = await (work if type(work) is CoroutineType else checked(stage, work))
            if task.cancelling() and await cancel_was_undelivered(task):
                raise CancelledError("the stage cancelled its own task")
        except (KeyboardInterrupt, SystemExit):
            self.state.ended = True
            self._after_ending()
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a stage raises is that stage's failure
            self._failed(stage, error)
            new = None
        else:
            new = self._finished(stage, raw, started)
        if new and not self._own_tasks:
            await self._run_inline(new)
            return
        self._tasks.pop(task, None)  # a run gives up stages that refuse to end
        if new:
            self._start_each(new)
        elif self.state.ended:
            self._after_ending()

    async def _run_inline(self, ready: list[PlannedStage]) -> None:
        """Stages one after another in this task, until none is ready."""
        task = current_task(self._loop)
        assert task is not None
        cancelling = task.cancelling
        queue, base, first_step, finished = deque(ready), self._base, self._first_step, self._finished
        turn = _STAGES_PER_TURN
        while queue:
            stage = queue.popleft()
            started = monotonic()
            run = base.copy().run
            try:
                raw = run(first_step, stage)
                if raw is _SUSPENDED:
                    (stepped, waits_for), self._suspended = self._suspended, (None, None)
                    self._hand_over(stage, queue, task)
                    raw = await keep_driving(stepped, waits_for, run)
                if cancelling() and await cancel_was_undelivered(task):
                    raise CancelledError("the stage cancelled its own task")
            except (KeyboardInterrupt, SystemExit):
                self.state.ended = True
                self._after_ending()
                raise
            except BaseException as error:  # noqa: BLE001 - whatever a stage raises is that stage's failure
                self._failed(stage, error)
            else:
                new = finished(stage, raw, started)
                if new:
                    queue.extend(new)
            turn -= 1
            if not turn and queue:
                turn = _STAGES_PER_TURN
                await self._give_way(queue)
        self._tasks.pop(task, None)  # a run gives up stages that refuse to end
        if self.state.ended:
            self._after_ending()

    def _first_step(self, stage: PlannedStage) -> Any:
        """Start a stage and step it once: what it returns, or `_SUSPENDED` with the coroutine in `_suspended`."""
        if self._plain and not stage.conditional:
            work: Any = stage.runner(context_of(stage, self._shared))
        else:
            work = self._call_with_detours(stage)
        if type(work) is not CoroutineType:
            work = awaited(checked(stage, work))
        try:
            self._suspended = work, work.send(None)
        except StopIteration as stop:
            return stop.value
        return _SUSPENDED

    def _call_with_detours(self, stage: PlannedStage) -> Any:
        if stage.conditional and (reason := self._skip_reason(stage)) is not None:
            return already(Skipped(reason))
        if self._log:
            run_log.stage_started(self._run_id, stage)
        ctx = context_of(stage, self._shared)
        return stage.runner(ctx) if self._enveloped is None else self._enveloped(stage, ctx)

    def _hand_over(self, stage: PlannedStage, queue: deque[PlannedStage], task: asyncio.Task[None]) -> None:
        """`stage` has suspended and keeps this task; the others behind it go on without it."""
        self._tasks[task] = stage
        task.set_name(stage.name)
        if queue:
            self._start_each(queue)
            queue.clear()
        if self.state.ended:
            self._after_ending()

    async def _give_way(self, queue: deque[PlannedStage]) -> None:
        if self.state.ended:
            self._after_ending()
        await asyncio.sleep(0)

    def _skip_reason(self, stage: PlannedStage) -> Any:
        """What the first dependency that has a `skip_reason` says; None for nothing or something false."""
        for name in stage.dependencies:
            data = self.state.outputs[name].data
            if "skip_reason" in data:
                return data["skip_reason"] or None
        return None

    def _finished(self, stage: PlannedStage, raw: Any, started: float) -> list[PlannedStage] | None:
        """Record what a stage returned; the stages that became ready by it."""
        elapsed_ms = int((monotonic() - started) * 1000)
        if type(raw) is StageOutput:
            if raw.duration_ms is None and getrefcount(raw) <= UNSHARED:
                set_duration_ms(raw, elapsed_ms)
                output = raw
            else:
                output = raw.with_duration(elapsed_ms)
        else:
            try:
                output = as_output(stage, raw, elapsed_ms)
            except TypeError as error:
                self._failed(stage, error)
                return None
        state = self.state
        new = state.finish(stage, output)
        if output.status is not _OK and output.status == StageStatus.SKIP:
            run_log.emit_skipped(self._run_id, self._ctx, stage, output)
        if self._log:
            run_log.stage_completed(self._run_id, stage, output)
        if not state.left:
            self._settle()
        return new

    def _failed(self, stage: PlannedStage, error: BaseException) -> None:
        if isinstance(error, CancelledError) and self._stop_called:
            return  # the engine's own doing
        if isinstance(error, StopIteration):  # of a runner that is no coroutine; nobody could raise it on
            error = without_stop_iteration(stage, error)
        run_log.stage_failed(self._run_id, stage, error)
        self.state.fail(stage, error)

    # -- the end ------------------------------------------------------------------------------------------------------

    def _on_token_cancel(self) -> None:
        self.state.cancel(self.cancel_token.reason or "")
        try:
            here = asyncio.get_running_loop() is self._loop
        except RuntimeError:
            here = False
        if here:
            self._after_ending()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop)

    def _after_ending(self) -> None:
        """Stop everything, one turn of the loop later: stages that are ready in this turn still have their say."""
        if not self._stop_called and not self.over:
            self._loop.call_soon(self._stop)

    def _stop(self) -> None:
        if self._stop_called or self.over:
            return
        self._stop_called = True
        self.state.close()
        if self.state.ended or self._stopped_outside:
            self.cancel_token.cancel(self.state.why())
        for task in tuple(self._tasks):
            task.cancel()
        self._settle()

    async def _end_tasks(self) -> list[str]:
        """Stop what still runs and wait for it. Returns the stages that go on in spite of that."""
        self._stop()
        if not self._tasks:
            return []
        alive, cancelled = await ended(self._tasks, self._graph.cancel_grace)
        self._stopped_outside = self._stopped_outside or cancelled
        return sorted({self._tasks[task].name for task in alive})

    async def _clean_up(self) -> None:
        if not self.cleanup_registry.pending_count:
            return
        context = copy_context()
        context.run(current_run.set, self)  # a cleanup is inside its run: what it registers goes to that one
        run_id = id_text(self._run_id)
        self.cleanup_registry.of_run(run_id, context)
        try:
            completed, failed = await self.cleanup_registry.run_all(timeout=self._graph.cleanup_timeout)
        except CancelledError:
            self._stopped_outside = True
            return
        finally:
            self.cleanup_registry.of_run(run_id)  # the context leads back here
        if self._log:
            run_log.cleanup_completed(self._run_id, completed, failed)

    def register_cleanup(self, callback: CleanupCallback, name: str | None) -> None:
        """Add a cleanup to this run. Raises RuntimeError when the run is over."""
        if self.over:
            raise RuntimeError("cannot register a cleanup: the run is over")
        self.cleanup_registry.register(callback, name=name)
