"""The circuit breaker. `stageflow.pipeline.interceptors` exports it."""

from __future__ import annotations

import time
from time import monotonic
from typing import TYPE_CHECKING

from stageflow.pipeline.interceptor_types import BaseInterceptor, CancelledStageResult, ErrorAction, InterceptorResult

if TYPE_CHECKING:
    from stageflow.stages.context import PipelineContext
    from stageflow.stages.result import StageResult

_THRESHOLD = 5
_RESET_S = 30.0


class CircuitBreakerInterceptor(BaseInterceptor):
    """Stops calling a stage that failed five times, for 30 seconds; then one call at a time probes it.

    State is per stage name and per instance, and its time by a clock that nobody sets. A failure counts once, however
    it is reported; a rejected or cancelled call says nothing about the stage and counts as neither success nor failure.
    It takes what an interceptor behind it refuses for a failure of the stage, a success that comes late closes it, and
    calls of one stage with one context are taken for one call: give each its own context.
    """

    name = "circuit_breaker"
    priority = 10

    def __init__(self) -> None:
        self._breaker_states: dict[str, str] = {}
        self._failure_counts: dict[str, int] = {}
        self._last_failure: dict[str, float] = {}
        # of each moment in `_last_failure`: itself, and the same moment by the clock that nobody sets
        self._noted: dict[str, tuple[float, float]] = {}
        # calls under way, by (id of the context, stage): rejected by `before`, or counted by `on_error` already
        self._rejected: set[tuple[int, str]] = set()
        self._counted: set[tuple[int, str]] = set()
        self._probing: dict[str, int] = {}

    async def before(self, stage_name: str, _ctx: PipelineContext) -> InterceptorResult | None:
        """Let the call pass, or reject it with the error "Circuit breaker open"."""
        state = self._breaker_states.get(stage_name, "closed")
        if state == "open":
            if self._since_failure(stage_name) <= _RESET_S:
                return self._reject(stage_name, _ctx)
            self._breaker_states[stage_name] = state = "half_open"
        if state == "half_open":
            if stage_name in self._probing:
                return self._reject(stage_name, _ctx)
            self._probing[stage_name] = id(_ctx)
        return None

    def _since_failure(self, stage_name: str) -> float:
        """Seconds, by the monotonic clock; by that on the wall for a moment that somebody else has put there."""
        at = self._last_failure.get(stage_name, 0.0)
        noted_at, ticks = self._noted.get(stage_name, (None, 0.0))
        return monotonic() - ticks if noted_at == at else time.time() - at

    def _reject(self, stage_name: str, ctx: PipelineContext) -> InterceptorResult:
        self._rejected.add((id(ctx), stage_name))
        return InterceptorResult(stage_ran=False, error=f"Circuit breaker open for stage {stage_name!r}")

    async def after(self, stage_name: str, result: StageResult, _ctx: PipelineContext) -> None:
        """Learn from the outcome of the call."""
        key = (id(_ctx), stage_name)
        if key in self._rejected:
            self._rejected.discard(key)
            return
        counted = key in self._counted
        self._counted.discard(key)
        if self._probing.get(stage_name) == id(_ctx):
            del self._probing[stage_name]
        if isinstance(result, CancelledStageResult):
            return
        if result.status != "failed":
            self._failure_counts[stage_name] = 0
            if stage_name in self._breaker_states:
                self._breaker_states[stage_name] = "closed"
        elif not counted:
            self._count_failure(stage_name)

    async def on_error(self, stage_name: str, _error: Exception, _ctx: PipelineContext) -> ErrorAction:
        """Count the failure; `after` will not count it again."""
        self._counted.add((id(_ctx), stage_name))
        self._count_failure(stage_name)
        return ErrorAction.FAIL

    def _count_failure(self, stage_name: str) -> None:
        count = self._failure_counts.get(stage_name, 0) + 1
        self._failure_counts[stage_name] = count
        self._last_failure[stage_name] = now = time.time()
        self._noted[stage_name] = now, monotonic()
        if count >= _THRESHOLD or self._breaker_states.get(stage_name) == "half_open":
            self._breaker_states[stage_name] = "open"
