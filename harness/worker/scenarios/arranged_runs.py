"""Family arranged_runs: two runs of one graph that meet at arranged moments, of which the first ends early."""

import asyncio
from collections.abc import Mapping
from itertools import count
from typing import Any

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported, text_of
from harness.worker.explore.loop import ControlledLoop
from harness.worker.recorder import Recorder
from harness.worker.scenarios.arranged_moments import CASES, Case, Meeting, Plan
from harness.worker.scenarios.canaries import OWNER, Canaries, Sink
from harness.worker.scenarios.documented import OF_A_RUN, kind_of
from harness.worker.scenarios.family import Execute

FIRST_RUN_NUMBER = 2000


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """For each case the second run alone, then both on one graph. Moments are met by handshakes, never by counting
    turns. A case is left out where the subject lacks what it needs, one in which something hangs also in real time.

    Records what overlapping_runs records of its runs. Stages are given as objects, one for all runs.
    """
    desk = _Desk(order, subject, recorder)
    with desk.canaries.in_log_lines():
        for case in CASES:
            try:
                graphs = desk.graph(case), desk.graph(case)
            except Unsupported:  # older subjects have no limits, interceptors or handles; real time has no hanging
                continue
            await desk.make(case, *graphs)


class _Graph:
    """A graph, whose stages find the meeting of their run here: it is known when the graph is built."""

    def __init__(self) -> None:
        self.built: Any = None
        self.meeting: Meeting | None = None


class _Desk:
    """What all cases share."""

    def __init__(self, order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        self.subject, self.recorder = subject, recorder
        self.canaries = Canaries(recorder)
        self._one_id = bool(order.arguments["one_id"])
        self._numbers = count(FIRST_RUN_NUMBER)

    async def make(self, case: Case, lone: _Graph, shared: _Graph) -> None:
        first, second = (self._plan(f"t{tenant}r1 ({case.name})", way) for tenant, way in enumerate((case.way, "ok")))
        await self._settle(case, second, self._meeting("alone", [second], lone))
        meeting = self._meeting("beside", [first, second], shared)
        tasks = [asyncio.create_task(self._settle(case, first, meeting), name=first.run)]
        await meeting.reached("began", first)
        tasks.append(asyncio.create_task(self._settle(case, second, meeting), name=second.run))
        await case.meanwhile(meeting)
        await asyncio.gather(*tasks)

    def _plan(self, run: str, way: str) -> Plan:
        plan = Plan(run, way, FIRST_RUN_NUMBER if self._one_id else next(self._numbers))
        if not self._one_id:
            self.canaries.identified_by(run, plan.run_id)
        return plan

    def _meeting(self, phase: str, plans: list[Plan], graph: _Graph) -> Meeting:
        graph.meeting = meeting = Meeting(phase, plans, self.subject, self.recorder)
        meeting.graph = graph.built
        return meeting

    def graph(self, case: Case) -> _Graph:
        """Raises Unsupported where the subject has not what the case needs."""
        graph, limits = _Graph(), dict(case.limits)
        if case.hooked:
            base = self.subject.name("stageflow.pipeline.interceptors", "BaseInterceptor")
            limits["interceptors"] = [_hook(base, self.canaries)]
        stages = [Stage(name, (), "act") for name in case.stages]
        graph.built = self.subject.graph(stages, lambda stage: self._stage(stage.name, case, graph), **limits)
        if not hasattr(graph.built, case.needs):
            raise Unsupported(f"the subject's graph has no {case.needs}")
        if case.needs == "cleanup_timeout" and not isinstance(asyncio.get_running_loop(), ControlledLoop):
            raise Unsupported("a cleanup that hangs is waited for in virtual time only: a slow machine is no defect")
        return graph

    def _stage(self, name: str, case: Case, graph: _Graph) -> Any:
        async def execute(ctx: Any) -> Any:
            meeting = graph.meeting
            assert meeting is not None
            plan = meeting.plans[OWNER.get()]
            meeting.clean_up(plan, name)
            meeting.reach("began", plan)
            given = await case.act(meeting, plan, name)
            self.canaries.look(plan.run, "its snapshot", [ctx.snapshot.metadata, ctx.snapshot.input_text])
            return self.subject.output(canary=plan.canary, value=name) if given is None else given

        return Execute(execute)

    async def _settle(self, case: Case, plan: Plan, meeting: Meeting) -> None:
        """Makes one run, as its caller sees it, and says when it is over."""
        OWNER.set(plan.run)
        fields = {"run": plan.run, "phase": meeting.phase, "way": plan.way}
        self.recorder.event("run_began", **fields)
        snapshot = self.subject.snapshot(
            run_id=self.subject.run_identity(plan.run_number), input_text="question", metadata={"canary": plan.canary}
        )
        ctx = self.subject.stage_context(snapshot, Sink(plan.run, self.canaries))
        handled = case.needs == "start"
        meeting.tasks[plan.run] = task = asyncio.create_task(self._run(meeting, plan, ctx, handled), name=plan.run)
        await asyncio.wait([task], timeout=case.patience_s if plan.way == "ok" else None)
        task.cancel()
        await asyncio.wait([task])
        how, results = self._ending(plan, task)
        given = digest({name: output.data for name, output in results.items()})
        cleanups = " ".join(sorted(meeting.cleaned[plan.run]))
        self.recorder.event("run_settled", **fields, how=how, results=given, cleanups=cleanups)
        meeting.reach("over", plan)

    async def _run(self, meeting: Meeting, plan: Plan, ctx: Any, handled: bool) -> Mapping[str, Any]:
        if not handled:
            return await self.subject.run(meeting.graph, ctx)
        meeting.handles[plan.run] = handle = meeting.graph.start(ctx)
        results: Mapping[str, Any] = await handle
        return results

    def _ending(self, plan: Plan, task: "asyncio.Task[Mapping[str, Any]]") -> tuple[str, Mapping[str, Any]]:
        """What its caller got of a run: what became of it, and its results."""
        if task.cancelled():
            return "cancelled", {}
        error = task.exception()
        if error is not None:
            self.canaries.look(plan.run, "its error", [text_of(error), error])
            return f"raised {kind_of(error, self.subject, *OF_A_RUN)}", {}
        for name, output in task.result().items():
            self.canaries.look(plan.run, f"the result of stage {name}", output.data)
        return "returned", task.result()


def _hook(base: Any, canaries: Canaries) -> Any:
    """An interceptor that looks at what it is shown; `base` is the subject's class of interceptors."""
    look = canaries.look

    class Looks(base):  # type: ignore[misc]  # a class of the subject
        name = "looks"
        priority = 1

        async def before(self, stage_name: str, ctx: Any) -> None:
            look(OWNER.get(), "the context of an interceptor", [ctx.pipeline_run_id, getattr(ctx, "data", None)])

        async def after(self, stage_name: str, result: Any, ctx: Any) -> None:
            await self.before(stage_name, ctx)
            look(OWNER.get(), "what an interceptor is told", getattr(result, "data", None))

    return Looks()
