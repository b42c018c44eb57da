"""Family cancelled_children: child runs that are cancelled one turn later each, by their id and with their parent."""

import asyncio
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.subpipeline_tree import LINGERS_S, ROOT, Tree

STEPS = 2


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One child after another, each with a pipeline of its own, cancelled so many turns after it began; none ends by
    itself.
    """
    tree = Tree(order, subject, recorder)
    subject.name("stageflow.events", "set_event_sink")(tree)
    parent = subject.pipeline_context(1)
    tree.label(parent.pipeline_run_id, ROOT)
    children = _Children(order, subject, recorder, tree, parent)
    for turns in range(int(order.arguments["turns"])):
        await children.cancelled_by_id(f"by its id after {turns} turns", turns)
        await children.cancelled_with_its_parent(f"with its parent after {turns} turns", turns)
    await tree.tell_what_is_open()


class _Children:
    """Children of one parent, of which each runs the pipeline of the order."""

    def __init__(self, order: ScenarioRun, subject: Subject, recorder: Recorder, tree: Tree, parent: Any) -> None:
        self._subject, self._recorder, self._tree, self._parent = subject, recorder, tree, parent
        self._graph = subject.graph(order.stages, self._runner)
        self._snapshot = subject.snapshot(run_id=subject.run_identity(1), input_text="input")

    async def cancelled_by_id(self, name: str, turns: int) -> None:
        """As whoever has its run id does it."""
        child_id, task = await self._under_way(name, ROOT, turns)
        reason = f"{name} is not needed"
        self._recorder.event("child_cancel_asked", child=name, reason=reason)
        await self._tree.spawner.cancel_with_children(child_id, reason)
        await task

    async def cancelled_with_its_parent(self, name: str, turns: int) -> None:
        """By the task that waits for it."""
        run = f"run of {name}"
        _, task = await self._under_way(name, run, turns)
        self._recorder.event("child_cancel_asked", child=name)
        self._recorder.event("parent_cancelled", parent=run)
        task.cancel()
        await asyncio.wait([task])
        self._recorder.event("parent_over", parent=run)

    async def _under_way(self, name: str, of: str, turns: int) -> "tuple[UUID, asyncio.Task[Any]]":
        """The run id of a child that began so many turns ago, and the task that waits for it."""
        began: asyncio.Future[UUID] = asyncio.get_running_loop().create_future()

        async def work(child: Any) -> Any:
            began.set_result(child.pipeline_run_id)
            await self._subject.run(self._graph, self._subject.stage_context(self._snapshot))
            await asyncio.sleep(LINGERS_S)
            return {"child": "was not stopped"}

        task = asyncio.create_task(self._tree.spawn(name, self._parent, of, work), name=of)
        await asyncio.wait([began, task], return_when=asyncio.FIRST_COMPLETED)
        if not began.done():
            await task  # it was refused: the trial ends in that error
        for _ in range(turns):
            await asyncio.sleep(0)
        return began.result(), task

    def _runner(self, stage: Stage) -> Any:
        async def execute(_: Any) -> Any:
            for _step in range(STEPS):
                await asyncio.sleep(0)
            return self._subject.output(stage=stage.name)

        return Execute(execute)
