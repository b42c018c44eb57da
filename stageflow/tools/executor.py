"""Does the actions of a plan through the tool registry, and starts pipelines as child runs."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from stageflow.auth.interceptors import TOKEN_KEYS
from stageflow.context.context_snapshot import ContextSnapshot
from stageflow.context.identity import ID_NAMES, RunIdentity, id_text
from stageflow.core.stage_context import StageContext
from stageflow.core.timer import PipelineTimer
from stageflow.pipeline.registry import PipelineRegistry, pipeline_registry
from stageflow.pipeline.subpipeline import SubpipelineSpawner, get_subpipeline_spawner
from stageflow.pipeline.subpipeline_events import MaxDepthExceededError, SubpipelineResult
from stageflow.stages.inputs import StageInputs
from stageflow.tools.base import ActionProtocol
from stageflow.tools.registry import get_tool_registry

if TYPE_CHECKING:
    from stageflow.pipeline.unified import UnifiedStageGraph
    from stageflow.stages.context import PipelineContext

logger = logging.getLogger("stageflow.tools.executor")


class PlanProtocol(Protocol):
    """What is to be done, in order."""

    @property
    def actions(self) -> list[ActionProtocol]:
        """The actions."""
        ...


@dataclass
class ToolExecutorResult:
    """What came of a plan. `requires_reentry`: whoever planned should look again, after a failure or on request."""

    actions_executed: int = 0
    actions_failed: int = 0
    artifacts_produced: list[dict[str, Any]] = field(default_factory=list)
    requires_reentry: bool = False
    error: str | None = None
    subpipeline_runs: list[dict[str, Any]] = field(default_factory=list)


class ToolExecutor:
    """Does plans, and spawns pipelines for tools."""

    id = "stage.tool_executor"

    def __init__(self, *, spawner: SubpipelineSpawner | None = None, registry: PipelineRegistry | None = None) -> None:
        self.tool_registry = get_tool_registry()
        self._spawner = spawner
        self._pipeline_registry = registry

    @property
    def spawner(self) -> SubpipelineSpawner:
        """The spawner that was given, else that of the process."""
        if self._spawner is None:
            self._spawner = get_subpipeline_spawner()
        return self._spawner

    @property
    def pipeline_registry(self) -> PipelineRegistry:
        """The registry that was given, else that of the process."""
        if self._pipeline_registry is None:
            self._pipeline_registry = pipeline_registry
        return self._pipeline_registry

    async def execute(self, ctx: PipelineContext, plan: PlanProtocol | None = None) -> ToolExecutorResult:
        """Do the actions of a plan one after the other; one that fails stops no other.

        A tool is called with `ctx.to_dict()`, whose `data` is a shallow copy without the token; what it sets or deletes
        there is set and deleted in the context's data when it is done; where those are frozen, it is lost and logged.
        """
        result = ToolExecutorResult()
        for action in plan.actions if plan is not None else ():
            if await self._do(action, ctx, result):
                result.actions_executed += 1
            else:
                result.actions_failed += 1
                result.requires_reentry = True
        return result

    async def _do(self, action: ActionProtocol, ctx: PipelineContext, result: ToolExecutorResult) -> bool:
        extra = {"action_type": action.type, "pipeline_run_id": id_text(ctx.pipeline_run_id)}
        try:
            with _lent(ctx.data) as data:
                output = await self.tool_registry.execute(action, {**ctx.to_dict(), "data": data})
            if output is None or not output.success:
                why = "no output" if output is None else output.error
                logger.warning("action %s failed: %s", action.type, why, extra=extra)
                return False
            again = isinstance(action.payload, Mapping) and bool(action.payload.get("requires_reentry"))
            result.artifacts_produced.extend(output.artifacts or ())
        except Exception as error:
            logger.error("action %s failed: %s", action.type, error, extra=extra, exc_info=True)
            return False
        result.requires_reentry |= again
        return True

    async def spawn_subpipeline(
        self,
        pipeline_name: str,
        ctx: PipelineContext,
        correlation_id: UUID,
        *,
        topology_override: str | None = None,
        execution_mode_override: str | None = None,
    ) -> SubpipelineResult:
        """Run a registered pipeline as a child of `ctx` and wait for it.

        Its stages find what the parent held in the metadata of their snapshot, frozen and without the token, under
        `parent_data`, beside `parent_run_id`, `parent_stage_id` and `correlation_id`. Raises KeyError for a pipeline
        that is not registered, and what the spawner raises.
        """
        named = {
            "pipeline_name": pipeline_name,
            "parent_run_id": id_text(ctx.pipeline_run_id),
            "correlation_id": id_text(correlation_id),
        }
        overrides = {"topology_override": topology_override, "execution_mode_override": execution_mode_override}
        logger.info("Spawning subpipeline", extra={**named, "parent_stage_id": self.id, **overrides})
        try:
            pipeline = self.pipeline_registry.get(pipeline_name)
        except KeyError:
            logger.error("Pipeline '%s' not found in registry", pipeline_name, extra=named)
            raise
        runner = _runner_of(pipeline.build())
        try:
            result = await self.spawner.spawn(
                pipeline_name=pipeline_name,
                ctx=ctx,
                correlation_id=correlation_id,
                parent_stage_id=self.id,
                runner=runner,
                topology=topology_override,
                execution_mode=execution_mode_override,
            )
        except MaxDepthExceededError:
            logger.error("Subpipeline not started: max depth exceeded", extra=named)
            raise
        except Exception:
            logger.error("Subpipeline could not be run", extra=named, exc_info=True)
            raise
        ended = {"child_run_id": id_text(result.child_run_id), "success": result.success}
        logger.info("Subpipeline completed", extra={**named, **ended, "duration_ms": result.duration_ms})
        return result


def _runner_of(graph: UnifiedStageGraph) -> Callable[[PipelineContext], Awaitable[dict[str, Any]]]:
    async def run(child: PipelineContext) -> dict[str, Any]:
        snapshot = _snapshot_of(child)
        ctx = StageContext(snapshot, StageInputs(snapshot), "__subpipeline_root__", PipelineTimer(), child.event_sink)
        return {name: output.data for name, output in (await graph.run(ctx)).items()}

    return run


def _without_token(data: Mapping[str, Any]) -> dict[str, Any]:
    """A token is for the guards; tools and children write logs, and prompts."""
    return {key: held for key, held in data.items() if key not in TOKEN_KEYS}


@contextmanager
def _lent(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The data of a run without its token; what is changed there is changed in `data` at the end."""
    before = _without_token(data)
    lent = dict(before)
    try:
        yield lent
    finally:
        gone = before.keys() - lent.keys()
        now = _without_token(lent)
        changed = {key: held for key, held in now.items() if key not in before or before[key] is not held}
        try:
            for key in gone:
                data.pop(key, None)
            if changed:
                data.update(changed)
        except TypeError:  # frozen: and the action is done all the same
            logger.warning("what a tool changed in the data of a run is lost: the data are frozen", exc_info=True)


def _snapshot_of(child: PipelineContext) -> ContextSnapshot[Any]:
    ids: dict[str, Any] = {name: getattr(child, name) for name in ID_NAMES}
    parent = {
        "parent_data": _without_token(child._parent_data or {}),
        "parent_run_id": id_text(child.parent_run_id),
        "parent_stage_id": child.parent_stage_id,
        "correlation_id": id_text(child.correlation_id),
    }
    return ContextSnapshot(
        run_id=RunIdentity(**ids), topology=child.topology, execution_mode=child.execution_mode, metadata=parent
    )


__all__ = ["ActionProtocol", "PlanProtocol", "ToolExecutor", "ToolExecutorResult"]
