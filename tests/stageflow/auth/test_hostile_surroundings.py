"""Guards whose surroundings are against them: data that cannot be written, validators that keep what is not theirs, and
stages and sinks whose context variables are others'.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from typing import Any, cast
from uuid import UUID

import pytest

from stageflow import StageGraph, StageSpec
from stageflow.auth import AuthContext, AuthInterceptor, OrgEnforcementInterceptor, TokenExpiredError, get_current_user
from stageflow.events import BackpressureAwareEventSink
from stageflow.pipeline.interceptors import BaseInterceptor, run_with_interceptors
from stageflow.stages import PipelineContext
from stageflow.stages.result import StageResult
from stageflow.testing import create_test_pipeline_context
from stageflow.utils import FrozenDict

ONE, TWO = UUID(int=1), UUID(int=2)
CLAIMS = {"user_id": str(ONE), "session_id": str(ONE), "org_id": str(ONE)}
MARK: ContextVar[str] = ContextVar("mark", default="the caller's")


def on_asyncio(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    @wraps(test)
    def run(**arguments: Any) -> None:
        asyncio.run(test(**arguments))

    return run


class Says:
    """A validator that runs `ask`."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        self._ask = ask

    async def validate(self, token: str) -> Any:
        return await self._ask()


async def refuses() -> Any:
    raise TokenExpiredError


async def keeps_its_cancellation() -> Any:
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        pass
    return CLAIMS


async def is_cancelled_by_others() -> Any:
    raise asyncio.CancelledError


async def times_out_itself() -> Any:
    raise TimeoutError("the keys did not come")


async def guarded(ctx: PipelineContext, *guards: BaseInterceptor) -> tuple[bool, StageResult]:
    ran = list[bool]()

    async def stage() -> StageResult:
        ran.append(True)
        return StageResult("s", "completed", now := datetime.now(UTC), now)

    result = await run_with_interceptors("s", stage, ctx, list(guards))
    return bool(ran), result


def context(**data: Any) -> PipelineContext:
    ctx = create_test_pipeline_context()
    ctx.data.update(data)
    return ctx


@pytest.mark.parametrize("token", ["t", None])
@pytest.mark.parametrize("both", [True, False])
@on_asyncio
async def test_data_that_cannot_be_written_lets_nobody_in(token: str | None, both: bool) -> None:
    ctx = context()
    ctx.data = cast(Any, FrozenDict({"auth_token": token, "_auth_context": AuthContext(ONE, ONE, org_id=ONE)}))
    guards = [AuthInterceptor(Says(refuses)), OrgEnforcementInterceptor()]
    ran, result = await guarded(ctx, *guards[: 1 + both])
    assert (ran, result.status) == (False, "failed")


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (keeps_its_cancellation, "in time"),
        (is_cancelled_by_others, "Authentication could not be checked"),
        (times_out_itself, "Authentication could not be checked"),
    ],
)
@on_asyncio
async def test_an_answer_that_comes_too_late_or_not_at_all_lets_nobody_in(ask: Callable[[], Any], says: str) -> None:
    ctx = context(auth_token="t", _auth_context=AuthContext(ONE, ONE, org_id=ONE), _timeout_ms=1)
    ran, result = await guarded(ctx, AuthInterceptor(Says(ask)))
    assert (ran, result.status, "_auth_context" in ctx.data) == (False, "failed", False)
    assert (result.error or "").endswith(says)


@on_asyncio
async def test_the_cancellation_of_a_run_is_not_the_validators_to_keep() -> None:
    ran = list[bool]()

    async def run() -> None:
        ran.append((await guarded(context(auth_token="t"), AuthInterceptor(Says(keeps_its_cancellation))))[0])

    task = asyncio.create_task(run())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ran == []


class _Switches(BaseInterceptor):
    """Stands between the guards, where another stage of the run takes up another token."""

    name, priority = "switches", 1

    async def before(self, stage_name: str, ctx: PipelineContext) -> None:
        ctx.data["_auth_context"] = AuthContext(TWO, TWO, org_id=TWO)

    async def after(self, stage_name: str, result: StageResult, ctx: PipelineContext) -> None:
        """Nothing to do."""


@on_asyncio
async def test_the_organisation_that_is_asked_for_is_that_of_the_stages_own_user() -> None:
    async def answers() -> Any:
        return CLAIMS

    ctx = context(auth_token="t", _resource_org_id=TWO)
    ran, _ = await guarded(ctx, AuthInterceptor(Says(answers)), _Switches(), OrgEnforcementInterceptor())
    assert not ran


@on_asyncio
async def test_answers_are_late_for_all_contexts_over_one_run_s_data() -> None:
    asked, refused = asyncio.Event(), asyncio.Event()

    async def answers_late() -> Any:
        asked.set()
        await refused.wait()
        return CLAIMS

    first, second = context(auth_token="t"), context()
    second.data = first.data
    late = asyncio.create_task(guarded(first, AuthInterceptor(Says(answers_late))))
    await asked.wait()
    assert not (await guarded(second, AuthInterceptor(Says(refuses))))[0]
    refused.set()
    assert not (await late)[0]


@on_asyncio
async def test_what_a_stage_sets_in_a_context_variable_is_for_no_stage_after_it() -> None:
    seen = list[str]()

    class Sets:
        async def execute(self, ctx: Any) -> None:
            MARK.set("a's")

    class Looks:
        async def execute(self, ctx: Any) -> None:
            seen.append(MARK.get())

    specs = [StageSpec(name="a", runner=Sets), StageSpec(name="b", runner=Looks, dependencies=("a",))]
    await StageGraph(specs, interceptors=[]).run(create_test_pipeline_context())
    assert seen == ["the caller's"]


@on_asyncio
async def test_a_sink_delivers_as_whoever_made_it_and_not_as_the_first_who_told_it() -> None:
    seen = list[tuple[str, AuthContext | None]]()

    class Downstream:
        async def emit(self, *, type: str, data: Any) -> None:  # noqa: A002
            seen.append((MARK.get(), get_current_user()))

        def try_emit(self, *, type: str, data: Any) -> None:  # noqa: A002
            raise AssertionError("the bounded sink awaits its downstream")

    sink = BackpressureAwareEventSink(Downstream())

    async def first() -> None:
        MARK.set("the first one's")
        await sink.emit(type="told", data={})

    await asyncio.create_task(first())
    await sink.stop()
    assert seen == [("the caller's", None)]
