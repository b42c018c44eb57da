"""Stages of one run that are guarded at the same time, and whom each of them has as its user (section 13.4)."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from stageflow import (
    Pipeline,
    PipelineContext,
    StageContext,
    StageGraph,
    StageKind,
    StageSpec,
    UnifiedStageExecutionError,
    run_pipeline,
)
from stageflow.auth import (
    AuthenticationError,
    AuthInterceptor,
    OrgEnforcementInterceptor,
    TokenExpiredError,
    get_current_user,
    require_user,
)
from stageflow.events import NoOpEventSink
from stageflow.pipeline.interceptors import InterceptorResult
from stageflow.testing import create_test_pipeline_context

USER, OTHER, SESSION, ORG = (UUID(int=n) for n in range(81, 85))


def claims(user: UUID = USER) -> dict[str, Any]:
    return {"user_id": str(user), "session_id": str(SESSION), "org_id": str(ORG)}


class Sink(NoOpEventSink):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
        self.told.append(data or {})


class Asked:
    """A validator whose answers are given by the test, one question after the other."""

    def __init__(self) -> None:
        self.questions: list[tuple[str, asyncio.Future[dict[str, Any]]]] = []

    async def validate(self, token: str) -> dict[str, Any]:
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self.questions.append((token, answer))
        return await answer

    def says(self, number: int, what: dict[str, Any] | Exception) -> None:
        answer = self.questions[number][1]
        answer.set_exception(what) if isinstance(what, Exception) else answer.set_result(what)


Verdict = asyncio.Task[InterceptorResult | None]


def guarded(steps: Callable[[PipelineContext, Asked, Callable[[], Awaitable[Verdict]]], Awaitable[None]]) -> Sink:
    """Runs steps that get a context, a validator, and a way to put the guard in front of one more stage of it."""
    sink = Sink()

    async def run() -> None:
        ctx, asked = create_test_pipeline_context(event_sink=sink), Asked()
        ctx.data["auth_token"] = "first"

        async def stage() -> Verdict:
            task = asyncio.create_task(AuthInterceptor(asked).before("s", ctx))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            return task

        await steps(ctx, asked, stage)

    asyncio.run(run())
    return sink


def test_an_answer_that_is_older_than_a_refusal_brings_nobody_back() -> None:
    async def steps(ctx: PipelineContext, asked: Asked, stage: Callable[[], Awaitable[Verdict]]) -> None:
        slow, quick = await stage(), await stage()
        asked.says(1, TokenExpiredError())
        assert (await quick) is not None
        asked.says(0, claims())
        verdict = await slow
        assert verdict is not None and not verdict.stage_ran
        assert "_auth_context" not in ctx.data
        later = await stage()
        asked.says(2, claims())
        assert await later is None and ctx.data["_user_id"] == USER

    sink = guarded(steps)
    assert [e["reason"] for e in sink.told if e["type"] == "auth.failure"] == ["token_expired", "superseded"]


def test_a_refusal_by_the_other_guard_counts_as_well() -> None:
    """It forgets the user where it breaks down, and an answer under way must not bring him back."""

    async def steps(ctx: PipelineContext, asked: Asked, stage: Callable[[], Awaitable[Verdict]]) -> None:
        slow = await stage()
        ctx.data["_auth_context"] = object()

        class Broken(OrgEnforcementInterceptor):
            async def _decided(self, _stage_name: str, ctx: PipelineContext) -> InterceptorResult | None:
                raise ValueError("broken")

        assert await Broken().before("s", ctx) is not None
        asked.says(0, claims())
        assert await slow is not None and "_auth_context" not in ctx.data

    guarded(steps)


def test_an_answer_to_a_token_that_was_replaced_leaves_the_new_user() -> None:
    async def steps(ctx: PipelineContext, asked: Asked, stage: Callable[[], Awaitable[Verdict]]) -> None:
        old = await stage()
        ctx.data["auth_token"] = "second"
        new = await stage()
        asked.says(1, claims(OTHER))
        assert await new is None
        asked.says(0, claims(USER))
        assert await old is not None
        assert ctx.data["_user_id"] == OTHER

    guarded(steps)


def test_a_second_user_on_one_context_is_the_user_and_is_told() -> None:
    async def steps(ctx: PipelineContext, asked: Asked, stage: Callable[[], Awaitable[Verdict]]) -> None:
        for number, user in enumerate((USER, OTHER, OTHER)):
            ctx.data["auth_token"] = str(user)
            verdict = await stage()
            asked.says(number, claims(user))
            assert await verdict is None
            assert (ctx.data["_auth_context"].user_id, ctx.data["_user_id"]) == (user, user)
        assert [token for token, _ in asked.questions] == [str(USER), str(OTHER), str(OTHER)]

    assert [login["user_id"] for login in guarded(steps).told] == [str(USER), str(OTHER)]


def test_a_running_stage_keeps_its_user_when_another_one_is_refused() -> None:
    """What stands in the context is gone by then; what the stage was let in with is its own."""
    asked, seen = Asked(), list[Any]()
    refused = asyncio.Event()

    class Slow:
        async def execute(self, ctx: PipelineContext) -> None:
            seen.append(ctx.data["_auth_context"].user_id)
            await refused.wait()
            seen.extend((require_user().user_id, "_auth_context" in ctx.data))

    class Refused:
        async def execute(self, ctx: PipelineContext) -> None:
            raise AssertionError("not reached")

    async def run() -> Any:
        specs = [StageSpec(name="slow", runner=Slow), StageSpec(name="refused", runner=Refused)]
        ctx = create_test_pipeline_context()
        ctx.data["auth_token"] = "t"
        running = asyncio.create_task(StageGraph(specs, interceptors=[AuthInterceptor(asked)]).run(ctx))
        while len(asked.questions) < 2:
            await asyncio.sleep(0)
        asked.says(0, claims())
        while not seen:
            await asyncio.sleep(0)
        asked.says(1, TokenExpiredError())
        while "_auth_context" in ctx.data:
            await asyncio.sleep(0)
        refused.set()
        return await running

    results = asyncio.run(run())
    assert (results["slow"].status, results["refused"].status) == ("completed", "failed")
    assert seen == [USER, USER, False]


class Always:
    """A validator that knows one user."""

    async def validate(self, token: str) -> dict[str, Any]:
        if token == "no":
            raise TokenExpiredError
        return claims()


def test_a_stage_of_a_unified_graph_has_its_user_and_nobody_else_has() -> None:
    seen = list[Any]()

    async def stage(ctx: StageContext) -> None:
        seen.append(require_user().user_id)

    async def run(token: str) -> None:
        graph = Pipeline().with_stage("s", stage, StageKind.WORK).build(interceptors=[AuthInterceptor(Always())])
        await run_pipeline(graph, {"auth_token": token})
        seen.append(get_current_user())

    asyncio.run(run("t"))
    assert seen == [USER, None]
    with pytest.raises(UnifiedStageExecutionError):
        asyncio.run(run("no"))
    assert seen == [USER, None]


def test_the_user_of_a_stage_is_nobodys_after_it_and_after_a_refusal() -> None:
    async def steps() -> None:
        guard, ctx = AuthInterceptor(Always()), create_test_pipeline_context()
        ctx.data["auth_token"] = "t"
        assert await guard.before("s", ctx) is None
        assert require_user().user_id == USER
        await guard.after("s", None, ctx)  # type: ignore[arg-type]
        assert get_current_user() is None
        assert await guard.before("s", ctx) is None
        ctx.data["auth_token"] = "no"
        assert await guard.before("s", ctx) is not None
        assert get_current_user() is None
        with pytest.raises(AuthenticationError, match="nobody was let in") as caught:
            require_user()
        assert caught.value.code == "not_authenticated"

    asyncio.run(steps())


@pytest.mark.parametrize(
    "limits", [{"_timeout_ms": 1}, {"_timeout_ms": 0, "_timeout.s": 1}], ids=["of-the-run", "of-the-stage"]
)
def test_a_validator_that_does_not_answer_in_the_time_of_its_stage_lets_nobody_in(limits: dict[str, int]) -> None:
    sink = Sink()
    ctx = create_test_pipeline_context(event_sink=sink)
    ctx.data.update(auth_token="t", **limits)

    async def run() -> InterceptorResult | None:
        async with asyncio.timeout(30):
            return await AuthInterceptor(Asked()).before("s", ctx)

    verdict = asyncio.run(run())
    assert verdict is not None and verdict.error == "Authentication could not be checked in time"
    assert [e["reason"] for e in sink.told] == ["validator_timeout"]


@pytest.mark.parametrize("limits", [{"_timeout_ms": 0}, {"_timeout_ms": 1, "_timeout.s": -1}, {"_timeout.s": None}])
def test_without_a_limit_it_may_take_its_time(limits: dict[str, int | None]) -> None:
    async def steps(ctx: PipelineContext, asked: Asked, stage: Callable[[], Awaitable[Verdict]]) -> None:
        ctx.data.update(limits)
        verdict = await stage()
        assert [h for h in asyncio.get_running_loop()._scheduled if not h.cancelled()] == []  # type: ignore[attr-defined]
        asked.says(0, claims())
        assert await verdict is None

    guarded(steps)
