"""What is told of logins and refusals. `kind` of each class is the type under which it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from stageflow.context.plain import now_text, plain_fields
from stageflow.immutable.construct import value_type


@value_type
@dataclass(frozen=True, slots=True)
class AuthLoginEvent:
    """A token was accepted."""

    kind: ClassVar[str] = "auth.login"
    user_id: UUID
    session_id: UUID
    org_id: UUID | None = None
    timestamp: str = field(default_factory=now_text)
    request_id: UUID | None = None
    pipeline_run_id: UUID | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the type first, ids as text."""
        return {"type": self.kind, **plain_fields(self)}


@value_type
@dataclass(frozen=True, slots=True)
class AuthFailureEvent:
    """Nobody was let in, for this reason."""

    kind: ClassVar[str] = "auth.failure"
    reason: str
    ip_address: str | None = None
    user_agent: str | None = None
    timestamp: str = field(default_factory=now_text)
    request_id: UUID | None = None
    user_id: UUID | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the type first, ids as text."""
        return {"type": self.kind, **plain_fields(self)}


@value_type
@dataclass(frozen=True, slots=True)
class TenantAccessDeniedEvent:
    """A user of one organisation was kept from what belongs to another one."""

    kind: ClassVar[str] = "tenant.access_denied"
    user_org_id: UUID
    resource_org_id: UUID
    user_id: UUID | None = None
    timestamp: str = field(default_factory=now_text)
    request_id: UUID | None = None
    pipeline_run_id: UUID | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data, the type first, ids as text."""
        return {"type": self.kind, **plain_fields(self)}


__all__ = ["AuthFailureEvent", "AuthLoginEvent", "TenantAccessDeniedEvent"]
