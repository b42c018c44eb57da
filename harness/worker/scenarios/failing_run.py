"""Family failing_run: one run for each way in which a stage can end, with what its caller is told of it.

In each run something else fails as well that nobody awaits: a hook, a sink, a cleanup, a task that a stage forgot.
"""

import asyncio
import gc
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from harness.catalogue.behaviours import value_of
from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, SubjectMisbehaved, Unsupported, text_of
from harness.worker.recorder import Recorder
from harness.worker.scenarios.documented import OF_A_RUN, carries_results, kind_of
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.input_probes import FALSE_VALUES, own_key, read_inputs
from harness.worker.scenarios.observed_run import subject_status
from harness.worker.scenarios.observers import HOOKS, RUN, interceptors_of, reading_logs, told_of

WAYS = ("ok", "skip", "retry", "raise", "fail", "cancel", "not_a_dict", "own_cancel", "outside")
"""How the culprit ends: it gives a value, returns SKIP, RETRY, FAIL or CANCEL, raises, returns a number, raises a
CancelledError of its own; or the run is cancelled from outside while it is at work.
"""
HIDDEN = ("hook", "after hook", "sink", "cleanup", "task")
"""What fails and is awaited by nobody."""
BOOM, BROKEN = "observed.boom", "broken"
SETTLING_STEPS = 3
LINGER_STEPS = 50


class StageFault(Exception):
    """What a culprit raises: this, or an error of a kind that a framework may take for its own."""


class StageTimeout(StageFault, TimeoutError):
    """Like that of a deadline."""


class StageKeyMissing(StageFault, KeyError):
    """Like that of an input that is not there."""


class StageFaults(ExceptionGroup[Exception]):
    """Several at once, as a task group raises them."""


def _several(token: str) -> StageFaults:
    return StageFaults(token, [StageFault("one"), StageTimeout("another")])


FAULTS: Mapping[str, Callable[[str], Exception]] = {
    "": StageFault,
    "a timeout": StageTimeout,
    "a missing key": StageKeyMissing,
    "several": _several,
}
"""What a culprit raises, each in a run of its own: an error with a text, by what it might be taken for."""


class HiddenFault(Exception):
    """What fails where nobody awaits it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run: how its culprit ends (`fault` says what it raises) and after how many suspensions; how often the others
    suspend.
    """

    way: str
    fault: str
    culprit: str
    suspensions: int
    others: Mapping[str, int]
    number: int

    @property
    def run(self) -> str:
        """Its name in the records: unlike that of any other run of the trial."""
        return f"run {self.way} {self.fault}".rstrip()

    @property
    def token(self) -> str:
        """The text of its fault, which is in nothing else."""
        return f"fault<{self.run}>"

    def hidden(self, what: str) -> str:
        """The text of an error of this run that nobody awaits."""
        return f"hidden<{what} in {self.run}>"


