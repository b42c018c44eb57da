"""Child runs: spawning, tracking and cancelling them."""

from __future__ import annotations

import asyncio
import logging
from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from stageflow.events.sink import get_event_sink
from stageflow.pipeline.child_tracker import ChildRunTracker
from stageflow.pipeline.subpipeline_events import (
    MaxDepthExceededError,
    PipelineCanceledEvent,
    PipelineChildCompletedEvent,
    PipelineChildFailedEvent,
    PipelineSpawnedChildEvent,
    SubpipelineResult,
)
from stageflow.suggest import names_keywords

if TYPE_CHECKING:
    from stageflow.stages.context import PipelineContext

DEFAULT_MAX_SUBPIPELINE_DEPTH = 5
# How many cancelled runs a spawner remembers; without a bound the set would grow for ever.
_REMEMBERED_CANCELS = 4096

logger = logging.getLogger("stageflow.subpipeline")

ChildRunner = Callable[["PipelineContext"], Awaitable[Any]]


class _Child:
    """A child run under way."""

    __slots__ = ("ctx", "started", "task")

    def __init__(self, ctx: PipelineContext, task: asyncio.Task[Any]) -> None:
        self.ctx = ctx
        self.task = task
        self.started = monotonic()

    @property
    def duration_ms(self) -> float:
        return (monotonic() - self.started) * 1000


