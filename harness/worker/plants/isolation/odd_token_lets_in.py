"""odd-token-lets-in: a token that is no text denies nobody."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps AuthInterceptor.before: for a token of another kind than text nobody is asked, and the stage runs."""
    kind = subject.name("stageflow.auth", "AuthInterceptor")
    before = kind.before

    @wraps(before)
    async def lenient(self: Any, stage_name: str, ctx: Any) -> Any:
        if isinstance(ctx.data.get("auth_token", ""), str):
            return await before(self, stage_name, ctx)
        user = subject.name("stageflow.auth", "AuthContext")
        ctx.data["_auth_context"] = user(ctx.user_id, ctx.session_id, org_id=ctx.org_id)
        return None

    kind.before = lenient