def plans_of(order: ScenarioRun) -> list[Plan]:
    """One run for each way, and for each kind of error that is raised; the place of the fault is drawn from the seed
    among the stages that others depend on, in every second run among those that depend on others as well: before
    such a fault something has finished.
    """
    drawn = random.Random(order.seed)
    needed = [s.name for s in order.stages if any(s.name in other.dependencies for other in order.stages)]
    anywhere = needed or [s.name for s in order.stages]
    behind = [s.name for s in order.stages if s.name in anywhere and s.dependencies] or anywhere
    ways = [(way, fault) for way in WAYS for fault in (FAULTS if way == "raise" else [""])]
    return [
        Plan(
            way,
            fault,
            drawn.choice(anywhere if number % 2 else behind),
            drawn.randint(0, 3),
            {s.name: drawn.randint(1, 4) for s in order.stages},
            number,
        )
        for number, (way, fault) in enumerate(ways)
    ]


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One run after the other. Errors of tasks that nobody awaits are looked for until all have settled."""
    plans = plans_of(order)
    forgotten: list[asyncio.Future[None]] = []
    tokens = {plan.hidden(what): f"{what} in {plan.run}" for plan in plans for what in HIDDEN}
    loop = asyncio.get_running_loop()

    def unhandled(_: Any, context: dict[str, Any]) -> None:
        said = f"{context.get('message')} {context.get('exception')}"
        known = [name for token, name in tokens.items() if token in said]
        for name in known:
            recorder.event("error_reported", error=name, by="the event loop")
        if not known:
            recorder.event("unhandled_error", message=str(context.get("message")), error=str(context.get("exception")))

    before = loop.get_exception_handler()
    loop.set_exception_handler(unhandled)
    try:
        with reading_logs(recorder, tokens):
            for plan in plans:
                await asyncio.create_task(_Run(plan, order, subject, recorder, forgotten).settle(), name=plan.run)
            await asyncio.gather(*forgotten)
            for _ in range(SETTLING_STEPS):
                await asyncio.sleep(0)
            gc.collect(1)  # a task that failed tells of it when it is collected
            await asyncio.sleep(0)
    finally:
        loop.set_exception_handler(before)


class _Run:
    """One run, as its caller sees it, and what its stages do for it."""

    def __init__(
        self,
        plan: Plan,
        order: ScenarioRun,
        subject: Subject,
        recorder: Recorder,
        forgotten: list[asyncio.Future[None]],
    ) -> None:
        self._plan, self._order, self._subject, self._recorder = plan, order, subject, recorder
        self._forgotten = forgotten
        self._fault = FAULTS[plan.fault](plan.token)
        self._task: asyncio.Task[Any] | None = None
        self._graph = self._built()
        self._first = True

    def _built(self) -> Any:
        def runner(stage: Stage) -> Any:
            async def execute(ctx: Any) -> Any:
                return await self._stage(stage, ctx)

            return Execute(execute)

        hooks: list[Any] = []
        try:
            hooks = interceptors_of(self._subject, self._recorder, {})
            hooks.insert(1, self._broken_hook())
            graph = self._subject.graph(self._order.stages, runner, interceptors=hooks)
        except Unsupported:
            return self._subject.graph(self._order.stages, runner)
        self._recorder.event("hooks_given", run=self._plan.run, hooks=" ".join((*HOOKS, BROKEN)))
        return graph

    def _broken_hook(self) -> Any:
        """Between the others: it raises before the first stage and after it."""
        run, base = self, self._subject.name("stageflow.pipeline.interceptors", "BaseInterceptor")

        class Broken(base):  # type: ignore[misc, valid-type]  # a class of the subject
            name = BROKEN
            priority = 30

            async def before(self, stage_name: str, ctx: Any) -> None:
                run._called("hook_before", stage_name)
                if stage_name == run._order.stages[0].name:
                    run._hide("hook")

            async def after(self, stage_name: str, result: Any, ctx: Any) -> None:
                run._called("hook_after", stage_name, **told_of(result))
                if stage_name == run._order.stages[0].name:
                    run._hide("after hook")

        return Broken()

    def _called(self, name: str, stage: str, **told: str) -> None:
        self._recorder.event(name, run=self._plan.run, stage=stage, hook=BROKEN, **told)

    def _hide(self, what: str) -> None:
        self._recorder.event("error_hidden", run=self._plan.run, error=f"{what} in {self._plan.run}", what=what)
        raise HiddenFault(self._plan.hidden(what))

    def try_emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - its name
        """The run is its own sink, one that fails."""
        if type == BOOM:
            self._hide("sink")

    async def emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - its name
        self.try_emit(type=type, data=data)

    async def settle(self) -> None:
        """Runs the graph as a caller does, and records what the caller gets."""
        plan, subject, recorder = self._plan, self._subject, self._recorder
        RUN.set(plan.run)
        identity = subject.run_identity(5000 + plan.number)
        ids = {"run_id": str(UUID(int=5000 + plan.number))}
        recorder.event("run_started", run=plan.run, way=plan.way, culprit=plan.culprit, **ids)
        ctx = subject.stage_context(subject.snapshot(run_id=identity, input_text="question"), self)
        self._task = asyncio.create_task(self._run(ctx), name=f"{plan.run}: the awaiter")
        await asyncio.wait([self._task])
        error = asyncio.CancelledError() if self._task.cancelled() else self._task.exception()
        if error is None:
            for name, output in self._task.result().items():
                recorder.result(plan.run, name, output.status.value, output.data)
            recorder.event("run_finished", run=plan.run, way=plan.way, culprit=plan.culprit, how="returned")
            return
        if isinstance(error, SubjectMisbehaved):
            raise error
        recorder.event("run_cut_short", run=plan.run, how=f"raised {type(error).__name__}")
        self._tell(error)

    async def _run(self, ctx: Any) -> Mapping[str, Any]:
        return await self._subject.run(self._graph, ctx)

    def _tell(self, error: BaseException) -> None:
        """What the error of the run says: its stage, its cause, its text, and the outputs that it carries."""
        plan, results = self._plan, getattr(error, "results", None)
        kind = kind_of(error, self._subject, *OF_A_RUN)
        original = getattr(error, "original", None)
        causes = (error, original, error.__cause__, getattr(original, "__cause__", None))
        words = " ".join([text_of(error), str(getattr(error, "reason", "")), str(original)])
        self._recorder.event(
            "run_finished",
            run=plan.run,
            way=plan.way,
            culprit=plan.culprit,
            how=f"raised {kind}",
            stage=str(getattr(error, "stage", "")),
            cause_kept=any(cause is self._fault for cause in causes),
            text_kept=plan.token in words,
            carries_results=isinstance(results, Mapping),
            results_due=carries_results(kind, self._subject),
        )
        if isinstance(results, Mapping):
            for name, output in results.items():
                given = {"status": output.status.value, "digest": digest(output.data)}
                self._recorder.event("partial_result", run=plan.run, stage=name, **given)

    async def _stage(self, stage: Stage, ctx: Any) -> Any:
        plan, recorder = self._plan, self._recorder
        recorder.event("stage_started", run=plan.run, stage=stage.name)
        self._misuse(ctx)
        if plan.way == "ok":
            others = [s.name for s in self._order.stages if s.name != stage.name and s.name not in stage.dependencies]
            read_inputs(stage, others, ctx.inputs, plan.run, recorder, self._subject)
        values = [str(self._input(ctx, dependency)) for dependency in stage.dependencies]
        culprit = stage.name == plan.culprit
        for _ in range(plan.suspensions if culprit else plan.others[stage.name]):
            await asyncio.sleep(0)
        data = {"value": value_of(stage.name, values), **FALSE_VALUES, own_key(stage.name): ""}
        if culprit and plan.way != "ok":
            return await self._misbehave(stage, data)
        return self._given(stage, "ok", data)

    def _input(self, ctx: Any, dependency: str) -> Any:
        """None where the dependency has given nothing: a stage that was started too early goes on without."""
        output = ctx.inputs.get_output(dependency)
        return None if output is None else output.data.get("value")

    def _given(self, stage: Stage, status: str, data: Mapping[str, Any], error: str | None = None) -> Any:
        held = digest(data)
        self._recorder.event("stage_ended", run=self._plan.run, stage=stage.name, status=status, digest=held)
        output = self._subject.name("stageflow", "StageOutput")
        return output(subject_status(self._subject, status.upper()), data, error=error)

    async def _misbehave(self, stage: Stage, data: dict[str, Any]) -> Any:
        """What the culprit does in the place of an output."""
        plan, way = self._plan, self._plan.way
        if way in ("skip", "retry"):
            return self._given(stage, way, data, plan.token if way == "retry" else None)
        if way == "cancel":
            return self._given(stage, way, {**data, "cancel_reason": plan.token})
        self._recorder.event("stage_failed", run=plan.run, stage=stage.name, how=way, says=plan.token)
        if way == "raise":
            raise self._fault
        if way == "own_cancel":
            raise asyncio.CancelledError(plan.token)
        if way == "outside" and self._task is not None:
            self._task.cancel()
            for _ in range(LINGER_STEPS):
                await asyncio.sleep(0)
        if way == "fail":
            return self._subject.name("stageflow", "StageOutput").fail(error=plan.token, data=data)
        return 42

    def _misuse(self, ctx: Any) -> None:
        """Once in a run: what goes wrong beside it."""
        if not self._first:
            return
        self._first = False
        ctx.try_emit_event(BOOM, {})
        register = getattr(self._graph, "register_cleanup", None)
        if register is not None:
            register(self._failing_cleanup(), name="failing cleanup")
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._forgotten.append(over)
        asyncio.create_task(self._fails_alone(over), name="forgotten")  # noqa: RUF006 - that is the point

    def _failing_cleanup(self) -> Callable[[], Awaitable[None]]:
        """A plain function: not every subject takes a method."""

        async def cleanup() -> None:
            await asyncio.sleep(0)
            self._hide("cleanup")

        return cleanup

    async def _fails_alone(self, over: asyncio.Future[None]) -> None:
        over.set_result(None)
        self._hide("task")
