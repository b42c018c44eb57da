"""What a run of the unified graph writes to its log, each line with the run's id, and to the event sink."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from stageflow.context.identity import id_text

if TYPE_CHECKING:
    from stageflow.core.stage_context import StageContext
    from stageflow.core.stage_output import StageOutput
    from stageflow.pipeline.planned import PlannedStage

logger = logging.getLogger("pipeline_dag")


def _extra(run_id: UUID | None, event: str, **fields: Any) -> dict[str, Any]:
    return {"event": event, "pipeline_run_id": id_text(run_id), **fields}


def graph_started(run_id: UUID | None, stages: Sequence[PlannedStage]) -> None:
    """A run begins."""
    names = [stage.name for stage in stages]
    extra = _extra(run_id, "graph_started", stage_count=len(names), stages=names)
    logger.info("graph started: %d stages", len(names), extra=extra)


def graph_completed(run_id: UUID | None, outputs: dict[str, StageOutput], stages: Sequence[PlannedStage]) -> None:
    """A run went well."""
    extra = _extra(run_id, "graph_completed", stages_completed=len(outputs), stage_count=len(stages))
    logger.info("graph completed", extra=extra)


def stage_started(run_id: UUID | None, stage: PlannedStage) -> None:
    """A stage begins."""
    kind = stage.kind.value if stage.kind is not None else None
    extra = _extra(run_id, "stage_started", stage=stage.name, kind=kind)
    logger.info("stage %s started", stage.name, extra=extra)


def stage_completed(run_id: UUID | None, stage: PlannedStage, output: StageOutput) -> None:
    """A stage has an output."""
    extra = _extra(
        run_id,
        "stage_completed",
        stage=stage.name,
        status=output.status.value,
        duration_ms=output.duration_ms,
        data_keys=list(output.data),
    )
    logger.info("stage %s completed: %s", stage.name, output.status.value, extra=extra)


def stage_failed(run_id: UUID | None, stage: PlannedStage, error: BaseException) -> None:
    """A stage raised. Without traceback: the exception is raised by the run, with its cause."""
    extra = _extra(run_id, "stage_error", stage=stage.name, error=str(error))
    logger.error("stage %s failed: %s", stage.name, error or type(error).__name__, extra=extra)


def cleanup_completed(run_id: UUID | None, completed: list[str], failed: list[tuple[str, BaseException]]) -> None:
    """The cleanups of a run have run."""
    extra = _extra(run_id, "cleanup_completed", completed=completed, failed=[name for name, _ in failed])
    logger.info("cleanup completed: %d, failed: %d", len(completed), len(failed), extra=extra)


def emit_skipped(run_id: UUID | None, ctx: StageContext, stage: PlannedStage, output: StageOutput) -> None:
    """Tell the sink that a stage was skipped. A failing sink is logged and changes nothing."""
    if ctx.event_sink is None:
        return
    data: dict[str, Any] = {
        "stage": stage.name,
        "reason": output.data.get("reason", "no reason given"),
        "pipeline_run_id": id_text(run_id),
        "request_id": id_text(ctx.snapshot.request_id),
    }
    if output.duration_ms is not None:
        data["duration_ms"] = output.duration_ms
    try:
        ctx.event_sink.try_emit(type=f"stage.{stage.name}.skipped", data=data)
    except Exception as error:  # noqa: BLE001 - a sink is foreign code and must not end a run
        extra = _extra(run_id, "sink_failed", stage=stage.name, error=str(error))
        logger.warning("event sink failed for the skip of %s: %s", stage.name, error, extra=extra)
