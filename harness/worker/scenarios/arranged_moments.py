"""The moments at which two runs of one graph are made to meet, for family arranged_runs."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from harness.worker.adapter import Subject, text_of
from harness.worker.recorder import Recorder
from harness.worker.scenarios.canaries import OWNER, canary_of

LINGERS_S = 3.0
"""Longer than any timer may come early where a schedule reorders: it is over only when nothing else can go on."""
HELD_S = 5.0
"""How long a run waits for a moment that never comes: only a defect of the subject has it wait so long."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: who it is, and how it is to end."""

    run: str
    way: str
    run_number: int

    @property
    def canary(self) -> str:
        return canary_of(self.run)

    @property
    def run_id(self) -> UUID:
        return UUID(int=self.run_number)


class Meeting:
    """The runs of one graph in one phase, and the moments that they wait for."""

    def __init__(self, phase: str, plans: Sequence[Plan], subject: Subject, recorder: Recorder) -> None:
        self.phase, self.plans = phase, {plan.run: plan for plan in plans}
        self.first = plans[0] if len(plans) > 1 else None
        self.second = plans[-1]
        self.subject, self.recorder = subject, recorder
        self.graph: Any = None
        self.tasks: dict[str, asyncio.Task[Any]] = {}
        self.handles: dict[str, Any] = {}
        self.cleaned: defaultdict[str, list[str]] = defaultdict(list)
        self._moments: defaultdict[tuple[str, str], asyncio.Event] = defaultdict(asyncio.Event)

    def reach(self, moment: str, plan: Plan) -> None:
        self._moments[moment, plan.run].set()

    async def reached(self, moment: str, plan: Plan | None) -> None:
        """Until the run has come to that moment; at once where there is no such run."""
        if plan is None:
            return
        try:
            async with asyncio.timeout(HELD_S):
                await self._moments[moment, plan.run].wait()
        except TimeoutError:
            pass  # a defect: whoever waits goes on, and the checks see how the runs end

    async def insist(self, moment: str, plan: Plan) -> None:
        """Until that moment, also where whoever waits is cancelled meanwhile."""
        while not self._moments[moment, plan.run].is_set():
            try:
                await self._moments[moment, plan.run].wait()
            except asyncio.CancelledError:
                continue

    def clean_up(self, plan: Plan, what: str, does: Callable[[], Awaitable[None]] | None = None) -> None:
        """Registers a cleanup of the run under way; nothing where the subject's graph takes none."""
        register = getattr(self.graph, "register_cleanup", None)
        if register is None:
            return
        fields = {"cleanup": f"{self.phase}:{plan.run}:{what}", "run": plan.run, "phase": self.phase}

        async def cleanup() -> None:
            self.recorder.event("cleanup_started", **fields, context=OWNER.get())
            self.cleaned[plan.run].append(what)
            await (asyncio.sleep(0) if does is None else does())

        try:
            register(cleanup, name=f"{what} of {plan.canary}")
        except RuntimeError as error:
            self.recorder.event("cleanup_refused", **fields, says=text_of(error))
        else:
            self.recorder.event("cleanup_registered", **fields)


@dataclass(frozen=True, slots=True)
class Case:
    """What the first run does, while the second one is to go well: `act` is called in each stage of either, and gives
    an output, or None for one that is well; `meanwhile` is called when both were started.

    `needs` names what the graph must have. With `patience_s` the caller of the second run waits only so long.
    """

    name: str
    way: str
    act: Callable[[Meeting, Plan, str], Awaitable[Any]]
    meanwhile: Callable[[Meeting], Awaitable[None]]
    stages: tuple[str, ...] = ("only",)
    limits: Mapping[str, Any] = field(default_factory=dict)
    hooked: bool = False
    needs: str = "run"
    patience_s: float | None = None


async def _nothing(_: Meeting) -> None:
    """The runs wait for each other."""


async def _holds_its_place(meeting: Meeting, plan: Plan, _: str) -> Any:
    """The first run is in its stage until the second has ended, and then raises."""
    if plan == meeting.first:
        await meeting.reached("over", meeting.second)
        raise RuntimeError(f"{plan.canary} raised")
    return None


