"""What the circuit breaker's probes leave behind, and what the breaker takes for a failure or a success."""

import asyncio
from typing import Any

from stageflow import StageResult
from stageflow.pipeline.interceptors import (
    BaseInterceptor,
    CircuitBreakerInterceptor,
    InterceptorResult,
    run_with_interceptors,
)
from stageflow.stages import PipelineContext
from stageflow.testing import create_test_pipeline_context


def result(status: Any = "completed") -> StageResult:
    now = PipelineContext.now()
    return StageResult("s", status, now, now, {}, None)


def test_a_probe_that_is_cancelled_makes_room_for_the_next_one() -> None:
    """Nobody learns anything from it; else no call would ever be let through again."""
    breaker = CircuitBreakerInterceptor()
    breaker._breaker_states["s"] = "half_open"

    async def waits() -> StageResult:
        await asyncio.Event().wait()
        raise AssertionError("not reached")

    async def main() -> None:
        probe = asyncio.create_task(run_with_interceptors("s", waits, create_test_pipeline_context(), [breaker]))
        while not breaker._probing:
            await asyncio.sleep(0)
        probe.cancel()
        await asyncio.wait([probe])
        assert (breaker._breaker_states["s"], breaker._probing, breaker._counted) == ("half_open", {}, set())
        assert await breaker.before("s", create_test_pipeline_context()) is None

    asyncio.run(main())


class Refuses(BaseInterceptor):
    """A guard behind the breaker."""

    name = "refuses"
    priority = 30

    async def before(self, _stage_name: str, _ctx: PipelineContext) -> InterceptorResult | None:
        return InterceptorResult(stage_ran=False, error="refused")

    async def after(self, _stage_name: str, _result: StageResult, _ctx: PipelineContext) -> None:
        """Nothing to do."""


def test_the_limits_that_are_documented_are_as_they_are_said_to_be() -> None:
    """docs/core.md names them: refusals behind the breaker open it, and a late success closes it."""
    breaker = CircuitBreakerInterceptor()

    async def stage() -> StageResult:
        return result()

    async def main() -> None:
        for _ in range(5):
            await run_with_interceptors("s", stage, create_test_pipeline_context(), [breaker, Refuses()])
        assert breaker._breaker_states == {"s": "open"}
        await breaker.after("s", result(), create_test_pipeline_context())
        assert breaker._breaker_states == {"s": "closed"}

    asyncio.run(main())
