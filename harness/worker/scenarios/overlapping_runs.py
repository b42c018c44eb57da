"""Family overlapping_runs: runs of several tenants on one graph at the same time, of which every second one ends early.

Each run is made twice: alone on a graph of its own, and beside all the others on the graph that they share.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from harness.catalogue.behaviours import value_of
from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, text_of
from harness.worker.explore.loop import ControlledLoop
from harness.worker.recorder import Recorder
from harness.worker.scenarios.canaries import OWNER, Canaries, Sink, canary_of
from harness.worker.scenarios.documented import OF_A_RUN, kind_of

WAYS = ("raise", "fail", "cancel", "token", "task", "timeout")
"""How a run ends early: a stage of it raises, returns FAIL or CANCEL, cancels the run's token, or has its task
cancelled; or the run takes longer than its caller waits.
"""
WAIT_S = 0.02
LINGERS_S = 1.0
"""Longer than any timer may come early where a schedule reorders: it is over only when nothing else can go on."""
SUSPENSIONS_MAX = 4
FIRST_RUN_NUMBER = 1000
_MARK: ContextVar[str] = ContextVar("mark", default="")


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: who it is, how it ends, in which stage and after how many suspensions of that."""

    run: str
    number: int
    way: str
    culprit: str
    suspensions: int
    run_number: int

    @property
    def canary(self) -> str:
        return canary_of(self.run)

    @property
    def run_id(self) -> UUID:
        return UUID(int=self.run_number)


