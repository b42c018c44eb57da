"""Family stepwise_dump: how much is written and read between two turns of the loop, by the writers that give way."""

import tracemalloc
from collections.abc import Awaitable, Generator
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.snapshot_costs import conversation_of, traced_memory


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """A snapshot of `kb` of text is written and read step by step. Raises Unsupported where the subject cannot."""
    dump, load = (subject.name("stageflow.plus", f"{verb}_snapshot_async") for verb in ("dump", "load"))
    snapshot, _ = conversation_of(int(order.arguments["kb"]), subject)
    with traced_memory():
        writing = _Turns(dump(snapshot))
        text = await writing
        reading = _Turns(load(text))
        await reading
    written = len(text.encode())
    recorder.measure("document_bytes", written)
    # the last turn puts the parts together: what it wrote itself is what the turns before it did not
    recorder.measure("turn_bytes", max(*writing.grown[:-1], written - sum(writing.grown[:-1]), 0))
    recorder.measure("turn_bytes", max(reading.grown))
    recorder.event("turns", writing=len(writing.grown), reading=len(reading.grown))


class _Turns:
    """Awaits what it was made with, and says by how many bytes the memory in use grew in each turn."""

    def __init__(self, inner: Awaitable[Any]) -> None:
        self._inner = inner
        self.grown: list[int] = []

    def __await__(self) -> Generator[Any, None, Any]:
        steps = self._inner.__await__()
        while True:
            before = tracemalloc.get_traced_memory()[0]
            try:
                waits_for = next(steps)
            except StopIteration as done:
                return done.value
            finally:
                self.grown.append(tracemalloc.get_traced_memory()[0] - before)
            yield waits_for
