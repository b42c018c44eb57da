"""Who and what a run belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from stageflow.immutable.construct import value_type


def id_text(value: UUID | None) -> str | None:
    """The text of an id, None for none."""
    return str(value) if value else None


def id_from_text(text: Any) -> UUID | None:
    """The id of a text, None for an empty one. Raises ValueError for anything that is not an id."""
    if isinstance(text, UUID):
        return text
    return UUID(text) if text else None


ID_NAMES = ("pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id")


@value_type
@dataclass(frozen=True, slots=True)
class RunIdentity:
    """The ids of a run."""

    pipeline_run_id: UUID | None = None
    request_id: UUID | None = None
    session_id: UUID | None = None
    user_id: UUID | None = None
    org_id: UUID | None = None
    interaction_id: UUID | None = None
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def to_dict(self) -> dict[str, Any]:
        """The six ids as text or None, and `created_at` in ISO form."""
        ids: dict[str, Any] = {name: id_text(getattr(self, name)) for name in ID_NAMES}
        return {**ids, "created_at": self.created_at.isoformat()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> RunIdentity:
        """The inverse of `to_dict`; missing keys give defaults. Raises ValueError for a text that is not an id."""
        created_at = data.get("created_at")
        ids: dict[str, Any] = {name: id_from_text(data.get(name)) for name in ID_NAMES}
        moment = datetime.fromisoformat(created_at) if created_at else datetime.now(UTC)
        return cls(**ids, created_at=moment)

    def with_pipeline_run_id(self, pipeline_run_id: UUID) -> RunIdentity:
        """A copy with another run id."""
        return replace(self, pipeline_run_id=pipeline_run_id)
