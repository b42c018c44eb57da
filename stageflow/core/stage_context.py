"""What a stage is given."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from stageflow.immutable.construct import value_type

if TYPE_CHECKING:
    from stageflow.context.context_snapshot import ContextSnapshot
    from stageflow.core.timer import PipelineTimer
    from stageflow.events.sink import EventSink
    from stageflow.stages.inputs import StageInputs

logger = logging.getLogger("stageflow.core.stage_context")


@value_type
@dataclass(frozen=True, slots=True)
class StageContext:
    """Everything a stage may read: the run's snapshot, its inputs, its name, the run's timer and event sink."""

    snapshot: ContextSnapshot[Any]
    inputs: StageInputs
    stage_name: str
    timer: PipelineTimer
    event_sink: EventSink | None = None

    @property
    def pipeline_run_id(self) -> UUID | None:
        """The run's id."""
        return self.snapshot.pipeline_run_id

    @property
    def request_id(self) -> UUID | None:
        """The id of the request that started the run."""
        return self.snapshot.request_id

    @property
    def execution_mode(self) -> str | None:
        """The run's execution mode."""
        return self.snapshot.execution_mode

    @property
    def started_at(self) -> datetime:
        """When the run started."""
        return self.timer.started_at

    def to_dict(self) -> dict[str, Any]:
        """The snapshot's dict with `stage_name` and `started_at`."""
        return {**self.snapshot.to_dict(), "stage_name": self.stage_name, "started_at": self.started_at.isoformat()}

    def try_emit_event(self, type: str, data: dict[str, Any]) -> None:
        """Send an event with the run's ids; never raises. Without a sink it is logged at DEBUG."""
        payload = {
            "pipeline_run_id": str(self.pipeline_run_id) if self.pipeline_run_id else None,
            "request_id": str(self.request_id) if self.request_id else None,
            "execution_mode": self.execution_mode,
            **data,
        }
        if self.event_sink is None:
            # nested under one key: the payload's own keys may be names that LogRecord reserves
            logger.debug("event without a sink: %s", type, extra={"event_type": type, "event_data": payload})
            return
        try:
            self.event_sink.try_emit(type=type, data=payload)
        except Exception as error:  # noqa: BLE001 - a sink is foreign code and must not fail a stage
            extra = {"pipeline_run_id": payload["pipeline_run_id"], "event_type": type, "error": str(error)}
            logger.warning("event sink failed for %s: %s", type, error, extra=extra)

    @classmethod
    def now(cls) -> datetime:
        """The current aware UTC time."""
        return datetime.now(UTC)


def create_stage_context(
    snapshot: ContextSnapshot[Any],
    inputs: StageInputs,
    stage_name: str,
    timer: PipelineTimer,
    event_sink: EventSink | None = None,
) -> StageContext:
    """A StageContext of the given parts."""
    return StageContext(snapshot, inputs, stage_name, timer, event_sink)
