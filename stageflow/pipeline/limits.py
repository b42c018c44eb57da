"""The opt-in limits of a graph: how long a stage may take, and how many may run at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from stageflow.core.stage_context import StageContext
from stageflow.pipeline.planned import PlannedStage
from stageflow.suggest import nearest

Call = Callable[[PlannedStage, StageContext], Awaitable[Any]]


class Limits:
    """Timeouts in seconds, by stage or one for all, and the number of stages of one run that may be under way at once.

    Raises ValueError for a limit that is not positive or names no stage.
    """

    __slots__ = ("_concurrency", "_timeouts")

    def __init__(
        self, stages: Collection[str], timeout: float | Mapping[str, float] | None, concurrency: int | None
    ) -> None:
        self._timeouts: dict[str, float] = {}
        if timeout is not None:
            self._timeouts = dict(timeout) if isinstance(timeout, Mapping) else dict.fromkeys(stages, timeout)
        for name, seconds in self._timeouts.items():
            if name not in stages:
                near = nearest(name, stages)
                hint = f"; did you mean {near!r}?" if near else ""
                raise ValueError(f"stage_timeout names {name!r}, which is no stage{hint}")
            if seconds <= 0:
                raise ValueError(f"stage_timeout of {name!r} must be positive seconds, got {seconds!r}")
        if concurrency is not None and concurrency < 1:
            raise ValueError(f"concurrency must be at least 1, or None for no limit; got {concurrency!r}")
        self._concurrency = concurrency

    @property
    def none(self) -> bool:
        """Whether nothing is limited."""
        return not self._timeouts and self._concurrency is None

    def of_run(self, call: Call) -> Call:
        """How one run makes its calls: by `call`, within these limits."""
        slots = asyncio.Semaphore(self._concurrency) if self._concurrency is not None else None
        timeouts = self._timeouts

        async def bounded(stage: PlannedStage, ctx: StageContext) -> Any:
            seconds = timeouts.get(stage.name)
            return await (call(stage, ctx) if seconds is None else _timed(call(stage, ctx), stage.name, seconds))

        async def in_turn(stage: PlannedStage, ctx: StageContext) -> Any:
            assert slots is not None
            async with slots:  # waiting for a slot is not part of a stage's timeout
                return await bounded(stage, ctx)

        return bounded if slots is None else in_turn


async def _timed(work: Awaitable[Any], name: str, seconds: float) -> Any:
    # asyncio.timeout and not wait_for: it can tell its own expiry from a TimeoutError of the stage
    scope = asyncio.timeout(seconds)
    try:
        async with scope:
            return await work
    except TimeoutError:
        if scope.expired():
            raise TimeoutError(f"stage {name!r} timed out after {seconds:g} s") from None
        raise
