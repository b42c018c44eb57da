"""Whom the guard in front of a stage let in, for the stage to ask; `stageflow.auth.interceptors` sets it."""

from __future__ import annotations

from contextvars import ContextVar

from stageflow.auth.context import AuthContext
from stageflow.auth.errors import AuthenticationError

current_user: ContextVar[AuthContext | None] = ContextVar("stageflow_current_user", default=None)


def get_current_user() -> AuthContext | None:
    """The user as whom this stage was let in, None where no AuthInterceptor stands in front of it.

    It is the stage's own, and that of the tasks and child runs that it starts: what becomes of the token after that
    changes nothing of it. A guarded call that the stage awaits itself takes it away: read it before.
    """
    return current_user.get()


def require_user() -> AuthContext:
    """As `get_current_user`. Raises AuthenticationError, code `not_authenticated`, where there is nobody."""
    user = current_user.get()
    if user is None:
        raise AuthenticationError(
            "nobody was let in: this is no stage behind an AuthInterceptor, nor started by one", "not_authenticated"
        )
    return user


__all__ = ["get_current_user", "require_user"]
