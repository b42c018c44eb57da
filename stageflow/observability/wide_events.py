"""One event per stage and one per pipeline, with everything in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stageflow.context.identity import id_text

if TYPE_CHECKING:
    from stageflow.stages.context import PipelineContext
    from stageflow.stages.result import StageResult


def _milliseconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() * 1000)


def _context_part(ctx: PipelineContext) -> dict[str, Any]:
    return {
        "pipeline_run_id": id_text(ctx.pipeline_run_id),
        "request_id": id_text(ctx.request_id),
        "session_id": id_text(ctx.session_id),
        "user_id": id_text(ctx.user_id),
        "org_id": id_text(ctx.org_id),
        "topology": ctx.topology,
        "execution_mode": ctx.execution_mode,
        "service": ctx.service,
    }


def _stage_summary(result: StageResult) -> dict[str, Any]:
    return {
        "stage": result.name,
        "status": result.status,
        "started_at": result.started_at.isoformat(),
        "ended_at": result.ended_at.isoformat(),
        "duration_ms": _milliseconds(result.started_at, result.ended_at),
        "error": result.error,
        "data_keys": sorted(result.data, key=str),
    }


def _with_extra(payload: dict[str, Any], extra: Mapping[str, Any] | None) -> dict[str, Any]:
    return {**payload, "extra": dict(extra)} if extra else payload


@dataclass(slots=True)
class WideEventEmitter:
    """Sends wide events to the sink of a context."""

    stage_event_type: str = "stage.wide"
    pipeline_event_type: str = "pipeline.wide"

    def emit_stage_event(
        self, *, ctx: PipelineContext, result: StageResult, extra: Mapping[str, Any] | None = None
    ) -> None:
        """Send the event of one stage."""
        payload = self.build_stage_payload(ctx=ctx, result=result, extra=extra)
        ctx.event_sink.try_emit(type=self.stage_event_type, data=payload)

    def emit_pipeline_event(
        self,
        *,
        ctx: PipelineContext,
        stage_results: Mapping[str, StageResult],
        pipeline_name: str | None = None,
        status: str | None = None,
        duration_ms: int | None = None,
        started_at: datetime | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """Send the event of a pipeline."""
        payload = self.build_pipeline_payload(
            ctx=ctx,
            stage_results=stage_results,
            pipeline_name=pipeline_name,
            status=status,
            duration_ms=duration_ms,
            started_at=started_at,
            extra=extra,
        )
        ctx.event_sink.try_emit(type=self.pipeline_event_type, data=payload)

    @staticmethod
    def build_stage_payload(
        *, ctx: PipelineContext, result: StageResult, extra: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The data of a stage's event."""
        return _with_extra({**_context_part(ctx), **_stage_summary(result)}, extra)

    @staticmethod
    def build_pipeline_payload(
        *,
        ctx: PipelineContext,
        stage_results: Mapping[str, StageResult],
        pipeline_name: str | None = None,
        status: str | None = None,
        duration_ms: int | None = None,
        started_at: datetime | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The data of a pipeline's event. Without a status: failed when a stage failed, else completed."""
        counts = Counter(result.status for result in stage_results.values())
        if duration_ms is None and started_at is not None:
            duration_ms = _milliseconds(started_at, datetime.now(UTC))
        payload = {
            **_context_part(ctx),
            "pipeline_name": pipeline_name or ctx.topology or "pipeline",
            "status": status or ("failed" if counts["failed"] else "completed"),
            "duration_ms": duration_ms,
            "stage_counts": dict(counts),
            "stage_details": [_stage_summary(result) for result in stage_results.values()],
        }
        return _with_extra(payload, extra)


def emit_stage_wide_event(
    *,
    ctx: PipelineContext,
    result: StageResult,
    emitter: WideEventEmitter | None = None,
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Send the event of one stage, through `emitter` or a default one."""
    (emitter if emitter is not None else WideEventEmitter()).emit_stage_event(ctx=ctx, result=result, extra=extra)


def emit_pipeline_wide_event(
    *,
    ctx: PipelineContext,
    stage_results: Mapping[str, StageResult],
    emitter: WideEventEmitter | None = None,
    pipeline_name: str | None = None,
    status: str | None = None,
    duration_ms: int | None = None,
    started_at: datetime | None = None,
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Send the event of a pipeline, through `emitter` or a default one."""
    (emitter if emitter is not None else WideEventEmitter()).emit_pipeline_event(
        ctx=ctx,
        stage_results=stage_results,
        pipeline_name=pipeline_name,
        status=status,
        duration_ms=duration_ms,
        started_at=started_at,
        extra=extra,
    )