class SubpipelineSpawner:
    """Starts child runs and cancels them.

    Every spawned child has one terminal event: completed, failed or canceled. A failing event sink is logged and
    changes nothing; a sink may ask the spawner and its tracker while it is told. Nothing is remembered of a child that
    has ended but, for a while, that it was cancelled.
    """

    @names_keywords
    def __init__(
        self,
        child_tracker: ChildRunTracker | None = None,
        emit_events: bool = True,
        max_depth: int = DEFAULT_MAX_SUBPIPELINE_DEPTH,
    ) -> None:
        self._tracker = child_tracker if child_tracker is not None else get_child_tracker()
        self._emit_events = emit_events
        self._max_depth = max_depth
        self._run_depths: dict[UUID, int] = {}
        self._live: dict[UUID, _Child] = {}
        self._told: set[UUID] = set()  # live children whose end has been told, or is being told
        self._canceled_runs: dict[UUID, str] = {}

    @property
    def max_depth(self) -> int:
        """How many levels of children there may be."""
        return self._max_depth

    async def spawn(
        self,
        pipeline_name: str,
        ctx: PipelineContext,
        correlation_id: UUID,
        parent_stage_id: str,
        runner: ChildRunner,
        *,
        topology: str | None = None,
        execution_mode: str | None = None,
    ) -> SubpipelineResult:
        """Run `runner(child context)` as a child of `ctx`, in a task of its own, and wait for it.

        An exception of the child becomes a result without success, and so does its cancellation by
        `cancel_with_children`, whatever the child does about it. When the caller is cancelled the child is, too, and
        has ended before CancelledError is raised. Raises MaxDepthExceededError when `ctx` is at the greatest depth,
        whichever spawner counted it, and RuntimeError when the id that was drawn is that of a live child.
        """
        depth = self._depth_of(ctx)
        child_id = uuid4()
        if child_id in self._run_depths:  # it is there before the first suspension, the task only after the event
            raise RuntimeError(f"child run id {child_id} is in use already")
        child_ctx = ctx.fork(
            child_id, parent_stage_id, correlation_id, topology=topology, execution_mode=execution_mode
        )
        parent_id = ctx.pipeline_run_id
        self._run_depths[child_id] = depth + 1
        try:
            if parent_id is not None:
                await self._tracker.register_child(parent_id, child_id)
                await self._emit(
                    "pipeline.spawned_child",
                    PipelineSpawnedChildEvent(parent_id, child_id, parent_stage_id, pipeline_name, correlation_id),
                )
            child = self._live[child_id] = _Child(child_ctx, asyncio.create_task(_called(runner, child_ctx)))
            if child_id in self._canceled_runs:  # while its beginning was told: it is not to begin
                child.task.cancel()
            caller_cancelled = await _ended(child.task)
            result = await self._terminal(pipeline_name, child_id, parent_id, child, caller_cancelled)
        except CancelledError:
            await self._cancelled_before_end(child_id, parent_id)
            raise
        finally:
            try:
                if parent_id is not None:
                    await self._tracker.unregister_child(parent_id, child_id)
            finally:  # not before: who is cancelled by the tracker's list must be known here
                self._live.pop(child_id, None)
                self._told.discard(child_id)
                self._run_depths.pop(child_id, None)
        if caller_cancelled:
            raise CancelledError
        return result

    def _depth_of(self, ctx: PipelineContext) -> int:
        counted = self._run_depths.get(ctx.pipeline_run_id, 0) if ctx.pipeline_run_id is not None else 0
        depth = max(counted, ctx._depth)
        if depth >= self._max_depth:
            extra = {
                "parent_run_id": str(ctx.pipeline_run_id),
                "current_depth": depth,
                "max_depth": self._max_depth,
            }
            logger.error("subpipeline depth exceeded", extra=extra)
            raise MaxDepthExceededError(depth, self._max_depth, ctx.pipeline_run_id)
        return depth

    async def _terminal(
        self, pipeline_name: str, child_id: UUID, parent_id: UUID | None, child: _Child, caller_cancelled: bool
    ) -> SubpipelineResult:
        """The result of a child that has ended, after its terminal event."""
        duration_ms = child.duration_ms
        event: Any
        if child.task.cancelled() or caller_cancelled or child_id in self._canceled_runs:
            if not child.task.cancelled() and (failure := child.task.exception()) is not None:
                extra = {"child_run_id": str(child_id), "pipeline_name": pipeline_name, "error": str(failure)}
                logger.error("cancelled child failed while it ended: %s", failure, extra=extra)
                del failure  # its traceback holds this frame
            reason = self._canceled_runs.get(child_id) or ("parent cancelled" if caller_cancelled else "cancelled")
            if parent_id is not None and self._is_to_be_told(child_id):
                await self._emit("pipeline.canceled", PipelineCanceledEvent(child_id, parent_id, reason))
            return SubpipelineResult(False, child_id, error=f"cancelled: {reason}", duration_ms=duration_ms)
        self._told.add(child_id)
        error = child.task.exception()
        try:
            if error is None:
                if parent_id is not None:
                    event = PipelineChildCompletedEvent(parent_id, child_id, pipeline_name, duration_ms)
                    await self._emit("pipeline.child_completed", event)
                result = child.task.result()
                data = result if isinstance(result, dict) else {"result": result}
                return SubpipelineResult(True, child_id, data=data, duration_ms=duration_ms)
            extra = {"child_run_id": str(child_id), "pipeline_name": pipeline_name, "error": str(error)}
            logger.error("child run failed: %s", error, extra=extra)
            if parent_id is not None:
                event = PipelineChildFailedEvent(parent_id, child_id, pipeline_name, str(error), duration_ms)
                await self._emit("pipeline.child_failed", event)
            if not isinstance(error, Exception):
                raise error
            return SubpipelineResult(False, child_id, error=str(error), duration_ms=duration_ms)
        finally:
            del error  # its traceback holds this frame

    async def _cancelled_before_end(self, child_id: UUID, parent_id: UUID | None) -> None:
        """The caller was cancelled while an event was under way: pair the spawned event if the child never started."""
        if parent_id is not None and child_id not in self._live and self._is_to_be_told(child_id):
            reason = self._canceled_runs.get(child_id) or "parent cancelled"
            await self._emit("pipeline.canceled", PipelineCanceledEvent(child_id, parent_id, reason))

    async def cancel_with_children(
        self,
        run_id: UUID,
        reason: str = "user_requested",
        contexts: dict[UUID, PipelineContext] | None = None,
    ) -> list[UUID]:
        """Cancel a run and its descendants; the ids that were not cancelled before, children before parents.

        Marks their contexts (those given and those of live children), cancels the tasks of the live children of this
        spawner, and sends `pipeline.canceled` for each. Unknown ids are accepted. A child that had come to its end
        before is left out. The run `run_id` itself is only marked unless this spawner started it.
        """
        own = set(self._run_depths)
        family = await self._family(run_id)
        gone = own - self._run_depths.keys()  # ended while the tracker was asked
        newly = [
            e for e in family if e[0] not in self._canceled_runs and e[0] not in gone and not self._has_ended(e[0])
        ]
        for member, _, _ in newly:
            self._canceled_runs[member] = reason
            child = self._live.get(member)
            for ctx in ((contexts or {}).get(member), child.ctx if child is not None else None):
                if ctx is not None:
                    ctx.mark_canceled()
        while len(self._canceled_runs) > _REMEMBERED_CANCELS:
            del self._canceled_runs[next(iter(self._canceled_runs))]
        # Before they are told: while a sink takes its time, a child could come to another end.
        for member, _, _ in newly:
            child = self._live.get(member)
            if child is not None:
                child.task.cancel()
        tell_themselves = {member for member, parent_id, _ in newly if parent_id is not None} & self._run_depths.keys()
        for member, parent_id, distance in newly:
            if member in tell_themselves and member not in self._run_depths:
                continue  # while others were told it ended, and was told by its own spawn
            if self._is_to_be_told(member):
                await self._emit("pipeline.canceled", PipelineCanceledEvent(member, parent_id, reason, distance))
        return [member for member, _, _ in newly]

    def _has_ended(self, run_id: UUID) -> bool:
        """Whether a live child has come to its end, which may still have to be told."""
        child = self._live.get(run_id)
        return run_id in self._told or (child is not None and child.task.done())

    def _is_to_be_told(self, run_id: UUID) -> bool:
        """Whether nobody has told the end of a run yet; who asks tells it. One that is not live has nobody else to."""
        if run_id in self._told:
            return False
        if run_id in self._run_depths:
            self._told.add(run_id)
        return True

    async def _family(self, run_id: UUID) -> list[tuple[UUID, UUID | None, int]]:
        """(run, parent, distance) of a run and its descendants, depth first, children before parents."""
        order: list[tuple[UUID, UUID | None, int]] = []
        seen = {run_id}
        stack: list[tuple[UUID, UUID | None, int]] = [(run_id, await self._tracker.get_parent(run_id), 0)]
        while stack:
            entry = stack.pop()
            order.append(entry)
            children = sorted(await self._tracker.get_children(entry[0]) - seen, key=str)
            seen.update(children)
            stack.extend((child, entry[0], entry[2] + 1) for child in children)
        return order[::-1]

    async def is_canceled(self, run_id: UUID) -> bool:
        """Whether the run was cancelled through this spawner, as far as it remembers."""
        return run_id in self._canceled_runs

    async def _emit(self, type: str, event: Any) -> None:
        if not self._emit_events:
            return
        try:
            await get_event_sink().emit(type=type, data=event.to_dict())
        except Exception as error:  # noqa: BLE001 - a sink is foreign code and must not change a child's outcome
            logger.warning("event sink failed for %s: %s", type, error)


