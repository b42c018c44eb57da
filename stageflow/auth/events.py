"""What is told of logins and refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from stageflow.context.identity import id_text
from stageflow.immutable.construct import value_type


def _now() -> str:
    return datetime.now(UTC).isoformat()


@value_type
@dataclass(frozen=True, slots=True)
class AuthLoginEvent:
    """A token was accepted."""

    user_id: UUID
    session_id: UUID
    org_id: UUID | None = None
    timestamp: str = field(default_factory=_now)
    request_id: UUID | None = None
    pipeline_run_id: UUID | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ids as text."""
        return {
            "type": "auth.login",
            "user_id": id_text(self.user_id),
            "org_id": id_text(self.org_id),
            "session_id": id_text(self.session_id),
            "timestamp": self.timestamp,
            "request_id": id_text(self.request_id),
            "pipeline_run_id": id_text(self.pipeline_run_id),
        }


@value_type
@dataclass(frozen=True, slots=True)
class AuthFailureEvent:
    """Nobody was let in, for this reason."""

    reason: str
    ip_address: str | None = None
    user_agent: str | None = None
    timestamp: str = field(default_factory=_now)
    request_id: UUID | None = None
    user_id: UUID | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ids as text."""
        return {
            "type": "auth.failure",
            "reason": self.reason,
            "ip_address": self.ip_address,
            "user_agent": self.user_agent,
            "timestamp": self.timestamp,
            "request_id": id_text(self.request_id),
            "user_id": id_text(self.user_id),
        }


@value_type
@dataclass(frozen=True, slots=True)
class TenantAccessDeniedEvent:
    """A user of one organisation was kept from what belongs to another one."""

    user_org_id: UUID
    resource_org_id: UUID
    user_id: UUID | None = None
    timestamp: str = field(default_factory=_now)
    request_id: UUID | None = None
    pipeline_run_id: UUID | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ids as text."""
        return {
            "type": "tenant.access_denied",
            "user_org_id": id_text(self.user_org_id),
            "resource_org_id": id_text(self.resource_org_id),
            "user_id": id_text(self.user_id),
            "timestamp": self.timestamp,
            "request_id": id_text(self.request_id),
            "pipeline_run_id": id_text(self.pipeline_run_id),
        }


__all__ = ["AuthFailureEvent", "AuthLoginEvent", "TenantAccessDeniedEvent"]
