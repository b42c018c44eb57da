"""Plans done by the legacy executor, and pipelines that it starts as child runs (section 14.7)."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import AsyncMock, MagicMock
from uuid import UUID, uuid4

import pytest

from stageflow import Pipeline, StageContext, StageKind, StageOutput
from stageflow.immutable.freeze import deep_freeze
from stageflow.pipeline.registry import PipelineRegistry, pipeline_registry
from stageflow.pipeline.subpipeline import (
    MaxDepthExceededError,
    SubpipelineResult,
    SubpipelineSpawner,
    get_subpipeline_spawner,
)
from stageflow.testing import create_test_pipeline_context
from stageflow.tools import BaseTool, ToolExecutor, base, clear_tool_registry, get_tool_registry
from stageflow.tools.executor import ToolExecutorResult

CORRELATION = UUID(int=71)


@dataclass
class Act:
    type: str = "note"
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    actions: list[Any]


class Noter(BaseTool):
    name, description, action_type = "noter", "Notes.", "note"

    async def execute(self, input: base.ToolInput, ctx: dict[str, Any]) -> base.ToolOutput:  # noqa: A002
        payload = input.action.payload
        if "raises" in payload:
            raise ValueError("boom")
        if "fails" in payload:
            return base.ToolOutput(False, error="no")
        return base.ToolOutput(True, artifacts=[{"run": ctx["pipeline_run_id"], **payload}])


@pytest.fixture(autouse=True)
def tools_of_its_own() -> Iterator[None]:
    clear_tool_registry()
    get_tool_registry().register(Noter())
    yield
    clear_tool_registry()


def done(*actions: Act) -> ToolExecutorResult:
    return asyncio.run(ToolExecutor().execute(create_test_pipeline_context(), Plan(list(actions))))


def test_no_plan_is_nothing_to_do() -> None:
    result = asyncio.run(ToolExecutor().execute(create_test_pipeline_context()))
    assert result == ToolExecutorResult(0, 0, [], False, None, [])
    assert ToolExecutor.id == "stage.tool_executor"


def test_actions_are_done_and_their_artifacts_collected_in_order() -> None:
    result = done(Act(payload={"n": 1}), Act(payload={"n": 2}))
    assert (result.actions_executed, result.actions_failed, result.requires_reentry) == (2, 0, False)
    assert [artifact["n"] for artifact in result.artifacts_produced] == [1, 2]
    assert result.artifacts_produced[0]["run"] is not None
    assert done(Act(payload={"requires_reentry": True})).requires_reentry
    assert not done(Act(payload={"requires_reentry": 0})).requires_reentry


@pytest.mark.parametrize("bad", [Act(payload={"raises": 1}), Act(payload={"fails": 1}), Act("other")])
def test_an_action_that_fails_stops_no_other_and_asks_for_another_look(
    bad: Act, caplog: pytest.LogCaptureFixture
) -> None:
    result = done(bad, Act())
    assert (result.actions_executed, result.actions_failed, result.requires_reentry) == (1, 1, True)
    (line,) = [r for r in caplog.records if r.name == "stageflow.tools.executor"]
    assert bad.type in line.getMessage()


def test_an_action_without_a_payload_is_done_like_others() -> None:
    class Anything(Noter):
        action_type = "any"

        async def execute(self, input: base.ToolInput, ctx: dict[str, Any]) -> base.ToolOutput:  # noqa: A002
            return base.ToolOutput(True)

    get_tool_registry().register(Anything())
    result = done(Act("any", None), Act("any", ["requires_reentry"]), Act())  # type: ignore[arg-type]
    assert (result.actions_executed, result.actions_failed, result.requires_reentry) == (3, 0, False)


@pytest.mark.parametrize("output", [None, "done", base.ToolOutput(True, artifacts=7)], ids=["none", "text", "no-list"])  # type: ignore[arg-type]
def test_an_output_that_is_none_is_a_failure_of_its_action(output: Any) -> None:
    class Odd(Noter):
        action_type = "odd"

        async def execute(self, input: base.ToolInput, ctx: dict[str, Any]) -> base.ToolOutput:  # noqa: A002
            return output  # type: ignore[no-any-return]

    get_tool_registry().register(Odd())
    result = done(Act("odd", {"requires_reentry": True}), Act())
    assert (result.actions_executed, result.actions_failed, result.requires_reentry) == (1, 1, True)


@pytest.mark.parametrize("key", ["_auth_token", "auth_token"])
def test_a_token_is_not_for_tools_and_children(key: str) -> None:
    seen: list[dict[str, Any]] = []

    class Looks(Noter):
        action_type = "look"

        async def execute(self, input: base.ToolInput, ctx: dict[str, Any]) -> base.ToolOutput:  # noqa: A002
            seen.append(ctx)
            return base.ToolOutput(True)

    get_tool_registry().register(Looks())
    ctx = create_test_pipeline_context()
    ctx.data.update({key: "secret", "cart": [1]})
    executor = ToolExecutor(spawner=SubpipelineSpawner(), registry=child_pipeline())
    asyncio.run(executor.execute(ctx, Plan([Act("look")])))
    child = asyncio.run(executor.spawn_subpipeline("child", ctx, CORRELATION))
    assert seen == [{**ctx.to_dict(), "data": {"cart": [1]}}]
    assert child.data is not None and child.data["reads"]["from"]["parent_data"] == {"cart": [1]}
    assert "secret" not in repr((seen, child)) and ctx.data[key] == "secret"


@pytest.mark.parametrize("raises", [False, True])
def test_what_a_tool_changes_in_the_data_of_the_run_is_changed(raises: bool) -> None:
    class Writes(Noter):
        action_type = "write"

        async def execute(self, input: base.ToolInput, ctx: dict[str, Any]) -> base.ToolOutput:  # noqa: A002
            data = ctx["data"]
            data.update({"new": 1, "old": 2, "auth_token": "forged"})
            del data["gone"]
            context.data["other"] = "newer"  # by a stage beside it
            if raises:
                raise ValueError("boom")
            return base.ToolOutput(True)

    get_tool_registry().register(Writes())
    context = create_test_pipeline_context()
    held = context.data
    context.data.update({"old": 1, "gone": 1, "other": "older", "auth_token": "secret"})
    asyncio.run(ToolExecutor().execute(context, Plan([Act("write")])))
    assert context.data is held
    assert held == {"old": 2, "new": 1, "other": "newer", "auth_token": "secret"}


@pytest.mark.parametrize("writes", [False, True])
def test_an_action_is_done_also_where_the_data_of_the_run_are_frozen(
    writes: bool, caplog: pytest.LogCaptureFixture
) -> None:
    class Writes(Noter):
        action_type = "write"

        async def execute(self, input: base.ToolInput, ctx: dict[str, Any]) -> base.ToolOutput:  # noqa: A002
            if writes:
                ctx["data"]["new"] = 1
            return base.ToolOutput(True)

    get_tool_registry().register(Writes())
    context = create_test_pipeline_context()
    context.data = deep_freeze({"old": 1})
    result = asyncio.run(ToolExecutor().execute(context, Plan([Act("write")])))
    assert (result.actions_executed, result.actions_failed, result.requires_reentry) == (1, 0, False)
    assert context.data == {"old": 1}
    assert ("the data are frozen" in caplog.text) is writes


class Reads:
    """A stage that gives what it is told of its parent."""

    name, kind = "reads", StageKind.TRANSFORM

    async def execute(self, ctx: StageContext) -> StageOutput:
        metadata = ctx.snapshot.metadata
        told = {"run": str(ctx.snapshot.pipeline_run_id), "topology": ctx.snapshot.topology, "mode": ctx.execution_mode}
        return StageOutput.ok({**told, "from": dict(metadata)})


def child_pipeline() -> PipelineRegistry:
    registry = PipelineRegistry()
    registry.register("child", Pipeline().with_stage("reads", Reads, StageKind.TRANSFORM))
    return registry


def test_a_child_pipeline_is_told_of_its_parent(caplog: pytest.LogCaptureFixture) -> None:
    """D-38: data, run, stage and correlation."""
    ctx = create_test_pipeline_context()
    ctx.data["cart"] = {"items": [1]}
    executor = ToolExecutor(spawner=SubpipelineSpawner(), registry=child_pipeline())
    with caplog.at_level(logging.INFO, "stageflow.tools.executor"):
        result = asyncio.run(
            executor.spawn_subpipeline(
                "child", ctx, CORRELATION, topology_override="fast", execution_mode_override="live"
            )
        )
    assert result.success and result.duration_ms > 0 and result.data is not None
    told = result.data["reads"]
    assert (told["run"], told["topology"], told["mode"]) == (str(result.child_run_id), "fast", "live")
    assert told["from"] == {
        "parent_data": {"cart": {"items": [1]}},
        "parent_run_id": str(ctx.pipeline_run_id),
        "parent_stage_id": "stage.tool_executor",
        "correlation_id": str(CORRELATION),
    }
    begins, ends = [r for r in caplog.records if r.name == "stageflow.tools.executor"]
    assert begins.getMessage() == "Spawning subpipeline" and ends.getMessage() == "Subpipeline completed"
    for line in (begins, ends):
        assert line.pipeline_name == "child" and line.correlation_id == str(CORRELATION)  # type: ignore[attr-defined]
    assert begins.topology_override == "fast" and begins.execution_mode_override == "live"  # type: ignore[attr-defined]
    assert ends.child_run_id == str(result.child_run_id) and ends.success  # type: ignore[attr-defined]


def test_a_child_that_fails_is_a_result() -> None:
    class Fails(Reads):
        async def execute(self, ctx: StageContext) -> StageOutput:
            raise ValueError("boom")

    registry = PipelineRegistry()
    registry.register("child", Pipeline().with_stage("fails", Fails, StageKind.TRANSFORM))
    executor = ToolExecutor(spawner=SubpipelineSpawner(), registry=registry)
    result = asyncio.run(executor.spawn_subpipeline("child", create_test_pipeline_context(), CORRELATION))
    assert not result.success


def test_the_spawner_is_called_by_keywords_and_the_registry_only_asked() -> None:
    """What the published tests put in their place: mocks of both."""
    registry, spawner = MagicMock(spec=PipelineRegistry), MagicMock(spec=SubpipelineSpawner)
    expected = SubpipelineResult(success=True, child_run_id=uuid4())
    spawner.spawn = AsyncMock(return_value=expected)
    ctx = create_test_pipeline_context()
    executor = ToolExecutor(spawner=spawner, registry=registry)
    assert asyncio.run(executor.spawn_subpipeline("child", ctx, CORRELATION)) is expected
    registry.get.assert_called_once_with("child")
    registry.get.return_value.build.assert_called_once_with()
    call = spawner.spawn.await_args
    assert call.args == ()
    assert set(call.kwargs) == {
        *("pipeline_name", "ctx", "correlation_id", "parent_stage_id", "runner", "topology", "execution_mode")
    }
    assert (call.kwargs["parent_stage_id"], call.kwargs["ctx"]) == ("stage.tool_executor", ctx)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (MaxDepthExceededError(5, 5, None), "max depth exceeded"),
        (RuntimeError("no room"), "could not be run"),
    ],
    ids=["depth", "other"],
)
def test_what_the_spawner_raises_is_logged_and_raised(
    error: Exception, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    spawner = MagicMock(spec=SubpipelineSpawner)
    spawner.spawn = AsyncMock(side_effect=error)
    executor = ToolExecutor(spawner=spawner, registry=child_pipeline())
    with pytest.raises(type(error)):
        asyncio.run(executor.spawn_subpipeline("child", create_test_pipeline_context(), CORRELATION))
    (line,) = [r for r in caplog.records if r.levelname == "ERROR"]
    assert says in line.getMessage()


def test_a_pipeline_that_is_not_registered_is_logged_and_raised(caplog: pytest.LogCaptureFixture) -> None:
    executor = ToolExecutor(spawner=SubpipelineSpawner(), registry=PipelineRegistry())
    with pytest.raises(KeyError, match="Pipeline 'child' not found"):
        asyncio.run(executor.spawn_subpipeline("child", create_test_pipeline_context(), CORRELATION))
    (line,) = [r for r in caplog.records if r.levelname == "ERROR"]
    assert "not found in registry" in line.getMessage()
    assert line.pipeline_name == "child" and line.correlation_id == str(CORRELATION)  # type: ignore[attr-defined]


def test_those_of_the_process_are_taken_when_they_are_first_needed() -> None:
    executor = ToolExecutor()
    assert executor._spawner is None and executor._pipeline_registry is None
    assert executor.spawner is get_subpipeline_spawner() and executor.pipeline_registry is pipeline_registry
    assert executor.tool_registry is get_tool_registry()
