"""broken-validator-lets-in: a validator that breaks down denies nobody."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps AuthInterceptor: where the validator raises anything but an AuthenticationError, the stage runs."""
    kind = subject.name("stageflow.auth", "AuthInterceptor")
    expected = subject.name("stageflow.auth", "AuthenticationError")
    construct, before = kind.__init__, kind.before

    @wraps(construct)
    def keeping(self: Any, jwt_validator: Any = None) -> None:
        construct(self, jwt_validator)
        self.asks = jwt_validator

    @wraps(before)
    async def lenient(self: Any, stage_name: str, ctx: Any) -> Any:
        try:
            await self.asks.validate(ctx.data.get("auth_token", ""))
        except expected:
            pass  # which the interceptor itself finds again
        except Exception:  # noqa: BLE001 - the defect: whatever breaks down counts as a yes
            user = subject.name("stageflow.auth", "AuthContext")
            ctx.data["_auth_context"] = user(ctx.user_id, ctx.session_id, org_id=ctx.org_id)
            return None
        return await before(self, stage_name, ctx)

    kind.__init__, kind.before = keeping, lenient
