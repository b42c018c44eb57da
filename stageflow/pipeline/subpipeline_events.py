"""What happens to child runs, as events, and what a spawn returns. `stageflow.pipeline.subpipeline` exports them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from stageflow.context.plain import now_text, plain_fields
from stageflow.immutable.construct import value_type


@value_type
@dataclass(frozen=True, slots=True)
class PipelineSpawnedChildEvent:
    """A run has started a child run."""

    parent_run_id: UUID
    child_run_id: UUID
    parent_stage_id: str
    pipeline_name: str
    correlation_id: UUID
    timestamp: str = field(default_factory=now_text)

    def to_dict(self) -> dict[str, Any]:
        """All fields, ids as text."""
        return plain_fields(self)


@value_type
@dataclass(frozen=True, slots=True)
class PipelineChildCompletedEvent:
    """A child run went well."""

    parent_run_id: UUID
    child_run_id: UUID
    pipeline_name: str
    duration_ms: float = 0.0
    timestamp: str = field(default_factory=now_text)

    def to_dict(self) -> dict[str, Any]:
        """All fields, ids as text."""
        return plain_fields(self)


@value_type
@dataclass(frozen=True, slots=True)
class PipelineChildFailedEvent:
    """A child run failed."""

    parent_run_id: UUID
    child_run_id: UUID
    pipeline_name: str
    error_message: str
    duration_ms: float = 0.0
    timestamp: str = field(default_factory=now_text)

    def to_dict(self) -> dict[str, Any]:
        """All fields, ids as text."""
        return plain_fields(self)


@value_type
@dataclass(frozen=True, slots=True)
class PipelineCanceledEvent:
    """A run was cancelled; `cascade_depth` is its distance from the run that was asked to stop."""

    pipeline_run_id: UUID
    parent_run_id: UUID | None = None
    reason: str = "user_requested"
    cascade_depth: int = 0
    timestamp: str = field(default_factory=now_text)

    def to_dict(self) -> dict[str, Any]:
        """All fields, ids as text."""
        return plain_fields(self)


@dataclass
class SubpipelineResult:
    """What became of a child run."""

    success: bool
    child_run_id: UUID
    data: dict[str, Any] | None = None
    error: str | None = None
    duration_ms: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Plain data; `data` and `error` only when there are any."""
        held: dict[str, Any] = {
            "success": self.success,
            "child_run_id": str(self.child_run_id),
            "duration_ms": self.duration_ms,
        }
        if self.data:
            held["data"] = self.data
        if self.error:
            held["error"] = self.error
        return held


class MaxDepthExceededError(Exception):
    """A run at the greatest depth tried to start a child run."""

    def __init__(self, current_depth: int, max_depth: int, parent_run_id: UUID | None) -> None:
        super().__init__(f"run {parent_run_id} is at depth {current_depth}; a child would exceed the limit {max_depth}")
        self.current_depth = current_depth
        self.max_depth = max_depth
        self.parent_run_id = parent_run_id
