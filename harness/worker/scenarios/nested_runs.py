"""Family nested_runs: pipelines whose stages run pipelines, level below level, and what each level knows of itself."""

import asyncio
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from harness.evidence.records import Scalar
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.subpipeline_inheritance import INHERITED, compare_sinks

ROOT = "root"
NOTE = "nested.note"
VARIABLE: ContextVar[str] = ContextVar("nested_stage", default="")
"""Set by each stage to its own name, and by nobody else."""
_IDS = {name: UUID(int=70 + n) for n, name in enumerate(i for i in INHERITED if i.endswith("_id"))}
_MODULE = "stageflow.pipeline.subpipeline"
_ENDS = ("pipeline.child_completed", "pipeline.child_failed")
_CORRELATION = UUID(int=7000)
_OWN = {"topology": "chat_fast", "execution_mode": "practice", "service": "chat"}
_NAMED: tuple[dict[str, str], ...] = ({}, {"execution_mode": "practice"}, {"topology": "chat_fast"})
"""What the children of a chain are spawned with by name, chain by chain: it is what they would inherit anyway."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each stage of the pipeline spawns a child run, whose own pipeline spawns the next, down to the limit of depth;
    one level more is tried. The last child of every second chain fails.

    Run ids are told by the name of their child: what a spawner draws is another one in every trial.
    """
    nested = _Nested(order, subject, recorder)
    subject.name("stageflow.events", "set_event_sink")(nested)
    results = await nested.level(nested.root, ROOT, 0, order.stages, "")
    for name, output in results.items():
        recorder.result(ROOT, name, output.status.value, output.data)
    metrics = await nested.tracker.get_metrics()
    for name in ("active_parents", "active_children"):
        recorder.event("open", what=f"{name} of the child tracker", before=0, after=int(metrics[name]))


