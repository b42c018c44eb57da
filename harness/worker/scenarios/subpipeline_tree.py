"""Family subpipeline_tree: child runs that succeed, fail, are cancelled, lose their parent, or go too deep."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from typing import Any
from uuid import UUID

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, text_of
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.marks import Marks
from harness.worker.scenarios.observers import Clock

Work = Callable[[Any], Awaitable[Any]]
ROOT = "root"
EMIT_TURNS = 3  # that the sink takes for each event
LINGERS_S = 1.0
"""Longer than any timer may come early where a schedule reorders: it is over only when nothing else can go on."""
_MODULE = "stageflow.pipeline.subpipeline"
_KINDS = {
    "pipeline.spawned_child": "spawned",
    "pipeline.child_completed": "completed",
    "pipeline.child_failed": "failed",
    "pipeline.canceled": "canceled",
}


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Every stage has five children; then a run is cancelled that has a grandchild; then children go too deep.

    Run ids are told by the name of their child: what a spawner draws is another one in every trial.
    """
    tree = Tree(order, subject, recorder)
    subject.name("stageflow.events", "set_event_sink")(tree)
    parent = subject.pipeline_context(1, data={"canary": "parent"}, configuration={"limits": {"depth": 1}})
    tree.label(parent.pipeline_run_id, ROOT)
    _fingerprint(parent, "before", recorder)
    await tree.of_every_kind(order, parent)
    await tree.without_a_parent(parent)
    _fingerprint(parent, "after", recorder)
    for chain in ("one spawner", "a spawner for each level", "one spawner again"):
        fresh = chain == "a spawner for each level"
        await tree.dig(chain, parent, 1, "caller", None if fresh else tree.spawner)
    await tree.tell_what_is_open()


def _fingerprint(parent: Any, when: str, recorder: Recorder) -> None:
    """What the parent of all children holds, and whether it is cancelled."""
    held = {name: getattr(parent, name) for name in ("data", "configuration", "artifacts", "canceled")}
    recorder.fingerprint("parent:pipeline_context", when, held)


