"""A guard stage that refuses a context which somebody could still change."""

from __future__ import annotations

from stageflow.core.stage_context import StageContext
from stageflow.core.stage_enums import StageKind
from stageflow.core.stage_output import StageOutput
from stageflow.immutable.verify import verify_immutable


class ContextImmutabilityValidator:
    """Checks that the snapshot and the prior outputs of its context are deeply immutable.

    OK with `checked` and `opaque` (paths of objects of unknown classes, which it cannot vouch for), or FAIL naming
    every mutable path. With `opaque_fails` opaque paths fail too. Ports are handles and not looked at. Says nothing
    about deliberate bypasses such as object.__setattr__.
    """

    name = "context_immutability"
    kind = StageKind.GUARD

    def __init__(self, *, opaque_fails: bool = False) -> None:
        self._opaque_fails = opaque_fails

    async def execute(self, ctx: StageContext) -> StageOutput:
        """Check the context."""
        checked = {"snapshot": ctx.snapshot, "prior_outputs": ctx.inputs.prior_outputs}
        found = [
            (name + path.removeprefix("value"), reason)
            for name, value in checked.items()
            for path, reason in verify_immutable(value)
        ]
        opaque = [f"{path}: {reason}" for path, reason in found if reason.startswith("opaque")]
        mutable = [f"{path}: {reason}" for path, reason in found if not reason.startswith("opaque")]
        refused = mutable + opaque if self._opaque_fails else mutable
        if refused:
            return StageOutput.fail(f"the context can be changed at {'; '.join(refused)}", {"mutable": refused})
        return StageOutput.ok({"checked": list(checked), "opaque": opaque})
