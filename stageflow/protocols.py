"""The shapes that foreign objects must have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from stageflow.immutable.construct import freeze_fields, value_type


@runtime_checkable
class ExecutionContext(Protocol):
    """What tools and helpers need of a context."""

    @property
    def pipeline_run_id(self) -> UUID | None:
        """The run's id."""
        ...

    @property
    def request_id(self) -> UUID | None:
        """The request's id."""
        ...

    @property
    def execution_mode(self) -> str | None:
        """The run's execution mode."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        ...

    def try_emit_event(self, type: str, data: dict[str, Any]) -> None:
        """Send an event without waiting."""
        ...


@runtime_checkable
class EventSink(Protocol):
    """Where events go."""

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Deliver an event."""
        ...

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:
        """Deliver an event without waiting."""
        ...


@runtime_checkable
class RunStore(Protocol):
    """Where runs are recorded."""

    async def create_run(
        self,
        run_id: UUID,
        *,
        service: str,
        topology: str | None = None,
        execution_mode: str | None = None,
        status: str = "created",
        **metadata: Any,
    ) -> Any:
        """Record a new run."""
        ...

    async def update_status(
        self, run_id: UUID, status: str, *, error: str | None = None, duration_ms: int | None = None, **data: Any
    ) -> None:
        """Record what became of a run."""
        ...

    async def get_run(self, run_id: UUID) -> Any | None:
        """The record of a run, or None."""
        ...


@runtime_checkable
class ConfigProvider(Protocol):
    """Where settings come from."""

    def get(self, key: str, default: Any = None) -> Any:
        """A setting, or `default`."""
        ...


@value_type
@dataclass(frozen=True, slots=True)
class CorrelationIds:
    """The ids that tie log lines and events together."""

    run_id: UUID | None = None
    request_id: UUID | None = None
    trace_id: str | None = None
    session_id: UUID | None = None
    user_id: UUID | None = None
    org_id: UUID | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self, "extra")

    def to_dict(self) -> dict[str, Any]:
        """The ids that are set, as text (`run_id` under `pipeline_run_id`), with `extra` merged over them."""
        ids = {
            "pipeline_run_id": self.run_id,
            "request_id": self.request_id,
            "trace_id": self.trace_id,
            "session_id": self.session_id,
            "user_id": self.user_id,
            "org_id": self.org_id,
        }
        return {**{key: str(held) for key, held in ids.items() if held}, **self.extra}