class Tree:
    """Spawns children and records what becomes of them; it is the event sink, too."""

    def __init__(self, order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        self._depth = int(order.arguments.get("depth", 5))
        self._asks = bool(order.arguments.get("asks", False))
        self._marks = Marks(recorder)
        self._clock = Clock(virtual=order.clock == "virtual")
        self._numbers = count(9000)
        self._cancelled_ones = count()
        self._given: dict[str, dict[str, str]] = {}
        self._parents: dict[str, str] = {}
        self._spans_s: dict[str, tuple[float, float, float]] = {}
        self._felt: set[str] = set()
        self._subject = subject
        self._recorder = recorder
        self._labels: dict[str, str] = {}
        self.tracker = subject.name(_MODULE, "ChildRunTracker")()
        self.spawner = self._new_spawner()

    def _new_spawner(self) -> Any:
        return self._subject.name(_MODULE, "SubpipelineSpawner")(self.tracker, True, self._depth)

    async def tell_what_is_open(self) -> None:
        """What the tracker knows of when all children have ended."""
        metrics = await self.tracker.get_metrics()
        for name in ("active_parents", "active_children"):
            self._recorder.event("open", what=f"{name} of the child tracker", before=0, after=int(metrics[name]))

    def felt(self, child: str) -> None:
        """The child says that its cancellation has reached it, whatever it makes of that."""
        self._felt.add(child)

    def label(self, run_id: object, name: str) -> str:
        """The name under which a run id was seen first."""
        return self._labels.setdefault(str(run_id), name)

    async def emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        self.try_emit(type=type, data=data)
        for _ in range(EMIT_TURNS):
            await asyncio.sleep(0)
        child = (data or {}).get("child_run_id", (data or {}).get("pipeline_run_id"))
        if self._asks and type in _KINDS and child is not None:
            await self.spawner.is_canceled(UUID(str(child)))
            await self.tracker.get_all_descendants(UUID(str(child)))

    def try_emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        kind = _KINDS.get(type)
        if kind is not None and data is not None:
            child = data.get("child_run_id", data.get("pipeline_run_id"))
            label = self.label(child, str(data.get("pipeline_name", "unknown")))
            self._recorder.event("child_event", kind=kind, child=label, reason=str(data.get("reason") or ""))
            if kind == "spawned":
                self._traced(label, "the event that it was spawned", data.get)
            elif kind == "canceled":
                self._parent_told(label, data.get("parent_run_id"))
            elif kind in ("completed", "failed"):
                self._duration(label, "the duration in the event of its end", data.get("duration_ms"))

    def _parent_told(self, child: str, parent_id: object) -> None:
        """Whose child was cancelled, as its event says."""
        says, ought = self._labels.get(str(parent_id), "unknown"), self._parents.get(child, "unknown")
        where = "the event of its end"
        self._recorder.event("child_traced", child=child, where=where, what="parent_run_id", says=says, ought=ought)

    def _traced(self, child: str, where: str, get: Callable[[str], Any]) -> None:
        """What says where a child comes from, and what it was spawned with."""
        for what, ought in self._given.get(child, {}).items():
            says = get(what)
            said = "" if says is None else str(says)
            self._recorder.event("child_traced", child=child, where=where, what=what, says=said, ought=ought)

    def _duration(self, child: str, what: str, ms: Any) -> None:
        """A duration of a child: at least as long as its own work, at most as long as its parent waited."""
        if child not in self._spans_s:
            return
        spawned_s, began_s, over_s = self._spans_s[child]
        bounds = self._clock.bounds(over_s - began_s, self._clock.now_s() - spawned_s)
        whole = math.floor(ms) if isinstance(ms, int | float) else None
        self._recorder.event("duration", run=f"child {child}", stage="", what=what, ms=whole, **bounds)

    async def spawn(self, name: str, parent: Any, of: str, work: Work, spawner: Any = None) -> Any:
        """Spawns the child `name` of the run `of`; records when it was under way, and what the parent was told."""
        recorder, clock = self._recorder, self._clock
        correlation_id, spawned_s = UUID(int=next(self._numbers)), clock.now_s()
        self._parents[name] = self.label(parent.pipeline_run_id, of)
        self._given[name] = {"correlation_id": str(correlation_id), "parent_stage_id": of}

        async def run(child: Any) -> Any:
            began_s = clock.now_s()
            recorder.event("child_began", child=name, parent=of)
            self._traced(name, "its context", lambda what: getattr(child, what, None))
            invoke, own = recorder.tick(), self.label(child.pipeline_run_id, name)
            named = self.label(child.parent_run_id, "unknown")
            recorder.operation(of, "fork", own, named, "ok", invoke, self.label(parent.pipeline_run_id, of))
            how, says, data = "returned", "", ""
            self._marks.leave(name, child)
            try:
                result = await work(child)
                data = digest(result if isinstance(result, dict) else {"result": result})
                return result
            except asyncio.CancelledError:
                how = "cancelled"
                raise
            except Exception as error:
                how, says = "raised", text_of(error)
                raise
            finally:
                self._marks.look(name, child)
                self._spans_s[name] = spawned_s, began_s, clock.now_s()
                how = "cancelled" if name in self._felt else how
                recorder.event("child_over", child=name, how=how, says=says, data=data)

        result = await (spawner or self.spawner).spawn(name, parent, correlation_id, of, run)
        self._duration(name, "the duration of its result", result.duration_ms)
        says_id = self.label(result.child_run_id, "unknown")
        recorder.event("child_traced", child=name, where="its result", what="child_run_id", says=says_id, ought=name)
        recorder.event(
            "child_result",
            child=name,
            success=bool(result.success),
            says=str(result.error or ""),
            data=digest(result.data) if result.data is not None else "",
        )
        return result

    async def of_every_kind(self, order: ScenarioRun, parent: Any) -> None:
        """Children side by side: one with a child goes well, one gives a text, one raises, one has a failing stage, and
        one is cancelled.
        """

        def runner(stage: Stage) -> Any:
            async def execute(ctx: Any) -> Any:
                kinds = {"well": self._well, "plain": self._plain, "raises": self._raises, "fails": self._fails}
                spawned = [
                    self.spawn(f"{stage.name}.{kind}", parent, ROOT, make(f"{stage.name}.{kind}", ctx))
                    for kind, make in kinds.items()
                ]
                await asyncio.gather(*spawned, self._cancelled(f"{stage.name}.cancelled", parent))
                return self._subject.output(stage=stage.name)

            return Execute(execute)

        snapshot = self._subject.snapshot(run_id=self._subject.run_identity(1), input_text="input")
        graph = self._subject.graph(order.stages, runner)
        results = await self._subject.run(graph, self._subject.stage_context(snapshot))
        self._recorder.event("parent_over", parent=ROOT)
        for name, output in results.items():
            self._recorder.result(ROOT, name, output.status.value, output.data)

    def _well(self, name: str, ctx: Any) -> Work:
        async def work(child: Any) -> Any:
            await asyncio.sleep(self._clock.nap_s)
            await self.spawn(f"{name}.inner", child, name, _returns(f"{name}.inner"))
            return {"child": name}

        return work

    def _plain(self, name: str, ctx: Any) -> Work:
        async def work(child: Any) -> Any:
            await asyncio.sleep(0)
            return f"{name} gives a text"

        return work

    def _raises(self, name: str, ctx: Any) -> Work:
        async def work(child: Any) -> Any:
            await asyncio.sleep(self._clock.nap_s)
            raise RuntimeError(f"{name} went wrong")

        return work

    def _fails(self, name: str, ctx: Any) -> Work:
        async def execute(_: Any) -> Any:
            await asyncio.sleep(0)
            return self._subject.name("stageflow", "StageOutput").fail(error=f"{name} failed")

        async def work(child: Any) -> Any:
            graph = self._subject.graph((Stage("only", (), "act"),), lambda _: Execute(execute))
            return await self._subject.run(graph, self._subject.stage_context(ctx.snapshot))

        return work

    async def _cancelled(self, name: str, parent: Any) -> None:
        """A child that is cancelled by its id while it is under way."""
        began: asyncio.Future[UUID] = asyncio.get_running_loop().create_future()
        spawned = asyncio.create_task(self.spawn(name, parent, ROOT, self._cancellable(began)), name=name)
        await asyncio.wait([began, spawned], return_when=asyncio.FIRST_COMPLETED)
        if not began.done() or spawned.done():
            await spawned  # it was refused, and the run ends in that error; or it is over, and known no more
            return
        child_id = began.result()
        reason = f"{name} is not needed"
        self._recorder.event("child_cancel_asked", child=name, reason=reason)
        await self.spawner.cancel_with_children(child_id, reason)
        await spawned

    def _cancellable(self, began: "asyncio.Future[UUID]") -> Work:
        """In turn: a child that waits long, and one that is soon at its end."""
        return (_lingers, _brief)[next(self._cancelled_ones) % 2](began)

    async def without_a_parent(self, parent: Any) -> None:
        """A run is cancelled while a child and a grandchild of it are under way."""
        began: asyncio.Future[UUID] = asyncio.get_running_loop().create_future()
        lone = "cancelled run"

        async def work(child: Any) -> Any:
            return await self.spawn("orphan.inner", child, "orphan", _lingers(began))

        async def execute(_: Any) -> Any:
            try:
                await self.spawn("orphan", parent, lone, work)
            except self._subject.name(_MODULE, "MaxDepthExceededError"):
                self._depth_tried("a run beside others", 1, "refused")
            return self._subject.output(child="orphan")

        graph = self._subject.graph((Stage("only", (), "act"),), lambda _: Execute(execute))
        snapshot = self._subject.snapshot(run_id=self._subject.run_identity(1), input_text="input")
        task = asyncio.create_task(self._awaited(graph, snapshot), name=lone)
        await asyncio.wait([began, task], return_when=asyncio.FIRST_COMPLETED)
        if not began.done():
            await task
            return
        for child in ("orphan", "orphan.inner"):
            self._recorder.event("child_cancel_asked", child=child)
        self._recorder.event("parent_cancelled", parent=lone)
        task.cancel()
        await asyncio.wait([task])
        self._recorder.event("parent_over", parent=lone)

    async def _awaited(self, graph: Any, snapshot: Any) -> Any:
        return await self._subject.run(graph, self._subject.stage_context(snapshot))

    async def dig(self, chain: str, parent: Any, level: int, of: str, spawner: Any) -> None:
        """Spawns a child of a child, and so on, to two levels below the limit at the most."""
        if level > self._depth + 2:
            return
        name = f"{chain}, level {level}"

        async def work(child: Any) -> Any:
            self._depth_tried(chain, level, "ran")
            await self.dig(chain, child, level + 1, name, spawner)
            return {"child": name}

        try:
            await self.spawn(name, parent, of, work, spawner or self._new_spawner())
        except self._subject.name(_MODULE, "MaxDepthExceededError"):
            self._depth_tried(chain, level, "refused")

    def _depth_tried(self, chain: str, level: int, how: str) -> None:
        self._recorder.event("depth_tried", chain=chain, level=level, limit=self._depth, how=how)


def _brief(began: "asyncio.Future[UUID]") -> Work:
    async def work(child: Any) -> Any:
        began.set_result(child.pipeline_run_id)
        for _ in range(2 * EMIT_TURNS):
            await asyncio.sleep(0)
        return {"child": "came to its end"}

    return work


def _returns(name: str) -> Work:
    async def work(child: Any) -> Any:
        await asyncio.sleep(0)
        return {"child": name}

    return work


def _lingers(began: "asyncio.Future[UUID]") -> Work:
    """Says that it is under way, and goes on for a while, unless it is stopped."""

    async def work(child: Any) -> Any:
        began.set_result(child.pipeline_run_id)
        await asyncio.sleep(LINGERS_S)
        return {"child": "was not stopped"}

    return work
