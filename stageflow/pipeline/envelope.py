"""How a stage is called through its interceptors, for both kinds of graph."""

from __future__ import annotations

import asyncio
import logging
from asyncio import CancelledError
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from stageflow.context.identity import id_text
from stageflow.core.stage_enums import StageStatus
from stageflow.core.stage_output import StageOutput
from stageflow.events.sink import NoOpEventSink
from stageflow.pipeline.interceptor_types import BaseInterceptor, CancelledStageResult, ErrorAction, InterceptorResult
from stageflow.stages.context import PipelineContext
from stageflow.stages.result import StageResult, Stopwatch

if TYPE_CHECKING:
    from stageflow.core.stage_context import StageContext
    from stageflow.pipeline.planned import PlannedStage

logger = logging.getLogger("interceptors")

DEFAULT_TIMEOUT_MS = 30000
StageCall = Callable[[], Awaitable[StageResult]]


async def run_with_interceptors(
    stage_name: str, stage_run: StageCall, ctx: PipelineContext, interceptors: list[BaseInterceptor]
) -> StageResult:
    """Call a stage through its interceptors; never raises an Exception.

    `before` in order of priority; `after` in reverse, for exactly those whose `before` was called, on every way out. A
    hook that raises is logged and ignored. The stage is bounded by `ctx.data["_timeout.<stage>"]` milliseconds (default
    30000; 0 or less: unbounded), and so is the one retry that `on_error` may ask for. CancelledError is raised on.
    """
    passage = _Passage(stage_name, stage_run, ctx, interceptors, DEFAULT_TIMEOUT_MS)
    return await passage.through()


class _Late(Exception):
    """The stage took longer than its timeout."""


class _Passage:
    """One stage on its way through its interceptors."""

    def __init__(
        self,
        stage_name: str,
        call: StageCall,
        ctx: PipelineContext,
        interceptors: Sequence[BaseInterceptor],
        default_timeout_ms: int | None,
    ) -> None:
        self._stage_name = stage_name
        self._call = call
        self._ctx = ctx
        self._interceptors = sorted(interceptors, key=lambda interceptor: interceptor.priority)
        self._default_timeout_ms = default_timeout_ms
        self._entered: list[BaseInterceptor] = []
        self._watch = Stopwatch()
        self.short_circuit = False
        self.timed_out = False

    async def through(self) -> StageResult:
        """Call the stage and its hooks; the result."""
        try:
            result = await self._before()
            if result is None:
                result = await self._stage()
        except BaseException:
            began, now = self._watch.started_at, self._watch.now()
            cancelled = CancelledStageResult(self._stage_name, "failed", began, now, error="cancelled")
            await self._after(cancelled)
            raise
        await self._after(result)
        return result

    async def _before(self) -> StageResult | None:
        for interceptor in self._interceptors:
            self._entered.append(interceptor)
            try:
                verdict = await interceptor.before(self._stage_name, self._ctx)
            except Exception as error:  # noqa: BLE001 - a broken interceptor must not fail the stage
                self._hook_failed(interceptor, error)
                continue
            if isinstance(verdict, InterceptorResult) and not verdict.stage_ran:
                self.short_circuit = True
                logger.info(
                    "stage %s short-circuited",
                    self._stage_name,
                    extra={**self._of_run(), "interceptor": interceptor.name},
                )
                status = "completed" if verdict.error is None else "failed"
                return self._result(status, verdict.result or {}, verdict.error)
        return None

    async def _stage(self) -> StageResult:
        try:
            return await self._bounded()
        except _Late as late:
            return self._late(late)
        except Exception as error:  # noqa: BLE001 - whatever the stage raises is its failure
            if await self._on_error(error) is not ErrorAction.RETRY:
                return self._result("failed", {}, str(error))
        try:
            return await self._bounded()
        except _Late as late:
            return self._late(late)
        except Exception as error:  # noqa: BLE001 - as above
            return self._result("failed", {}, str(error))

    async def _bounded(self) -> StageResult:
        timeout_ms = self._ctx.data.get(f"_timeout.{self._stage_name}", self._default_timeout_ms)
        if timeout_ms is None or timeout_ms <= 0:
            return await self._call()
        # asyncio.timeout and not wait_for: it can tell its own expiry from a TimeoutError of the stage
        scope = asyncio.timeout(timeout_ms / 1000)
        try:
            async with scope:
                return await self._call()
        except TimeoutError:
            if scope.expired():
                raise _Late(f"stage {self._stage_name!r} timed out after {timeout_ms} ms") from None
            raise

    def _late(self, late: _Late) -> StageResult:
        self.timed_out = True
        logger.warning("%s", late, extra=self._of_run())
        return self._result("failed", {}, str(late))

    async def _on_error(self, stage_error: Exception) -> ErrorAction:
        for interceptor in reversed(self._interceptors):
            try:
                action = await interceptor.on_error(self._stage_name, stage_error, self._ctx)
            except Exception as error:  # noqa: BLE001 - a broken interceptor must not change the failure
                self._hook_failed(interceptor, error)
                continue
            if action is not ErrorAction.FAIL:
                return action
        return ErrorAction.FAIL

    async def _after(self, result: StageResult) -> None:
        cancelled: CancelledError | None = None
        for interceptor in reversed(self._entered):
            try:
                await interceptor.after(self._stage_name, result, self._ctx)
            except CancelledError as error:
                cancelled = error  # the remaining ones still get their call
            except Exception as error:  # noqa: BLE001 - a broken interceptor must not change the outcome
                self._hook_failed(interceptor, error)
        try:
            if cancelled is not None:
                raise cancelled
        finally:
            del cancelled  # its traceback holds this frame

    def _hook_failed(self, interceptor: BaseInterceptor, error: Exception) -> None:
        logger.error(
            "interceptor %s failed on stage %s: %s",
            interceptor.name,
            self._stage_name,
            error,
            extra={**self._of_run(), "interceptor": interceptor.name, "error": str(error)},
        )

    def _of_run(self) -> dict[str, Any]:
        """Which stage of which run a log line speaks of."""
        run_id = getattr(self._ctx, "pipeline_run_id", None)  # a context that somebody made for a test may have none
        return {"stage": self._stage_name, "pipeline_run_id": id_text(run_id)}

    def _result(self, status: Any, data: Any, error: str | None) -> StageResult:
        return StageResult(self._stage_name, status, self._watch.started_at, self._watch.now(), data, error)


