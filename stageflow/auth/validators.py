"""Who says what a token is worth, and who a token's claims are. `stageflow.auth.interceptors` exports the classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from stageflow.auth.context import AuthContext
from stageflow.auth.errors import InvalidTokenError, MissingClaimsError, TokenExpiredError
from stageflow.context.identity import id_from_text

_REQUIRED = ("user_id", "session_id")
_USER, _SESSION = UUID(int=1), UUID(int=0x99)
_ID_CHARS = 36


class JwtValidator(Protocol):
    """Checks a token. Raises AuthenticationError for one that is not to be accepted."""

    async def validate(self, token: str) -> dict[str, Any]:
        """The claims of the token: user_id, session_id, and perhaps email, org_id and roles."""
        ...


class MockJwtValidator:
    """For tests only: it reads what it is to say from the token, and accepts every token that says nothing.

    `expired_...`, `invalid_...` and `missing_...` are refused as such; `valid_<user>_<org>_<role,role>` gives those
    claims. No signature is looked at.
    """

    async def validate(self, token: str) -> dict[str, Any]:
        """The claims that the token asks for."""
        if token.startswith("expired_"):
            raise TokenExpiredError
        if token.startswith("invalid_"):
            raise InvalidTokenError
        if token.startswith("missing_"):
            raise MissingClaimsError(missing_claims=["user_id"])
        claims: dict[str, Any] = {"user_id": str(_USER), "session_id": str(_SESSION), "roles": ()}
        if token.startswith("valid_"):
            user, org, roles = (*token.removeprefix("valid_").split("_"), "", "", "")[:3]
            claims |= {
                "user_id": user if len(user) == _ID_CHARS else str(_USER),
                "org_id": org if len(org) == _ID_CHARS else None,
                "email": "user@example.com",
                "roles": tuple(roles.split(",")) if roles else (),
            }
        return claims


def auth_context_of(claims: Any) -> AuthContext:
    """The user that claims speak of.

    Raises MissingClaimsError where `user_id` or `session_id` is missing, InvalidTokenError where a claim is not what it
    has to be: an id, a text, several roles.
    """
    if not isinstance(claims, Mapping):
        raise InvalidTokenError(reason=f"claims are {type(claims).__name__}, expected a mapping")
    if missing := [name for name in _REQUIRED if not claims.get(name)]:
        raise MissingClaimsError(f"Required claims are missing: {', '.join(missing)}", missing)
    ids = {name: _id(name, claims.get(name)) for name in (*_REQUIRED, "org_id")}
    email = claims.get("email")
    if email is not None and not isinstance(email, str):
        raise InvalidTokenError(reason=f"email is {type(email).__name__}, expected text")
    roles = claims.get("roles")
    try:
        return AuthContext(**ids, email=email, roles=() if roles is None else roles)  # type: ignore[arg-type]
    except TypeError as error:
        raise InvalidTokenError(reason=str(error)) from error


def _id(name: str, value: Any) -> UUID | None:
    try:
        return id_from_text(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise InvalidTokenError(reason=f"{name} is no id") from error


__all__ = ["JwtValidator", "MockJwtValidator", "auth_context_of"]
