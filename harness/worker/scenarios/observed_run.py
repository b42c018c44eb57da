"""Family observed_run: runs side by side, each with a sink, interceptors and logs that record what they are told.

Half of the runs use the unified graph, half the older StageGraph, which alone tells of each stage when it starts and
ends. Every second run of the unified graph has a sink of a few places in front of its own.
"""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from harness.catalogue.behaviours import value_of
from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.observers import (
    CHANNELS,
    CURRENT,
    HOOKS,
    NOTE,
    RUN,
    Clock,
    Sink,
    bounded_sink,
    interceptors_of,
    reading_logs,
)

PLACES = 4
_STATUS = {"ok": "completed", "skip": "completed"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a stage does: how many events in one go, whether it naps, how it ends (one raises in a StageGraph)."""

    events: int
    suspensions: int
    naps: bool
    ends: str


def plans_of(order: ScenarioRun) -> dict[str, Plan]:
    """Drawn from the seed. One stage skips, one raises, the others give values; every second one naps."""
    drawn = random.Random(order.seed)
    names = [stage.name for stage in order.stages]
    skips = drawn.choice(names)
    raises = drawn.choice([name for name in names if name != skips] or names)
    most = int(order.arguments.get("suspensions", 3))
    return {
        name: Plan(
            drawn.randint(2, 3),
            drawn.randint(1, max(most, 1)),
            number % 2 == 0,
            "skip" if name == skips else "raise" if name == raises else "ok",
        )
        for number, name in enumerate(names)
    }


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """All runs at the same time; then what each gave, and what its sink counted."""
    scene = _Scene(order, subject, recorder)
    runs = int(order.arguments.get("runs", 4))
    with reading_logs(recorder):
        made = [_Unified(f"r{n}", n, scene) if n % 2 == 0 else _Staged(f"r{n}", n, scene) for n in range(runs)]
        await asyncio.gather(*(asyncio.create_task(run.settle(), name=run.name) for run in made))
    for run in made:
        run.inner.look_again()


class _Scene:
    """What all runs of a trial share: the graphs, and the interceptors of each."""

    def __init__(self, order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        self.order, self.subject, self.recorder = order, subject, recorder
        self.plans = plans_of(order)
        self.clock = Clock(virtual=order.clock == "virtual")
        self.runs: dict[str, _Run] = {}
        self.hooks_ended: dict[tuple[str, str], float] = {}
        self.hooked = {_Staged.graph}
        self.unified = self._unified_graph()
        spec = subject.name("stageflow.pipeline.dag", "StageSpec")
        specs = [spec(name=s.name, runner=self._legacy_stage(s), dependencies=s.dependencies) for s in order.stages]
        hooks = interceptors_of(subject, recorder, self.hooks_ended)
        self.staged = subject.name("stageflow.pipeline.dag", "StageGraph")(specs, interceptors=hooks)

    def _unified_graph(self) -> Any:
        def runner(stage: Stage) -> Any:
            async def execute(ctx: Any) -> Any:
                return await self.runs[RUN.get()].stage(stage, ctx)

            return Execute(execute)

        try:
            hooks = interceptors_of(self.subject, self.recorder, self.hooks_ended)
            graph = self.subject.graph(self.order.stages, runner, interceptors=hooks)
        except Unsupported:
            return self.subject.graph(self.order.stages, runner)
        self.hooked.add(_Unified.graph)
        return graph

    def _legacy_stage(self, stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            return await self.runs[RUN.get()].stage(stage, ctx)

        return lambda: Execute(execute)


class _Run(ABC):
    """One run, as its caller sees it, and what its stages do for it."""

    graph = ""

    def __init__(self, name: str, number: int, scene: _Scene) -> None:
        self.name, self.scene, self.recorder = name, scene, scene.recorder
        self.id = UUID(int=3000 + number)
        self.inner = Sink(name, scene.recorder)
        bounded = bounded_sink(scene.subject, self.inner, PLACES) if number % 4 == 2 else None
        self.sink: Any = self.inner if bounded is None else bounded
        self.began_s = scene.clock.now_s()
        self.ended_s: dict[str, float] = {}
        self.started_s: dict[str, float] = {}
        scene.runs[name] = self

    async def settle(self) -> None:
        RUN.set(self.name)
        self.scene.subject.name("stageflow.events", "set_event_sink")(self.sink)
        self.recorder.event("run_started", run=self.name, graph=self.graph, run_id=str(self.id))
        if self.graph in self.scene.hooked:
            self.recorder.event("hooks_given", run=self.name, hooks=" ".join(HOOKS))
        self.began_s = self.scene.clock.now_s()
        results = await self.results()
        for stage, (status, data, duration_ms) in results.items():
            self.recorder.result(self.name, stage, status, data)
            self.duration(stage, f"the duration of a result of the {self.graph}", duration_ms)
        if self.sink is not self.inner:
            await self.sink.stop()
            metrics = self.sink.metrics
            counts = {
                "emitted": metrics.emitted,
                "dropped": metrics.dropped,
                "delivered": self.inner.delivered,
                "refused": self.inner.refused,
            }
            self.recorder.event("sink_counted", run=self.name, **counts)
        self.recorder.event("run_finished", run=self.name)

    @abstractmethod
    async def results(self) -> dict[str, tuple[str, Any, int | None]]:
        """Runs the graph: {stage: (status, data, duration in ms)}."""

    @abstractmethod
    async def stage(self, stage: Stage, ctx: Any) -> Any:
        """What a stage does in this run."""

    def duration(self, stage: str, what: str, ms: int | None) -> None:
        """A duration of a stage that the framework reports, and what it may be; None where it reports none.

        It is at least the time from the stage's first step to its last, at most that from the end of its last
        dependency to the end of its hooks.
        """
        if stage not in self.started_s or stage not in self.ended_s:
            return
        needs = next(s.dependencies for s in self.scene.order.stages if s.name == stage)
        ready_s = max([self.began_s, *(self.scene.hooks_ended.get((self.name, d), self.began_s) for d in needs)])
        end_s = max(self.ended_s[stage], self.scene.hooks_ended.get((self.name, stage), 0.0))
        bounds = self.scene.clock.bounds(self.ended_s[stage] - self.started_s[stage], end_s - ready_s)
        self.recorder.event("duration", run=self.name, stage=stage, what=what, ms=ms, **bounds)

    def start(self, stage: Stage) -> None:
        self.started_s[stage.name] = self.scene.clock.now_s()
        self.recorder.event("stage_started", run=self.name, stage=stage.name)

    def end(self, stage: Stage, status: str, data: Mapping[str, Any], says: str = "") -> None:
        """The last thing that a stage does before it gives `data`, or raises an error that says so."""
        self.ended_s[stage.name] = self.scene.clock.now_s()
        fields = {"status": status, "digest": digest(data), "says": says}
        self.recorder.event("stage_ended", run=self.name, stage=stage.name, **fields)

    async def work(self, stage: Stage, ctx: Any) -> None:
        """Emits events in one go and one by one, and takes its time."""
        plan = self.scene.plans[stage.name]
        for number in range(plan.events):
            self._emit(stage, ctx, number)
        for _ in range(plan.suspensions):
            await asyncio.sleep(0)
        if plan.naps and self.scene.clock.nap_s:
            await asyncio.sleep(self.scene.clock.nap_s)
        self._emit(stage, ctx, plan.events)
        payload = {"stage": stage.name, "number": 0}
        self.recorder.event("event_emitted", run=self.name, channel=CHANNELS[CURRENT], stage=stage.name, number=0)
        await self.scene.subject.name("stageflow.events", "emit_event")(type=CURRENT, data=payload)

    def _emit(self, stage: Stage, ctx: Any, number: int) -> None:
        self.recorder.event("event_emitted", run=self.name, channel=CHANNELS[NOTE], stage=stage.name, number=number)
        ctx.try_emit_event(NOTE, {"stage": stage.name, "number": number})

    def given(self, stage: Stage, values: list[str], number: int = 0) -> dict[str, Any]:
        """The data of a stage: its value, and some that are false in a condition."""
        return {"value": value_of(f"{self.name}/{stage.name}", values), "count": number, "text": "", "none": None}


class _Unified(_Run):
    graph = "unified graph"
    _timer_made_s = (0.0, 0.0)

    @cached_property
    def _kept(self) -> list[Any]:
        """The outputs of the stages, which keep them: who hands one on cannot have it for itself."""
        return []

    async def results(self) -> dict[str, tuple[str, Any, int | None]]:
        subject = self.scene.subject
        identity = subject.name("stageflow.context", "RunIdentity")(pipeline_run_id=self.id, request_id=self.id)
        before_s = self.scene.clock.now_s()
        ctx = subject.stage_context(subject.snapshot(run_id=identity, input_text=self.name), self.sink)
        self._timer_made_s = before_s, self.scene.clock.now_s()
        outputs = await subject.run(self.scene.unified, ctx)
        for name, output in outputs.items():
            for channel, items in (("artifact", output.artifacts), ("output event", output.events)):
                for item in items:
                    held = item.payload if channel == "artifact" else item.data
                    fields = {"stage": str(held.get("stage")), "number": held.get("number")}
                    self.recorder.event("event_received", run=self.name, channel=channel, says_stage=name, **fields)
        return {name: (o.status.value, o.data, o.duration_ms) for name, o in outputs.items()}

    async def stage(self, stage: Stage, ctx: Any) -> Any:
        self.start(stage)
        self._read_timer(stage, ctx.timer)
        values = [self._input(ctx, dependency) for dependency in stage.dependencies]
        await self.work(stage, ctx)
        self._read_timer(stage, ctx.timer)
        output = self.scene.subject.name("stageflow", "StageOutput")
        if self.scene.plans[stage.name].ends == "skip":
            self.end(stage, "skip", {"reason": "nothing to do", "value": ""})
            return output.skip(reason="nothing to do", data={"value": ""})
        data = self.given(stage, values)
        made = self._made(stage)
        self.end(stage, "ok", data)
        gives = output(subject_status(self.scene.subject, "OK"), data, *made) if made[0] else output.ok(data)
        self._kept.append(gives)
        return gives

    def _input(self, ctx: Any, dependency: str) -> str:
        """What a dependency gave; where it has not ended, that is recorded, and the stage goes on without."""
        try:
            return str(ctx.inputs.require_from(dependency, "value"))
        except Exception as error:  # noqa: BLE001 - whatever a subject raises where an input is not there
            self.recorder.event("input_missing", run=self.name, dependency=dependency, error=type(error).__name__)
            return ""

    def _read_timer(self, stage: Stage, timer: Any) -> None:
        """Before the timer is read, so that it cannot be behind; the moment at which it was made lies between two."""
        first_s, last_s = self._timer_made_s
        now_s = self.scene.clock.now_s()
        bounds = self.scene.clock.bounds(now_s - last_s, now_s - first_s)
        self.recorder.event(
            "duration", run=self.name, stage=stage.name, what="the run's timer", ms=timer.elapsed_ms(), **bounds
        )

    def _made(self, stage: Stage) -> tuple[list[Any], list[Any]]:
        """Two artifacts and an event of the output, for every second stage."""
        subject = self.scene.subject
        if not self.scene.plans[stage.name].naps:
            return [], []
        artifact, event = (subject.name("stageflow", name) for name in ("StageArtifact", "StageEvent"))
        artifacts = [artifact("draft", {"stage": stage.name, "number": n}) for n in range(2)]
        for channel, count in (("artifact", 2), ("output event", 1)):
            for n in range(count):
                self.recorder.event("event_emitted", run=self.name, channel=channel, stage=stage.name, number=n)
        return artifacts, [event("draft", {"stage": stage.name, "number": 0})]


class _Staged(_Run):
    graph = "StageGraph"

    async def results(self) -> dict[str, tuple[str, Any, int | None]]:
        fields = {"event_sink": self.sink, "pipeline_run_id": self.id, "request_id": self.id}
        ids = dict.fromkeys(("session_id", "user_id", "org_id", "interaction_id"), self.id)
        ctx = self.scene.subject.name("stageflow.stages", "PipelineContext")(**ids, **fields)
        results = await self.scene.staged.run(ctx)
        found = {}
        for name, result in results.items():
            ms = round((result.ended_at - result.started_at).total_seconds() * 1000)
            found[name] = (str(result.status), result.data, ms)
        return found

    async def stage(self, stage: Stage, ctx: Any) -> Any:
        self.start(stage)
        values = [str(ctx.data.get(f"of {dependency}", "")) for dependency in stage.dependencies]
        await self.work(stage, ctx)
        ends = self.scene.plans[stage.name].ends
        if ends == "raise":
            error = RuntimeError(f"{stage.name} of {self.name} raises")
            self.end(stage, "failed", {}, str(error))
            raise error
        data = {"reason": "nothing to do", "value": ""} if ends == "skip" else self.given(stage, values)
        ctx.data[f"of {stage.name}"] = data["value"]
        self.end(stage, _STATUS[ends], data)
        output = self.scene.subject.name("stageflow", "StageOutput")
        return output.skip(reason="nothing to do", data={"value": ""}) if ends == "skip" else output.ok(data)


def subject_status(subject: Subject, name: str) -> Any:
    return getattr(subject.name("stageflow", "StageStatus"), name)