class _StageCall:
    """Calls a stage of the unified graph and remembers what came of it beside the StageResult the hooks see."""

    def __init__(self, stage: PlannedStage, ctx: StageContext) -> None:
        self._stage = stage
        self._ctx = ctx
        self.raw: Any = None
        self.error: Exception | None = None

    async def __call__(self) -> StageResult:
        watch = Stopwatch()
        try:
            self.raw = await self._stage.runner(self._ctx)
        except Exception as error:
            self.error = error
            raise
        self.error = None
        failed = isinstance(self.raw, StageOutput) and self.raw.status == StageStatus.FAIL
        data = self.raw.data if isinstance(self.raw, StageOutput) else self.raw if isinstance(self.raw, dict) else {}
        error_text = self.raw.error if isinstance(self.raw, StageOutput) else None
        status: Any = "failed" if failed else "completed"
        return StageResult(self._stage.name, status, watch.started_at, watch.now(), data, error_text)


def unified_envelope(
    interceptors: Sequence[BaseInterceptor], ctx: StageContext
) -> Callable[[PlannedStage, StageContext], Awaitable[Any]]:
    """How one run of the unified graph calls its stages through `interceptors`.

    The hooks of a run share one PipelineContext made of the snapshot's identity. There is no timeout unless its data
    has `_timeout.<stage>`, which TimeoutInterceptor sets.
    """
    snapshot = ctx.snapshot
    shared = PipelineContext(
        pipeline_run_id=snapshot.pipeline_run_id,
        request_id=snapshot.request_id,
        session_id=snapshot.session_id,
        user_id=snapshot.user_id,
        org_id=snapshot.org_id,
        interaction_id=snapshot.interaction_id,
        topology=snapshot.topology,
        execution_mode=snapshot.execution_mode,
        event_sink=ctx.event_sink if ctx.event_sink is not None else NoOpEventSink(),
        data=dict(snapshot.metadata),
    )

    async def call_stage(stage: PlannedStage, stage_ctx: StageContext) -> Any:
        call = _StageCall(stage, stage_ctx)
        passage = _Passage(stage.name, call, shared, interceptors, None)
        result = await passage.through()
        if passage.short_circuit:
            if result.error is not None:
                return StageOutput.fail(result.error, dict(result.data))
            return StageOutput.ok(dict(result.data))
        if passage.timed_out:
            raise TimeoutError(result.error)
        try:
            if call.error is not None:
                raise call.error
            return call.raw
        finally:
            call.error = None  # its traceback holds this frame

    return call_stage
