"""What a stage must look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from stageflow.core.stage_enums import StageKind

if TYPE_CHECKING:
    from stageflow.core.stage_context import StageContext
    from stageflow.core.stage_output import StageOutput


class Stage(Protocol):
    """A unit of work: a name, a kind, and `async def execute(ctx)`."""

    name: str
    kind: StageKind

    async def execute(self, ctx: StageContext) -> StageOutput:
        """Do the work and return what came of it."""
        ...
