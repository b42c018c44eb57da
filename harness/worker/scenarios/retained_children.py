"""Family retained_children: many child runs one after another, and how many objects are alive after each batch."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute
from harness.worker.scenarios.retained_runs import counted_runs, no_collection

WELL, FAILS, CANCELLED, UNKNOWN = "a child that goes well", "a failing child", "a cancelled child", "an unknown run"
CALLER = "a child whose caller is cancelled"
_MODULE = "stageflow.pipeline.subpipeline"
Run = Callable[[], Awaitable[None]]


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """For each way in which a child can end, and for cancelling runs that there are not, batches of them with one
    spawner, and a count after each batch.

    Before the first count of each so many runs are cancelled that a memory which has a bound is full.
    """
    children = _Children(order, subject)
    with no_collection():
        for ending, run in children.endings().items():
            await counted_runs(ending, run, order, recorder)


class _Children:
    """One spawner, and one parent for all that it spawns."""

    def __init__(self, order: ScenarioRun, subject: Subject) -> None:
        self._order, self._subject = order, subject
        self._numbers = count(10_000)
        tracker = subject.name(_MODULE, "ChildRunTracker")()
        self._spawner = subject.name(_MODULE, "SubpipelineSpawner")(tracker, False)
        self._parent = subject.pipeline_context(1)
        self._snapshot = subject.snapshot(run_id=subject.run_identity(1), input_text="input")
        self._graphs = {
            ending: subject.graph(order.stages, self._runner(ending)) for ending in (WELL, FAILS, CANCELLED)
        }
        self._spawned: list[UUID] = []

    def endings(self) -> dict[str, Run]:
        return {
            WELL: lambda: self._spawn(WELL),
            FAILS: lambda: self._spawn(FAILS),
            UNKNOWN: self._remembered(self._cancel_unknown),
            CANCELLED: lambda: self._spawn(CANCELLED),
            CALLER: self._cancel_caller,
        }

    def _remembered(self, run: Run) -> Run:
        """`run`, before the first of which so many runs are cancelled as the scenario says."""
        left = [int(self._order.arguments["remembered"])]

        async def filled() -> None:
            while left[0]:
                left[0] -= 1
                await self._cancel_unknown()
            await run()

        return filled

    async def _cancel_unknown(self) -> None:
        await self._spawner.cancel_with_children(UUID(int=next(self._numbers)))

    async def _cancel_caller(self) -> None:
        """The task that waits for a child is cancelled while the child is under way."""
        began: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def run(_: Any) -> Any:
            began.set_result(None)
            await asyncio.get_running_loop().create_future()

        task = asyncio.create_task(self._spawner.spawn("child", self._parent, UUID(int=5), "stage", run))
        await asyncio.wait([began, task], return_when=asyncio.FIRST_COMPLETED)
        task.cancel()
        await asyncio.wait([task])

    async def _spawn(self, ending: str) -> None:
        async def run(child: Any) -> Any:
            self._spawned.append(child.pipeline_run_id)
            await self._subject.run(self._graphs[ending], self._subject.stage_context(self._snapshot))
            return {"child": ending}

        await self._spawner.spawn("child", self._parent, UUID(int=5), "stage", run)
        self._spawned.clear()

    def _runner(self, ending: str) -> Callable[[Stage], Any]:
        """In the last stage the child fails, or is cancelled by its id."""
        last = self._order.stages[-1].name

        def runner(stage: Stage) -> Any:
            async def execute(_: Any) -> Any:
                await asyncio.sleep(0)
                if stage.name == last and ending == FAILS:
                    raise RuntimeError("a stage of the child went wrong")
                if stage.name == last and ending == CANCELLED:
                    await self._spawner.cancel_with_children(self._spawned[0])
                    await asyncio.sleep(0)
                return self._subject.output(stage=stage.name)

            return Execute(execute)

        return runner