class _Nested:
    """Runs level below level and records what each of them says of itself; it is the event sink, too."""

    def __init__(self, order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        self._depth = int(order.arguments["depth"])
        self._text = "i" * int(order.arguments["size"])
        self._subject = subject
        self._recorder = recorder
        self._failing = {stage.name for stage in order.stages[1::2]}
        self._parents: dict[str, str] = {}
        self.root = subject.pipeline_context(1, data={"input": self._text}, **_IDS, **_OWN)
        self._named = {s.name: _NAMED[n % len(_NAMED)] for n, s in enumerate(order.stages)}
        self._labels = {str(self.root.pipeline_run_id): ROOT}
        self.tracker = subject.name(_MODULE, "ChildRunTracker")()
        self._spawner = subject.name(_MODULE, "SubpipelineSpawner")(self.tracker, True, self._depth)

    async def emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        self.try_emit(type=type, data=data)

    def try_emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        """What events of a child say of where it comes from."""
        said = data or {}
        if type == NOTE and said.get("owner") != ROOT:
            self._traced(
                str(said.get("owner")), "an event of its stage", "pipeline_run_id", said.get("pipeline_run_id")
            )
        elif type == "pipeline.spawned_child":
            child = str(said.get("pipeline_name"))
            self._labels.setdefault(str(said.get("child_run_id")), child)
            self._origin(child, "the event that it was spawned", said.get)
            self._traced(child, "the event that it was spawned", "child_run_id", said.get("child_run_id"))
            self._traced(child, "the event that it was spawned", "correlation_id", said.get("correlation_id"))
        elif type in _ENDS:
            child, where = str(said.get("pipeline_name")), f"the event that it {type.rpartition('_')[2]}"
            self._origin(child, where, said.get)
            self._traced(child, where, "child_run_id", said.get("child_run_id"))

    def _origin(self, child: str, where: str, get: Callable[[str], Any]) -> None:
        self._traced(child, where, "parent_run_id", get("parent_run_id"), self._parents.get(child, "unknown"))

    def _traced(self, child: str, where: str, what: str, says: object, ought: str = "") -> None:
        """`ought` is the child itself where nothing else is named; a correlation id is told as it is."""
        if what == "correlation_id":
            said, ought = "" if says is None else str(says), str(_CORRELATION)
        else:
            said = self._labels.get(str(says), "" if says is None else "an unknown run")
        self._recorder.event("child_traced", child=child, where=where, what=what, says=said, ought=ought or child)

    def _variable(self, stage: str, where: str, ought: str) -> None:
        self._recorder.event("variable_read", stage=stage, where=where, says=VARIABLE.get(), ought=ought)

    async def level(self, ctx: Any, run: str, level: int, stages: tuple[Stage, ...], caller: str) -> Mapping[str, Any]:
        """Runs the pipeline of one level: the run `run`, which the stage `caller` started, in the context `ctx`."""

        def runner(stage: Stage) -> Any:
            own = stage.name if run == ROOT else run
            name = f"stage {stage.name} of {run}"

            async def execute(stage_ctx: Any) -> Any:
                self._variable(name, "when it began", caller)
                self._same(run, "input_text", self._text, stage_ctx.snapshot.input_text)
                VARIABLE.set(name)
                stage_ctx.try_emit_event(NOTE, {"owner": run})
                await asyncio.sleep(0)
                below = await self._descend(ctx, run, own, level + 1, name)
                self._variable(name, "when its child had ended", name)
                return self._subject.output(stage=stage.name, below=below)

            return Execute(execute)

        ids = {name: getattr(ctx, name) for name in ("pipeline_run_id", *_IDS)}
        identity = self._subject.name("stageflow.context", "RunIdentity")(**ids)
        snapshot = self._subject.snapshot(run_id=identity, input_text=self._text)
        graph = self._subject.graph(stages, runner)
        return await self._subject.run(graph, self._subject.stage_context(snapshot, self))

    async def _descend(self, ctx: Any, parent: str, above: str, level: int, stage: str) -> Scalar:
        """Spawns a child of the run `parent`; gives how many levels there are below, None where there may be none, or
        where it is two levels below the limit already.
        """
        if level > self._depth + 2:
            return None
        chain = above.partition(" ")[0]
        child_name = f"{chain} level {level}"
        self._parents[child_name] = parent
        fails = level == self._depth and chain in self._failing

        async def run(child: Any) -> Any:
            self._depth_tried(chain, level, "ran")
            await self._identify(child_name, parent, child)
            results = await self.level(child, child_name, level, (Stage("next", (), "act"),), stage)
            if fails:
                raise RuntimeError(f"{child_name} went wrong")
            return {"levels": 1 + (results["next"].data["below"] or 0)}

        try:
            result = await self._spawner.spawn(child_name, ctx, _CORRELATION, stage, run, **self._named[chain])
        except self._subject.name(_MODULE, "MaxDepthExceededError"):
            self._depth_tried(chain, level, "refused")
            return None
        self._traced(child_name, "its result", "child_run_id", result.child_run_id)
        if fails:
            return 1
        self._recorder.event("child_ended", stage=child_name, success=bool(result.success), error=str(result.error))
        return int(result.data["levels"]) if result.success else 0

    def _depth_tried(self, chain: str, level: int, how: str) -> None:
        self._recorder.event("depth_tried", chain=chain, level=level, limit=self._depth, how=how)

    async def _identify(self, name: str, parent: str, child: Any) -> None:
        """What a child holds of the root, and where it, and the tracker, say that it comes from."""
        recorder, invoke = self._recorder, self._recorder.tick()
        for field in INHERITED:
            self._same(name, field, getattr(self.root, field), getattr(child, field))
        compare_sinks(name, self.root, child, recorder)
        child.data["input"] = child.get_parent_data("input")
        self._same(name, "input", self._text, child.data["input"])
        own = self._labels.setdefault(str(child.pipeline_run_id), name)
        says = self._labels.get(str(child.parent_run_id), "unknown")
        recorder.operation(parent, "fork", own, says, "ok", invoke, parent)
        recorder.event("child_started", stage=name, run_id=own, parent_run_id=says, expected_parent=parent)
        self._traced(name, "its context", "correlation_id", child.correlation_id)
        get_root, get_parent = self.tracker.get_root_run, self.tracker.get_parent
        self._traced(name, "the tracker", "parent_run_id", await get_parent(child.pipeline_run_id), parent)
        self._traced(name, "the tracker", "root run", await get_root(child.pipeline_run_id), ROOT)

    def _same(self, name: str, field: str, ought: object, says: object) -> None:
        self._recorder.fingerprint(f"inherited:{field}:{name}", "parent", ought)
        self._recorder.fingerprint(f"inherited:{field}:{name}", "child", says)
