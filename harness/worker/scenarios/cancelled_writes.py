"""Family cancelled_writes: writes to an OutputBag that are cancelled at each of their suspension points."""

import asyncio
from collections.abc import Awaitable, Generator
from dataclasses import dataclass
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag import CountSuspensions, may_suspend

NAME, RIVALS = "contended", 2
FIRST, OVERWRITE, REFUSED = "a first write", "an overwrite", "a write that is refused"
SITUATIONS = (FIRST, OVERWRITE, REFUSED)
PATIENCE_S = 1.0
"""On a controlled loop it is over only when nothing else can go on."""
GRACE_TURNS = 50
"""Turns of a stock loop that are added, where the machine and not the bag has kept a write waiting."""
POINTS_MAX = 20


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each kind of write, alone and beside writers of other names: once to count its suspension points, and then once
    for each of them, cancelled there. Afterwards the bag is read in every way, and the name is written once more.
    """
    for rivals in (0, RIVALS):
        for situation in SITUATIONS:
            case = _Case(situation, rivals, subject, recorder)
            points = await case.undisturbed()
            may = may_suspend(subject.output_bag().write)
            recorder.event("write_points", situation=case.name, points=points, may_suspend=may)
            for point in range(1, min(points, POINTS_MAX) + 1):
                await case.cancelled_at(point)


class _CancelledAt:
    """Awaits a coroutine in the current task, and cancels that task when the coroutine suspends for the `point`th time.

    From there on it is what anyone else's cancellation does: the future that is waited for is cancelled.
    """

    def __init__(self, awaitable: Awaitable[Any], point: int) -> None:
        self._awaitable = awaitable
        self._left = point

    @property
    def fired(self) -> bool:
        return self._left <= 0

    def __await__(self) -> Generator[Any, Any, Any]:
        driven = self._awaitable  # by this name `waiting.py` looks further down
        inner = driven.__await__()
        step: Any = inner.send
        value: Any = None
        while True:
            try:
                future = step(value)
            except StopIteration as end:
                return end.value
            self._left -= 1
            task = asyncio.current_task()
            if self._left == 0 and task is not None:
                task.cancel()
            try:
                value, step = (yield future), inner.send
            except BaseException as error:  # noqa: BLE001 - the cancellation goes to the coroutine
                value, step = error, inner.throw


@dataclass(frozen=True, slots=True)
class _Case:
    """One kind of write, with or without writers of other names beside it."""

    situation: str
    rivals: int
    subject: Subject
    recorder: Recorder

    @property
    def name(self) -> str:
        return f"{self.situation} beside {self.rivals} others" if self.rivals else f"{self.situation}, alone"

    async def undisturbed(self) -> int:
        """How often the write suspends."""
        bag = await self._prepared()
        others = self._start_rivals(bag)
        write = CountSuspensions(self._write(bag, "own"))
        await _within_patience(asyncio.create_task(_ended(write), name="the writer"))
        await _all_within_patience(others)
        return write.count

    async def cancelled_at(self, point: int) -> None:
        """Records `write_cancelled`: what the name held before and after, how the write ended, and what came of the
        next write and of the others. A suspension point that this schedule did not reach is not recorded.
        """
        bag = await self._prepared()
        before = _held(bag)
        others = self._start_rivals(bag)
        write = _CancelledAt(self._write(bag, "own"), point)
        how = await _within_patience(asyncio.create_task(_ended(write), name="the writer"))
        late = await _all_within_patience(others)
        if not write.fired:
            return
        after, contradiction = _held(bag), _contradiction(bag)
        following = asyncio.create_task(_ended(self._write(bag, "next", overwrite=True)), name="the next writer")
        then = await _within_patience(following)
        self.recorder.event(
            "write_cancelled",
            situation=self.name,
            point=point,
            how=how,
            before=before[0],
            before_attempt=before[1],
            after=after[0],
            after_attempt=after[1],
            contradiction=contradiction,
            next=then,
            next_attempt=_held(bag)[1],
            others_late=late,
        )

    async def _prepared(self) -> Any:
        """A bag in which the name is written already, but for a first write."""
        bag = self.subject.output_bag()
        if self.situation != FIRST:
            await bag.write(NAME, self.subject.output(text="old"))
        return bag

    def _write(self, bag: Any, text: str, *, overwrite: bool = False) -> Awaitable[Any]:
        options = {"allow_overwrite": True} if overwrite or self.situation == OVERWRITE else {}
        written: Awaitable[Any] = bag.write(NAME, self.subject.output(text=text), **options)
        return written

    def _start_rivals(self, bag: Any) -> list["asyncio.Task[str]"]:
        """Writers of names of their own, which begin before the one that is watched."""

        async def write(number: int) -> str:
            return await _ended(bag.write(f"other-{number}", self.subject.output(text=f"other {number}")))

        return [asyncio.create_task(write(number), name=f"other-{number}") for number in range(self.rivals)]


async def _ended(write: Awaitable[Any]) -> str:
    """How the write ended, in a word."""
    try:
        await write
    except asyncio.CancelledError:
        return "cancelled"
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        return f"raised {type(error).__name__}"
    return "returned"


async def _within_patience(task: "asyncio.Task[str]") -> str:
    """How it ended; "did not return" where it waits for what never comes."""
    await asyncio.wait([task], timeout=PATIENCE_S)
    for _ in range(0 if task.done() else GRACE_TURNS):
        await asyncio.sleep(0)
    if task.done():
        return "cancelled" if task.cancelled() else task.result()
    task.cancel()
    await asyncio.wait([task])
    return "did not return"


async def _all_within_patience(tasks: list["asyncio.Task[str]"]) -> int:
    """How many of them did not come to their end."""
    return [await _within_patience(task) for task in tasks].count("did not return")


def _held(bag: Any) -> tuple[str, int]:
    """The text and the attempt under the name; "" and 0 where there is none."""
    entry = bag.get(NAME)
    return (
        ("", 0) if entry is None else (str(entry.output.data.get("text", "an output without its text")), entry.attempt)
    )


def _contradiction(bag: Any) -> str:
    """In which way two reads of the bag disagree about the name; empty where none do."""
    held = bag.get(NAME) is not None
    says = {
        "has": bag.has(NAME),
        "in": NAME in bag,
        "keys": NAME in list(bag.keys()),
        "outputs": NAME in bag.outputs(),
        "get_output": bag.get_output(NAME) is not None,
        "get_attempt_count": bag.get_attempt_count(NAME) > 0,
    }
    other = [name for name, there in says.items() if bool(there) is not held]
    if len(bag) != len(list(bag.keys())):
        other.append("len")
    return f"get says {'yes' if held else 'no'}, not so {', '.join(other)}" if other else ""
