"""Who a run is for, as the token said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from stageflow.immutable.construct import freeze_texts, value_type

PlanTier = Literal["starter", "pro", "enterprise"]
_SHOWN_CHARS = 3
_ADMIN_ROLES = frozenset(("admin", "org_admin"))


@value_type
@dataclass(frozen=True, slots=True, repr=False)
class AuthContext:
    """A user who was let in. Its repr is fit for a log: no session, and of the e-mail three characters at the most.

    Raises TypeError for roles that are not several texts.
    """

    user_id: UUID
    session_id: UUID
    email: str | None = None
    org_id: UUID | None = None
    roles: tuple[str, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        freeze_texts(self, "roles")

    @property
    def is_authenticated(self) -> bool:
        """Always true: nobody who was not let in has one of these."""
        return True

    def has_role(self, role: str) -> bool:
        """Whether the user has that role."""
        return role in self.roles

    def is_admin(self) -> bool:
        """Whether the user administers something: role `admin` or `org_admin`."""
        return not _ADMIN_ROLES.isdisjoint(self.roles)

    def __repr__(self) -> str:
        email = None if self.email is None else _masked(self.email)
        return f"AuthContext(user_id={self.user_id!r}, email={email!r}, org_id={self.org_id!r}, roles={self.roles!r})"


def _masked(email: str) -> str:
    """The first characters and three stars; an address that is no longer than that shows none of them."""
    return f"{email[:_SHOWN_CHARS] if len(email) > _SHOWN_CHARS else ''}***"


@value_type
@dataclass(frozen=True, slots=True, repr=False)
class OrgContext:
    """The organisation of a user. Its repr leaves out the tenant.

    Raises TypeError for features that are not several texts.
    """

    org_id: UUID
    tenant_id: UUID | None = None
    plan_tier: PlanTier = "starter"
    features: tuple[str, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        freeze_texts(self, "features")

    def has_feature(self, feature: str) -> bool:
        """Whether the organisation's plan includes that feature."""
        return feature in self.features

    def __repr__(self) -> str:
        return f"OrgContext(org_id={self.org_id!r}, plan_tier={self.plan_tier!r}, features={self.features!r})"


__all__ = ["AuthContext", "OrgContext", "PlanTier"]
