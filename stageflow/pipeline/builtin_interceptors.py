"""The built-in interceptors. `stageflow.pipeline.interceptors` exports them."""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING

from stageflow.context.identity import id_text
from stageflow.pipeline.breaker import CircuitBreakerInterceptor
from stageflow.pipeline.interceptor_types import BaseInterceptor, InterceptorResult

if TYPE_CHECKING:
    from datetime import datetime

    from stageflow.auth.validators import JwtValidator
    from stageflow.stages.context import PipelineContext
    from stageflow.stages.result import StageResult


def _duration_ms(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() * 1000)


class TimeoutInterceptor(BaseInterceptor):
    """Sets the timeout of each stage: its own `_timeout.<stage>` if the user set one, else `_timeout_ms` of the run."""

    name = "timeout"
    priority = 5
    DEFAULT_TIMEOUT_MS = 30000

    def __init__(self) -> None:
        self._set_by_user: set[tuple[int, str]] = set()

    async def before(self, stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
        """Put the timeout where the engine looks for it."""
        key = f"_timeout.{stage_name}"
        if key in ctx.data:
            self._set_by_user.add((id(ctx), stage_name))
        else:
            ctx.data[key] = ctx.data.get("_timeout_ms", self.DEFAULT_TIMEOUT_MS)
        return None

    async def after(self, stage_name: str, _result: StageResult, ctx: PipelineContext) -> None:
        """Take it away again, unless it is the user's."""
        if (id(ctx), stage_name) in self._set_by_user:
            self._set_by_user.discard((id(ctx), stage_name))
        else:
            ctx.data.pop(f"_timeout.{stage_name}", None)


class TracingInterceptor(BaseInterceptor):
    """Keeps the name and start of the stage under way in the context's data.

    Stages that run side by side share those two keys, so each one's start is also kept under `_tracing.<stage>`.
    """

    name = "tracing"
    priority = 20

    async def before(self, stage_name: str, ctx: PipelineContext) -> None:
        """Open the span."""
        ctx.data["_tracing.span_name"] = stage_name
        ctx.data["_tracing.span_start"] = ctx.data[f"_tracing.{stage_name}"] = ctx.now()

    async def after(self, _stage_name: str, _result: StageResult, ctx: PipelineContext) -> None:
        """Close the span."""
        ctx.data.pop(f"_tracing.{_stage_name}", None)
        ctx.data.pop("_tracing.span_name", None)
        ctx.data.pop("_tracing.span_start", None)


class MetricsInterceptor(BaseInterceptor):
    """Logs how long each stage took, on `stage_metrics`."""

    name = "metrics"
    priority = 40

    def __init__(self) -> None:
        # the key in ctx.data is shared by parallel stages, so the times are kept here
        self._started: dict[tuple[int, str], float] = {}

    async def before(self, _stage_name: str, ctx: PipelineContext) -> None:
        """Start the clock."""
        ctx.data["_metrics.stage_start_time"] = ctx.now()
        self._started[id(ctx), _stage_name] = monotonic()

    async def after(self, _stage_name: str, result: StageResult, ctx: PipelineContext) -> None:
        """Log the duration."""
        ctx.data.pop("_metrics.stage_start_time", None)
        started = self._started.pop((id(ctx), _stage_name), None)
        duration = _duration_ms(result.started_at, result.ended_at)
        logging.getLogger("stage_metrics").info(
            "stage %s: %s",
            _stage_name,
            result.status,
            extra={
                "stage": _stage_name,
                "status": result.status,
                "duration_ms": duration if started is None else int((monotonic() - started) * 1000),
                "pipeline_run_id": id_text(ctx.pipeline_run_id),
            },
        )


class ChildTrackerMetricsInterceptor(BaseInterceptor):
    """Logs the child tracker's metrics after each stage of a child run."""

    name = "child_tracker_metrics"
    priority = 45

    async def before(self, _stage_name: str, ctx: PipelineContext) -> None:
        """Nothing to do."""

    async def after(self, _stage_name: str, _result: StageResult, ctx: PipelineContext) -> None:
        """Log the metrics; a failure is logged, not raised."""
        if not ctx.is_child_run:
            return
        log = logging.getLogger("stageflow.child_tracker_metrics")
        try:
            from stageflow.pipeline import subpipeline

            metrics = await subpipeline.get_child_tracker().get_metrics()
            extra = {
                "component": "ChildRunTracker",
                "pipeline_run_id": id_text(ctx.pipeline_run_id),
                "is_child_run": True,
                **metrics,
            }
            log.info("ChildRunTracker metrics", extra=extra)
        except Exception as error:  # noqa: BLE001 - metrics must not change the outcome of a stage
            log.warning(f"Failed to log ChildRunTracker metrics: {error}")


class LoggingInterceptor(BaseInterceptor):
    """Logs the start and end of each stage, on `stage_interceptor`."""

    name = "logging"
    priority = 50

    async def before(self, stage_name: str, ctx: PipelineContext) -> None:
        """Log the start."""
        logging.getLogger("stage_interceptor").info(
            "stage %s started",
            stage_name,
            extra={
                "stage": stage_name,
                "pipeline_run_id": id_text(ctx.pipeline_run_id),
                "topology": ctx.topology,
            },
        )

    async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None:
        """Log the end."""
        logging.getLogger("stage_interceptor").info(
            "stage %s: %s",
            _stage_name,
            _result.status,
            extra={
                "stage": _stage_name,
                "status": _result.status,
                "duration_ms": _duration_ms(_result.started_at, _result.ended_at),
                "pipeline_run_id": id_text(_ctx.pipeline_run_id),
            },
        )


def get_default_interceptors(
    include_auth: bool = False, jwt_validator: JwtValidator | None = None
) -> list[BaseInterceptor]:
    """New default interceptors, in order of priority.

    With `include_auth` those for authentication and organisations are among them; without `jwt_validator` the former
    accepts tokens that nobody checked, and warns.
    """
    defaults: list[BaseInterceptor] = [
        TimeoutInterceptor(),
        CircuitBreakerInterceptor(),
        TracingInterceptor(),
        MetricsInterceptor(),
        ChildTrackerMetricsInterceptor(),
        LoggingInterceptor(),
    ]
    if not include_auth:
        return defaults
    from stageflow.auth.interceptors import AuthInterceptor, OrgEnforcementInterceptor

    return [AuthInterceptor(jwt_validator), OrgEnforcementInterceptor(), *defaults]
