"""Family stepwise_dump: how much is written and read between two turns of the loop, by the writers that give way."""

import tracemalloc
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from harness.evidence.fingerprint import preview
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.snapshot_costs import conversation_of, lines_counted, traced_memory

MANY = 600
"""Messages and documents: more than a reader may make between two turns, with a remainder."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """A snapshot of `kb` of text, and one of many small values, written and read step by step. Raises Unsupported
    where the subject cannot. What grows is memory; what is run is counted in lines, since summing up grows nothing.
    """
    dump, load = (subject.name("stageflow.plus", f"{verb}_snapshot_async") for verb in ("dump", "load"))
    kb = int(order.arguments["kb"])
    snapshot, _ = conversation_of(kb, subject)
    with traced_memory():
        writing = _Turns(dump(snapshot), _memory)
        text = await writing
        reading = _Turns(load(text), _memory)
        back = await reading
    written = len(text.encode())
    recorder.measure("document_bytes", written)
    # the last turn puts the parts together: what it wrote itself is what the turns before it did not
    recorder.measure("turn_bytes", max(*writing.spent[:-1], written - sum(writing.spent[:-1]), 0))
    recorder.measure("turn_bytes", max(reading.spent))
    recorder.event("turns", writing=len(writing.spent), reading=len(reading.spent))
    _compare("text", snapshot, back, recorder)
    await _small_values(kb, dump, load, subject, recorder)


async def _small_values(kb: int, dump: Any, load: Any, subject: Subject, recorder: Recorder) -> None:
    """Lists of numbers, 25 of them for each kB, and MANY messages and documents."""
    snapshot = _many_parts(kb, subject)
    with lines_counted() as count:
        writing = _Turns(dump(snapshot), count)
        text = await writing
        reading = _Turns(load(text), count)
        back = await reading
    recorder.measure("turn_lines", max(writing.spent))
    recorder.measure("turn_lines", max(reading.spent))
    _compare("many parts", snapshot, back, recorder)


def _many_parts(kb: int, subject: Subject) -> Any:
    message, document = (subject.name("stageflow.context", name) for name in ("Message", "DocumentEnrichment"))
    talk = subject.name("stageflow.context", "Conversation")([message("user", f"text {n}") for n in range(MANY)])
    found = subject.name("stageflow.context", "Enrichments")(
        documents=[document(document_id=f"d-{n}") for n in range(MANY)]
    )
    numbers = [[row * 100 + place for place in range(100)] for row in range(kb // 4)]
    return subject.snapshot(
        run_id=subject.run_identity(1), conversation=talk, enrichments=found, metadata={"numbers": numbers}
    )


def _compare(what: str, put: Any, got: Any, recorder: Recorder) -> None:
    way = f"snapshot step by step, {what}"
    recorder.fingerprint(f"converted:{way}:0", "before", put)
    recorder.fingerprint(f"converted:{way}:0", "after", got)
    recorder.event("conversion", way=way, ended="comes back", expected="comes back", shown=preview(put, 60), error="")


def _memory() -> int:
    return tracemalloc.get_traced_memory()[0]


class _Turns:
    """Awaits what it was made with, and says by how much a count grew in each turn."""

    def __init__(self, inner: Awaitable[Any], count: Callable[[], int]) -> None:
        self._inner = inner
        self._count = count
        self.spent: list[int] = []

    def __await__(self) -> Generator[Any, None, Any]:
        steps = self._inner.__await__()
        while True:
            before = self._count()
            try:
                waits_for = next(steps)
            except StopIteration as done:
                return done.value
            finally:
                self.spent.append(self._count() - before)
            yield waits_for
