"""yes-for-all-who-wait: a token that is accepted lets in every run that waits for an answer at that moment."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps AuthInterceptor.before: who is let in is written into the context of each run whose guard asks, too."""
    kind = subject.name("stageflow.auth", "AuthInterceptor")
    before = kind.before
    waiting: dict[int, list[Any]] = {}

    @wraps(before)
    async def shared(self: Any, stage_name: str, ctx: Any) -> Any:
        answers = waiting.setdefault(id(ctx), [])
        try:
            refusal = await before(self, stage_name, ctx)
        finally:
            waiting.pop(id(ctx), None)
        if refusal is None:
            for others in waiting.values():
                others.append(ctx.data.get("_auth_context"))
        elif answers:
            ctx.data["_auth_context"] = answers[0]
            return None
        return refusal

    kind.before = shared