async def _lingers(meeting: Meeting, plan: Plan, _: str) -> Any:
    """The first run goes on until it is stopped, the second until the first has ended."""
    await (asyncio.sleep(LINGERS_S) if plan == meeting.first else meeting.reached("over", meeting.first))
    return None


async def _cancel_the_first_handle(meeting: Meeting) -> None:
    assert meeting.first is not None
    await meeting.reached("began", meeting.second)
    handle = meeting.handles.get(meeting.first.run)
    if handle is not None:
        handle.cancel(f"{meeting.first.canary} is not needed")


async def _ends_first_of_both(meeting: Meeting, plan: Plan, _: str) -> Any:
    """The second run ends while the first one goes on."""
    if plan == meeting.first:
        await asyncio.sleep(LINGERS_S)
    return None


async def _cancel_the_only_live_one(meeting: Meeting) -> None:
    """By the token of the graph, which outside of all runs is that of the only live one."""
    assert meeting.first is not None
    await meeting.reached("over", meeting.second)
    if meeting.graph.cancel_token is not None:
        meeting.graph.cancel_token.cancel(f"{meeting.first.canary} is not needed")


async def _fails_beside_a_slow_stage(meeting: Meeting, plan: Plan, stage: str) -> Any:
    """One stage fails when the other is under way, and that one ends slowly when it is stopped."""
    if plan != meeting.first:
        await meeting.reached("over", meeting.first)
        return None
    if stage == "fails":
        await meeting.reached("at work", plan)
        return meeting.subject.name("stageflow", "StageOutput").fail(error=f"{plan.canary} failed")
    meeting.reach("at work", plan)
    try:
        await asyncio.sleep(LINGERS_S)
    except asyncio.CancelledError:
        meeting.reach("ending", plan)
        await meeting.insist("go on", plan)
        raise
    return None


async def _fails_and_cleans_up_slowly(meeting: Meeting, plan: Plan, _: str) -> Any:
    if plan != meeting.first:
        await meeting.reached("over", meeting.first)
        return None

    async def slow() -> None:
        meeting.reach("ending", plan)
        await meeting.insist("go on", plan)

    meeting.clean_up(plan, "slow", slow)
    raise RuntimeError(f"{plan.canary} raised")


async def _cancel_the_first_while_it_ends(meeting: Meeting) -> None:
    assert meeting.first is not None
    await meeting.reached("ending", meeting.first)
    meeting.tasks[meeting.first.run].cancel()
    meeting.reach("go on", meeting.first)


async def _has_a_cleanup_that_hangs(meeting: Meeting, plan: Plan, _: str) -> Any:
    """It is registered between two that do not."""
    if plan != meeting.first:
        await meeting.reached("over", meeting.first)
        return None

    async def hangs() -> None:
        await asyncio.get_running_loop().create_future()

    meeting.clean_up(plan, "behind the one that hangs")
    meeting.clean_up(plan, "the one that hangs", hangs)
    meeting.clean_up(plan, "before the one that hangs")
    raise RuntimeError(f"{plan.canary} raised")


CASES = (
    Case("one place", "raise", _holds_its_place, _nothing, limits={"concurrency": 1}, patience_s=LINGERS_S),
    Case("interceptors", "raise", _holds_its_place, _nothing, hooked=True, patience_s=LINGERS_S),
    Case("handles", "handle", _lingers, _cancel_the_first_handle, needs="start"),
    Case("the only live one", "graph", _ends_first_of_both, _cancel_the_only_live_one, needs="cancel_token"),
    Case("a failing end", "ending", _fails_beside_a_slow_stage, _cancel_the_first_while_it_ends, ("fails", "slow")),
    Case(
        "a failing end with cleanups",
        "ending",
        _fails_and_cleans_up_slowly,
        _cancel_the_first_while_it_ends,
        needs="register_cleanup",
    ),
    Case("a hanging cleanup", "raise", _has_a_cleanup_that_hangs, _nothing, needs="cleanup_timeout"),
)
