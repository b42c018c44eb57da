"""PipelineContext: the mutable context of a legacy run, and the parent of child runs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from stageflow.context.identity import ID_NAMES, id_text
from stageflow.core.stage_context import StageContext
from stageflow.core.timer import PipelineTimer
from stageflow.events.sink import EventSink, get_event_sink
from stageflow.immutable.freeze import thaw
from stageflow.stages.inputs import StageInputs
from stageflow.suggest import names_fields
from stageflow.utils.frozen import FrozenDict

if TYPE_CHECKING:
    from stageflow.context.context_snapshot import ContextSnapshot
    from stageflow.context.output_bag import OutputBag
    from stageflow.stages.ports import AudioPorts, CorePorts, LLMPorts

Artifact: TypeAlias = Any

logger = logging.getLogger("stageflow.stages.context")


def extract_service(topology: str | None) -> str | None:
    """The service part of a topology name: the text before the last underscore, None for kernels and for None."""
    if topology is None or topology.endswith("_kernel"):
        return None
    return topology.rpartition("_")[0] or topology


@names_fields
@dataclass(slots=True, kw_only=True)
class PipelineContext:
    """The context that all stages of a legacy run share, without locking.

    `data`, `artifacts` and `configuration` are plain and mutable. A child made by `fork` shares nothing mutable with
    its parent but `db` and `event_sink`.
    """

    pipeline_run_id: UUID | None
    request_id: UUID | None
    session_id: UUID | None
    user_id: UUID | None
    org_id: UUID | None
    interaction_id: UUID | None
    topology: str | None = None
    configuration: dict[str, Any] = field(default_factory=dict)
    execution_mode: str | None = None
    service: str = "pipeline"
    event_sink: EventSink = field(default_factory=get_event_sink)
    data: dict[str, Any] = field(default_factory=dict)
    db: Any = None
    canceled: bool = False
    artifacts: list[Artifact] = field(default_factory=list)
    _stage_metadata: dict[str, dict[str, Any]] = field(default_factory=dict)
    parent_run_id: UUID | None = None
    parent_stage_id: str | None = None
    correlation_id: UUID | None = None
    _parent_data: FrozenDict[str, Any] | None = None
    _timer: PipelineTimer = field(default_factory=PipelineTimer, repr=False, compare=False)
    _depth: int = 0
    _cancel_listeners: list[Callable[[], None]] = field(default_factory=list, repr=False, compare=False)

    @property
    def is_child_run(self) -> bool:
        """Whether another run spawned this one."""
        return self.parent_run_id is not None

    @property
    def is_canceled(self) -> bool:
        """Whether the run was asked to stop."""
        return self.canceled

    def mark_canceled(self) -> None:
        """Ask the run to stop, and wake it."""
        self.canceled = True
        for listener in tuple(self._cancel_listeners):
            listener()

    def record_stage_event(self, *, stage: str, status: str, payload: dict[str, Any] | None = None) -> None:
        """Send `stage.{stage}.{status}` with the run's ids; `payload` wins over them. A failing sink is logged."""
        data = {
            "request_id": id_text(self.request_id),
            "session_id": id_text(self.session_id),
            "user_id": id_text(self.user_id),
            "org_id": id_text(self.org_id),
            "service": self.service,
            "stage": stage,
            "status": status,
            "timestamp": self.now().isoformat(),
            "topology": self.topology,
            "execution_mode": self.execution_mode,
            **(payload or {}),
        }
        if self.pipeline_run_id:
            data["pipeline_run_id"] = str(self.pipeline_run_id)
        self._send(f"stage.{stage}.{status}", data)

    def try_emit_event(self, type: str, data: dict[str, Any]) -> None:
        """Send an event with the run's ids; `data` wins over them. Never raises."""
        ids = {
            "pipeline_run_id": id_text(self.pipeline_run_id),
            "request_id": id_text(self.request_id),
            "execution_mode": self.execution_mode,
            "topology": self.topology,
            "service": self.service,
        }
        self._send(type, {**ids, **data})

    def _send(self, type: str, data: dict[str, Any]) -> None:
        try:
            self.event_sink.try_emit(type=type, data=data)
        except Exception as error:  # noqa: BLE001 - a sink is foreign code and must not fail a run
            extra = {"pipeline_run_id": id_text(self.pipeline_run_id), "event_type": type, "error": str(error)}
            logger.warning("event sink failed for %s: %s", type, error, extra=extra)

    def set_stage_metadata(self, stage: str, metadata: dict[str, Any]) -> None:
        """Keep what is known about a stage; the last one wins."""
        self._stage_metadata[stage] = metadata

    def get_stage_metadata(self, stage: str) -> dict[str, Any] | None:
        """What is known about a stage, or None."""
        return self._stage_metadata.get(stage)

    def to_dict(self) -> dict[str, Any]:
        """Plain data. `data` is the live dict itself; parent keys appear only for a child."""
        parents = {
            "parent_run_id": id_text(self.parent_run_id),
            "parent_stage_id": self.parent_stage_id,
            "correlation_id": id_text(self.correlation_id),
        }
        return {
            **{name: id_text(getattr(self, name)) for name in ID_NAMES},
            "topology": self.topology,
            "execution_mode": self.execution_mode,
            "service": self.service,
            "data": self.data,
            "canceled": self.canceled,
            "artifacts_count": len(self.artifacts),
            **{key: held for key, held in parents.items() if held},
        }

    @classmethod
    def now(cls) -> datetime:
        """The current aware UTC time."""
        return datetime.now(UTC)

    def get_parent_data(self, key: str, default: Any = None) -> Any:
        """A value of the parent's data as it was at the fork, frozen; `default` when there is none."""
        return default if self._parent_data is None else self._parent_data.get(key, default)

    def fork(
        self,
        child_run_id: UUID,
        parent_stage_id: str,
        correlation_id: UUID,
        *,
        topology: str | None = None,
        execution_mode: str | None = None,
    ) -> PipelineContext:
        """The context of a child run: same people, service, db and sink; own data, artifacts and metadata.

        The child sees a frozen copy of the parent's data and has a copy of its configuration, both at any depth.
        """
        return PipelineContext(
            pipeline_run_id=child_run_id,
            request_id=self.request_id,
            session_id=self.session_id,
            user_id=self.user_id,
            org_id=self.org_id,
            interaction_id=self.interaction_id,
            topology=topology or self.topology,
            configuration=thaw(self.configuration),
            execution_mode=execution_mode or self.execution_mode,
            service=self.service,
            event_sink=self.event_sink,
            db=self.db,
            parent_run_id=self.pipeline_run_id,
            parent_stage_id=parent_stage_id,
            correlation_id=correlation_id,
            _parent_data=FrozenDict(self.data),
            _depth=self._depth + 1,
        )

    def derive_for_stage(
        self,
        stage_name: str,
        snapshot: ContextSnapshot[Any],
        output_bag: OutputBag,
        *,
        declared_deps: Iterable[str] | None = None,
        ports: CorePorts | LLMPorts | AudioPorts | None = None,
        strict: bool = True,
    ) -> StageContext:
        """A StageContext over all outputs of `output_bag`. All contexts of one run share one timer."""
        inputs = StageInputs(snapshot, output_bag.outputs(), ports, frozenset(declared_deps or ()), stage_name, strict)
        return StageContext(snapshot, inputs, stage_name, self._timer, self.event_sink)
