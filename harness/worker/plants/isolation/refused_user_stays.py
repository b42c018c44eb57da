"""refused-user-stays: whom an earlier token had let in is still there when the token is refused."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps AuthInterceptor.before: what stood in the context before a refusal is put back."""
    kind = subject.name("stageflow.auth", "AuthInterceptor")
    before = kind.before

    @wraps(before)
    async def stale(self: Any, stage_name: str, ctx: Any) -> Any:
        known = ctx.data.get("_auth_context")
        verdict = await before(self, stage_name, ctx)
        if verdict is not None and known is not None:
            ctx.data["_auth_context"] = known
        return verdict

    kind.before = stale
