"""What a run asks of the graph that it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from stageflow.core.stage_context import StageContext
from stageflow.pipeline.planned import PlannedStage
from stageflow.pipeline.ready import Plan


class Graph(Protocol):
    """What a run needs of its graph."""

    plan: Plan
    planned: list[PlannedStage]
    root_stages: list[PlannedStage]
    cleanup_timeout: float
    cancel_grace: float

    def deadlock(self) -> Exception | None:
        """Why some stages could never start; None when all can."""
        ...

    def enveloped(self, ctx: StageContext) -> Callable[[PlannedStage, StageContext], Any] | None:
        """How stages are called through interceptors; None without any."""
        ...

    def forget(self, run: Any) -> None:
        """Called once, by a run that is over."""
        ...
