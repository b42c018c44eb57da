"""Why somebody is not let in. The text of each error is exactly its message."""

from __future__ import annotations

from stageflow.immutable.construct import texts


class AuthenticationError(Exception):
    """The base of these errors; `code` is for programs."""

    def __init__(self, message: str, code: str = "auth_error") -> None:
        super().__init__(message)
        self.code = code


class TokenExpiredError(AuthenticationError):
    """The token was valid until `expired_at`."""

    def __init__(self, message: str = "Token has expired", expired_at: str | None = None) -> None:
        super().__init__(message, "token_expired")
        self.expired_at = expired_at


class InvalidTokenError(AuthenticationError):
    """The token is none, or says something that cannot be used; `reason` is for the log, not for the caller."""

    def __init__(self, message: str = "Invalid token", reason: str | None = None) -> None:
        super().__init__(message, "invalid_token")
        self.reason = reason


class MissingClaimsError(AuthenticationError):
    """The token does not say what is needed. Raises TypeError for claims that are not several texts."""

    def __init__(self, message: str = "Required claims are missing", missing_claims: list[str] | None = None) -> None:
        super().__init__(message, "missing_claims")
        self.missing_claims = list(texts(missing_claims or (), "missing_claims"))


class CrossTenantAccessError(AuthenticationError):
    """A user of one organisation asked for what belongs to another one."""

    def __init__(
        self,
        message: str = "Cross-tenant access denied",
        user_org_id: str | None = None,
        resource_org_id: str | None = None,
    ) -> None:
        super().__init__(message, "cross_tenant_access")
        self.user_org_id = user_org_id
        self.resource_org_id = resource_org_id


__all__ = [
    "AuthenticationError",
    "CrossTenantAccessError",
    "InvalidTokenError",
    "MissingClaimsError",
    "TokenExpiredError",
]