async def _called(runner: ChildRunner, ctx: PipelineContext) -> Any:
    return await runner(ctx)


async def _ended(task: asyncio.Task[Any]) -> bool:
    """Wait for a task; cancel it when the caller is cancelled. Returns whether that happened."""
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except CancelledError:
            cancelled = True
            task.cancel()
    return cancelled


_globals_lock = RLock()
_child_tracker: ChildRunTracker | None = None
_spawner: SubpipelineSpawner | None = None


def get_child_tracker() -> ChildRunTracker:
    """The tracker of the process, made when first asked for."""
    global _child_tracker
    with _globals_lock:
        if _child_tracker is None:
            _child_tracker = ChildRunTracker()
        return _child_tracker


def set_child_tracker(tracker: ChildRunTracker) -> None:
    """Make `tracker` the tracker of the process; spawners that exist keep theirs."""
    global _child_tracker
    with _globals_lock:
        _child_tracker = tracker


def clear_child_tracker() -> None:
    """Forget the tracker of the process; the next `get_child_tracker` makes a new one."""
    global _child_tracker
    with _globals_lock:
        _child_tracker = None


def get_subpipeline_spawner() -> SubpipelineSpawner:
    """The spawner of the process, made when first asked for."""
    global _spawner
    with _globals_lock:  # re-entrant: a new spawner asks for the tracker
        if _spawner is None:
            _spawner = SubpipelineSpawner()
        return _spawner


def set_subpipeline_spawner(spawner: SubpipelineSpawner) -> None:
    """Make `spawner` the spawner of the process."""
    global _spawner
    with _globals_lock:
        _spawner = spawner


def clear_subpipeline_spawner() -> None:
    """Forget the spawner of the process; the next `get_subpipeline_spawner` makes a new one."""
    global _spawner
    with _globals_lock:
        _spawner = None


__all__ = [
    "DEFAULT_MAX_SUBPIPELINE_DEPTH",
    "ChildRunTracker",
    "MaxDepthExceededError",
    "PipelineCanceledEvent",
    "PipelineChildCompletedEvent",
    "PipelineChildFailedEvent",
    "PipelineSpawnedChildEvent",
    "SubpipelineResult",
    "SubpipelineSpawner",
    "clear_child_tracker",
    "clear_subpipeline_spawner",
    "get_child_tracker",
    "get_subpipeline_spawner",
    "set_child_tracker",
    "set_subpipeline_spawner",
]
