"""Family awkward_cancellations: children that are cancelled while something else is under way, or that resist."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.subpipeline_tree import EMIT_TURNS, LINGERS_S, ROOT, Tree, Work

RESISTING = ("swallowing", "breaking down")


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Every moment is met by a handshake, never by counting turns: a family of three levels, of which each waits for
    the one below; a child whose beginning is being told; one that cleans up when its caller is cancelled once more;
    and children that swallow their cancellation, or raise another error in its place.
    """
    awkward = _Awkward(subject, recorder, Tree(order, subject, recorder))
    await awkward.a_family_by_its_eldest()
    await awkward.told_of_its_beginning_by_its_id()
    await awkward.told_of_its_beginning_with_its_parent()
    await awkward.cleaning_up()
    for what in RESISTING:
        await awkward.resisting_by_its_id(what)
        await awkward.resisting_with_its_parent(what)
    await awkward.tree.tell_what_is_open()


class _Awkward:
    """The children of one parent, one after another; it is the event sink, too."""

    def __init__(self, subject: Subject, recorder: Recorder, tree: Tree) -> None:
        self._recorder, self.tree = recorder, tree
        self._told: dict[str, asyncio.Future[UUID]] = {}
        self._go_on = asyncio.Event()
        self._parent = subject.pipeline_context(1)
        tree.label(self._parent.pipeline_run_id, ROOT)
        subject.name("stageflow.events", "set_event_sink")(self)

    async def emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        """As the sink of the tree; the beginning of a child that is named in `told` takes until `go_on`."""
        told = self._told.get(str((data or {}).get("pipeline_name")))
        if type != "pipeline.spawned_child" or told is None or data is None:
            await self.tree.emit(type=type, data=data)
            return
        self.tree.try_emit(type=type, data=data)
        told.set_result(UUID(str(data["child_run_id"])))
        await self._go_on.wait()

    def try_emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        self.tree.try_emit(type=type, data=data)

    async def a_family_by_its_eldest(self) -> None:
        """The child, its child, and the child of that: none is stopped by the one above, because each of them waits
        for the one below also when it is cancelled itself.
        """
        ids: dict[str, UUID] = {}
        began: asyncio.Future[UUID] = _future()

        async def youngest(child: Any) -> Any:
            began.set_result(child.pipeline_run_id)
            await asyncio.sleep(LINGERS_S)
            return {"child": "was not stopped"}

        middle = self._waits_for("youngest", "middle", youngest, ids)
        eldest = self._waits_for("middle", "eldest", middle, ids)
        task = asyncio.create_task(self.tree.spawn("eldest", self._parent, ROOT, eldest), name=ROOT)
        await _reached(began, task)
        for name in ("eldest", "middle", "youngest"):
            self._recorder.event("child_cancel_asked", child=name, reason="none of the family is needed")
        await self.tree.spawner.cancel_with_children(ids["eldest"], "none of the family is needed")
        await task

    def _waits_for(self, below: str, of: str, work: Work, ids: dict[str, UUID]) -> Work:
        async def waits(child: Any) -> Any:
            ids[of] = child.pipeline_run_id
            task = asyncio.create_task(self.tree.spawn(below, child, of, work), name=of)
            try:
                await asyncio.wait([task])
            finally:
                await asyncio.wait([task])
            return {"child": task.result().success}

        return waits

    async def told_of_its_beginning_by_its_id(self) -> None:
        """By whoever reads the id in the event, before the sink has gone on."""
        name, reason = "told, by its id", "too late to begin"
        task, child_id = await self._being_told(name, ROOT)
        self._recorder.event("child_called_off", child=name, reason=reason)
        await self.tree.spawner.cancel_with_children(child_id, reason)
        self._go_on.set()
        await task

    async def told_of_its_beginning_with_its_parent(self) -> None:
        """The caller is cancelled while it waits for the sink."""
        name = "told, with its parent"
        run = f"run of {name}"
        task, _ = await self._being_told(name, run)
        self._recorder.event("child_called_off", child=name)
        await self._cancelled(run, task)

    async def _being_told(self, name: str, of: str) -> "tuple[asyncio.Task[Any], UUID]":
        """The task that spawns a child, and its id, while the sink is told of it."""
        self._told[name], self._go_on = _future(), asyncio.Event()
        work = self._lingers(name, _future())
        task = asyncio.create_task(self.tree.spawn(name, self._parent, of, work), name=of)
        await _reached(self._told[name], task)
        return task, self._told[name].result()

    async def cleaning_up(self) -> None:
        """The caller is cancelled, and once more while the child cleans up, which takes the child a while."""
        name, cleaning = "cleaning up", _future()
        run, began = f"run of {name}", _future()

        async def work(child: Any) -> Any:
            began.set_result(child.pipeline_run_id)
            try:
                await asyncio.sleep(LINGERS_S)
            except asyncio.CancelledError:
                cleaning.set_result(child.pipeline_run_id)
                await _cleaned_up()
                raise
            return {"child": "was not stopped"}

        task = asyncio.create_task(self.tree.spawn(name, self._parent, run, work), name=run)
        await _reached(began, task)
        self._recorder.event("child_cancel_asked", child=name)
        self._recorder.event("parent_cancelled", parent=run)
        task.cancel()
        await asyncio.wait([cleaning, task], return_when=asyncio.FIRST_COMPLETED)
        task.cancel()
        await asyncio.wait([task])
        self._recorder.event("parent_over", parent=run)

    async def resisting_by_its_id(self, what: str) -> None:
        """What the child makes of its cancellation is not what becomes of it."""
        name = f"{what}, by its id"
        began: asyncio.Future[UUID] = _future()
        task = asyncio.create_task(self.tree.spawn(name, self._parent, ROOT, self._resists(name, began)), name=ROOT)
        await _reached(began, task)
        reason = f"the one {what} is not needed"
        self._recorder.event("child_cancel_asked", child=name, reason=reason)
        await self.tree.spawner.cancel_with_children(began.result(), reason)
        await task

    async def resisting_with_its_parent(self, what: str) -> None:
        """The same where its caller is cancelled."""
        name = f"{what}, with its parent"
        run, began = f"run of {name}", _future()
        task = asyncio.create_task(self.tree.spawn(name, self._parent, run, self._resists(name, began)), name=run)
        await _reached(began, task)
        self._recorder.event("child_cancel_asked", child=name)
        await self._cancelled(run, task)

    async def _cancelled(self, run: str, task: "asyncio.Task[Any]") -> None:
        self._recorder.event("parent_cancelled", parent=run)
        task.cancel()
        await asyncio.wait([task])
        self._recorder.event("parent_over", parent=run)

    def _lingers(self, name: str, began: "asyncio.Future[UUID]") -> Work:
        async def work(child: Any) -> Any:
            began.set_result(child.pipeline_run_id)
            await asyncio.sleep(LINGERS_S)
            return {"child": f"{name} was not stopped"}

        return work

    def _resists(self, name: str, began: "asyncio.Future[UUID]") -> Work:
        lingers = self._lingers(name, began)

        async def work(child: Any) -> Any:
            try:
                return await lingers(child)
            except asyncio.CancelledError:
                self.tree.felt(name)
                if name.startswith(RESISTING[1]):
                    raise RuntimeError(f"{name}: the clean-up went wrong") from None
                return {"child": f"{name}: as if nothing had been said"}

        return work


async def _cleaned_up() -> None:
    """A clean-up that is over soon when it is pressed, and in its own time otherwise; it is always finished."""
    try:
        await asyncio.sleep(LINGERS_S)
    except asyncio.CancelledError:
        for _ in range(EMIT_TURNS):
            await asyncio.sleep(0)


def _future() -> "asyncio.Future[UUID]":
    return asyncio.get_running_loop().create_future()


async def _reached(moment: "asyncio.Future[UUID]", task: "asyncio.Task[Any]") -> None:
    """Until the moment has come. Where the task ends before, the trial ends in its error."""
    await asyncio.wait([moment, task], return_when=asyncio.FIRST_COMPLETED)
    if not moment.done():
        await task
        raise RuntimeError(f"the child of {task.get_name()} was spawned and over before it began")
