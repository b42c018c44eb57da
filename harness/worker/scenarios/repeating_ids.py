"""Family repeating_ids: child runs while the source of randomness gives the same bytes again and again."""

import asyncio
import hashlib
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, text_of
from harness.worker.recorder import Recorder

PERIODS = (1, 2, 10)
"""After so many draws the first bytes come again."""
PATIENCE_S = 1.0
"""For children that neither begin nor are refused; on the controlled loop it is over when nothing else can go on."""
_MODULE = "stageflow.pipeline.subpipeline"


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """For each period, one child more than there are ids: all are spawned at the same time by one spawner, and those
    that begin wait for each other. Then, when they have ended, the tracker is asked what it still knows.

    Where the subject draws the ids of children from elsewhere than `os.urandom`, which `uuid4` asks, none comes again,
    and nothing is tried.
    """
    for period in PERIODS:
        tracker = subject.name(_MODULE, "ChildRunTracker")()
        subject.name("stageflow.events", "set_event_sink")(_TakesTurns())
        with _repeating(period):
            await _Round(period, tracker, subject, recorder).spawn_all()
        metrics = await tracker.get_metrics()
        for name in ("active_parents", "active_children"):
            recorder.event("open", what=f"{name} of the child tracker", before=0, after=int(metrics[name]))


@contextmanager
def _repeating(period: int) -> Iterator[None]:
    """`os.urandom` goes round after `period` calls."""
    numbers, ask = itertools.cycle(range(period)), os.urandom

    def urandom(size: int, /) -> bytes:
        return hashlib.shake_128(f"{next(numbers)}".encode()).digest(size)

    os.urandom = urandom
    try:
        yield
    finally:
        os.urandom = ask


class _TakesTurns:
    """A sink that suspends: between the check of an id and its use another child may come."""

    async def emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - the protocol's names
        for _ in range(3):
            await asyncio.sleep(0)

    def try_emit(self, *, type: str, data: Any) -> None:  # noqa: A002 - the protocol's names
        raise NotImplementedError("children are told by emit")


class _Round:
    """One child more than there are ids, of two parents by turns."""

    def __init__(self, period: int, tracker: Any, subject: Subject, recorder: Recorder) -> None:
        self._period = period
        self._recorder = recorder
        self._parents = subject.pipeline_context(1), subject.pipeline_context(2)
        self._spawner = subject.name(_MODULE, "SubpipelineSpawner")(tracker, True)
        self._settled = 0
        self._all_settled = asyncio.Event()
        self._release = asyncio.Event()
        self._labels: dict[str, str] = {}
        self._began: dict[str, str] = {}

    async def spawn_all(self) -> None:
        """Records `repeat_tried` of each child: the number of its id, empty where it did not begin, and its end."""
        names = [f"child {number}" for number in range(self._period + 1)]
        tasks = [asyncio.create_task(self._spawn(name), name=name) for name in names]
        waits = asyncio.create_task(self._all_settled.wait(), name="until all have begun")
        await asyncio.wait([waits], timeout=PATIENCE_S)
        waits.cancel()
        self._release.set()
        await asyncio.wait([*tasks, waits])
        for name, task in zip(names, tasks, strict=True):
            how, says = task.result()
            own = self._began.get(name, "")
            self._recorder.event("repeat_tried", ids=self._period, child=name, id=own, how=how, says=says)

    def _count(self) -> None:
        self._settled += 1
        if self._settled > self._period:
            self._all_settled.set()

    async def _spawn(self, name: str) -> tuple[str, str]:
        """(how it ended, what was said)."""

        async def work(child: Any) -> Any:
            run_id = str(child.pipeline_run_id)
            self._began[name] = self._labels.setdefault(run_id, f"id {len(self._labels) + 1}")
            self._count()
            await self._release.wait()
            return {"child": name}

        parent = self._parents[int(name.rpartition(" ")[2]) % 2]
        try:
            result = await self._spawner.spawn(name, parent, UUID(int=2), "stage", work)
        except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
            how, says = "raised", f"{type(error).__name__}: {text_of(error)}"
        else:
            given = result.data == {"child": name}
            how = ("own result" if given else "another result") if result.success else "failed result"
            says = str(result.error or "")
        if name not in self._began:
            self._count()
        return how, says.replace(str(parent.pipeline_run_id), "the parent's id")