def plans_of(order: ScenarioRun, *, one_id: bool = False) -> list[Plan]:
    """Every second run ends well, the others in one way after another; where and when is drawn from the seed. With
    `one_id` all runs have the same run id.
    """
    tenants, runs = int(order.arguments["tenants"]), int(order.arguments["runs"])
    drawn = random.Random(order.seed)
    plans = []
    for number in range(tenants * runs):
        way = WAYS[number // 2 % len(WAYS)] if number % 2 else "ok"
        culprit = drawn.choice(order.stages).name if number % 2 else ""
        run = f"t{number // runs}r{number % runs}"
        run_number = FIRST_RUN_NUMBER + (0 if one_id else number)
        plans.append(Plan(run, number, way, culprit, drawn.randint(0, SUSPENSIONS_MAX), run_number))
    return plans


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Every run alone, then all of them at the same time; what was given back is read once more when all have ended.

    Records `run_began` and `run_settled` of each run, `canary_seen` for each place of a canary, and the cleanups; on
    the controlled loop also the steps that the runs took alone, one after another, and beside each other.
    """
    plans = plans_of(order)
    canaries = Canaries(recorder)
    for plan in plans:
        canaries.identified_by(plan.run, plan.run_id)
    await settle_all(plans, order, subject, recorder, canaries)


async def settle_all(
    plans: Sequence[Plan], order: ScenarioRun, subject: Subject, recorder: Recorder, canaries: Canaries
) -> None:
    """Makes these runs, each alone and then all of them beside each other."""
    steps = [_steps()]
    with canaries.in_log_lines():
        for plan in plans:
            await _Round("alone", order, subject, recorder, canaries).settle([plan])
        steps.append(_steps())
        shared = _Round("beside", order, subject, recorder, canaries)
        await shared.settle(plans)
        steps.append(_steps())
    for name, count in shared.still_open():
        recorder.event("open", what=name, before=0, after=count)
    if steps[-1]:
        recorder.measure("steps_alone", steps[1] - steps[0])
        recorder.measure("steps_beside", steps[2] - steps[1])


def _steps() -> int:
    """The steps of the controlled loop so far; 0 on any other."""
    loop = asyncio.get_running_loop()
    return loop.steps if isinstance(loop, ControlledLoop) else 0


class _Round:
    """Runs on one graph. `phase` says whether they are alone or beside each other."""

    def __init__(
        self, phase: str, order: ScenarioRun, subject: Subject, recorder: Recorder, canaries: Canaries
    ) -> None:
        self.phase = phase
        self.subject = subject
        self.recorder = recorder
        self.canaries = canaries
        self.last = order.stages[-1].name
        self._by_id = True
        self.graph = subject.graph(order.stages, lambda stage: _stage_class(stage, self))
        self._runs: dict[str, _Run] = {}

    async def settle(self, plans: Sequence[Plan]) -> None:
        runs = [_Run(plan, self) for plan in plans]
        self._by_id = len({plan.run_number for plan in plans}) == len(plans)
        self._runs = {self._key(run.plan.run_id, run.plan.canary): run for run in runs}
        await asyncio.wait([asyncio.create_task(run.settle(), name=run.plan.run) for run in runs])
        for run in runs:
            self.canaries.look(run.plan.run, "a result that is read when all runs have ended", run.results)

    def run_of(self, ctx: Any) -> "_Run":
        return self._runs[self._key(ctx.snapshot.pipeline_run_id, ctx.snapshot.metadata["canary"])]

    def _key(self, run_id: UUID, canary: str) -> str:
        return str(run_id) if self._by_id else canary

    def still_open(self) -> list[tuple[str, int]]:
        """What the graph still says of runs, all of which have ended."""
        try:
            token = getattr(self.graph, "cancel_token", None)
            registry = getattr(self.graph, "cleanup_registry", None)
        except RuntimeError:  # of several live runs it cannot say which is meant
            return [("live runs of the graph", 2)]
        pending = 0 if registry is None else registry.pending_count
        return [("live runs of the graph", int(token is not None)), ("pending cleanups of the graph", pending)]


class _Run:
    """One run, as its caller sees it, and what its stages do for it."""

    def __init__(self, plan: Plan, of: _Round) -> None:
        self.plan = plan
        self.of = of
        self.results: Mapping[str, Any] = {}
        self.cleanups: list[str] = []
        self._task: asyncio.Task[Mapping[str, Any]] | None = None

    async def settle(self) -> None:
        plan, subject, recorder = self.plan, self.of.subject, self.of.recorder
        OWNER.set(plan.run)
        _MARK.set(plan.canary)
        recorder.event("run_began", run=plan.run, phase=self.of.phase, way=plan.way)
        snapshot = subject.snapshot(
            run_id=subject.run_identity(plan.run_number), input_text="question", metadata={"canary": plan.canary}
        )
        ctx = subject.stage_context(snapshot, Sink(plan.run, self.of.canaries))
        self._task = task = asyncio.create_task(self._awaited(ctx), name=f"run {plan.run}")
        await asyncio.wait([task], timeout=WAIT_S if plan.way == "timeout" else None)
        task.cancel()
        await asyncio.wait([task])
        how = self._ending(task)
        recorder.event(
            "run_settled",
            run=plan.run,
            phase=self.of.phase,
            way=plan.way,
            how=how,
            results=digest({name: output.data for name, output in self.results.items()}),
            cleanups=" ".join(sorted(self.cleanups)),
        )
        for name, output in self.results.items():
            self.of.canaries.look(plan.run, f"the result of stage {name}", output.data)
            if self.of.phase == "beside" and plan.way == "ok":
                recorder.result(plan.run, name, output.status.value, output.data)

    async def _awaited(self, ctx: Any) -> Mapping[str, Any]:
        return await self.of.subject.run(self.of.graph, ctx)

    def _ending(self, task: "asyncio.Task[Mapping[str, Any]]") -> str:
        if task.cancelled():
            return "cancelled"
        error = task.exception()
        if error is None:
            self.results = task.result()
            return "returned"
        self.of.canaries.look(self.plan.run, "its error", [text_of(error), error])
        return f"raised {kind_of(error, self.of.subject, *OF_A_RUN)}"

    def register_cleanups(self, stage: Stage) -> None:
        """What a stage registers when it begins: one cleanup, that of the culprit raises; where the stage depends on
        none, also one that registers another while it runs.
        """
        if not stage.dependencies:
            self.register_cleanup(f"{stage.name} (with another)", another=True)
        self.register_cleanup(stage.name, fails=stage.name == self.plan.culprit)

    def register_cleanup(self, what: str, *, fails: bool = False, another: bool = False, late: bool = False) -> None:
        """Nothing where the subject's graph takes no cleanups. One that it refuses is recorded and not expected."""
        register = getattr(self.of.graph, "register_cleanup", None)
        if register is None:
            return
        plan, recorder = self.plan, self.of.recorder
        fields = {"cleanup": f"{self.of.phase}:{plan.run}:{what}", "run": plan.run, "phase": self.of.phase}

        async def cleanup() -> None:
            recorder.event("cleanup_started", **fields, context=OWNER.get())
            if not late:  # a subject may refuse it beside other runs, where it cannot tell whose it is
                self.cleanups.append(what)
            await asyncio.sleep(0)
            if another:
                self.register_cleanup(f"{what.split()[0]} (while another runs)", late=True)
            if fails:
                raise RuntimeError(f"a cleanup of {plan.canary} fails")

        try:
            register(cleanup, name=f"{what} of {plan.canary}")
        except RuntimeError as error:
            recorder.event("cleanup_refused", **fields, says=text_of(error))
        else:
            recorder.event("cleanup_registered", **fields)

    async def misbehave(self) -> Any:
        """What the culprit does in the place of an output. It goes on after a while where nothing stops it."""
        plan, subject = self.plan, self.of.subject
        if plan.way == "raise":
            raise RuntimeError(f"{plan.canary} raised")
        if plan.way == "fail":
            return subject.name("stageflow", "StageOutput").fail(error=f"{plan.canary} failed")
        if plan.way == "cancel":
            return subject.name("stageflow", "StageOutput").cancel(reason=f"{plan.canary} was cancelled")
        if plan.way == "token":
            token = self.of.graph.cancel_token
            token.cancel(f"{plan.canary} cancelled itself")
            self.of.canaries.look(plan.run, "its cancel token", token.reason)
        elif plan.way == "task" and self._task is not None:
            self._task.cancel()
        await asyncio.sleep(LINGERS_S)
        return subject.output(canary=plan.canary)


def _stage_class(stage: Stage, of: _Round) -> type:
    """A class, as a user writes it: every run has an instance of its own, with state of its own."""

    class Canary:
        name = stage.name
        kind = "transform"
        execute: Callable[..., Awaitable[Any]]

    async def execute(self: Any, ctx: Any) -> Any:
        run = of.run_of(ctx)
        plan, look = run.plan, of.canaries.look
        of.recorder.event("stage_started", run=plan.run, stage=stage.name)
        look(plan.run, "its cancel token", getattr(getattr(of.graph, "cancel_token", None), "reason", None))
        look(plan.run, "its snapshot", [ctx.snapshot.metadata, ctx.snapshot.input_text])
        look(plan.run, "a context variable", [_MARK.get(), canary_of(OWNER.get())])
        values = [ctx.inputs.get_from(dependency, "value") for dependency in stage.dependencies]
        for dependency in stage.dependencies:
            look(plan.run, f"the input from {dependency}", ctx.inputs.get_from(dependency, "canary"))
        self.canary = plan.canary
        _MARK.set(plan.canary)
        run.register_cleanups(stage)
        ctx.try_emit_event("canary", {"canary": plan.canary})
        try:
            for _ in range(plan.suspensions + 1):
                await asyncio.sleep(0)
            look(plan.run, "the stage's own object", self.canary)
            look(plan.run, "a context variable", _MARK.get())
            if stage.name == plan.culprit:
                return await run.misbehave()
        except asyncio.CancelledError:
            run.register_cleanup(f"{stage.name} (stopped)")
            raise
        if stage.name == of.last:
            run.register_cleanup(f"{stage.name} (at its end)")
        of.recorder.event("stage_ended", run=plan.run, stage=stage.name)
        return of.subject.output(canary=plan.canary, value=value_of(stage.name, map(str, values)))

    Canary.execute = execute
    return Canary
