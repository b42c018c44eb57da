"""Family frozen_reads: what it costs to read frozen content, against the same content in plain containers."""

import time
from statistics import median
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

SUM = "sum"


def content(keys: int) -> dict[str, Any]:
    """Entries that each hold a list and a dictionary; new objects each time."""
    return {f"key {n}": {"items": [n, n + 1, n + 2], "inner": {"leaf": n, "text": "x"}} for n in range(keys)}


def read_all(value: Any, names: list[str]) -> int:
    """Reads every entry by key, by get, by in, by index and by iteration; the sum of the numbers that it met."""
    total = 0
    for name in names:
        entry = value[name]
        inner, items = entry["inner"], entry["items"]
        total += inner["leaf"] + inner.get("leaf", -1) + items[1] + len(items)
        total += sum(items) if "text" in inner else 0
        for number in items:
            total += number
    return total


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """The first stage reads the snapshot's metadata, every other stage the output of its first dependency."""
    keys, repetitions = int(order.arguments.get("keys", 100)), int(order.arguments.get("repetitions", 15))
    times = _Times(keys, repetitions, recorder)

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            given = ctx.inputs.get_output(stage.dependencies[0]).data if stage.dependencies else ctx.snapshot.metadata
            times.take(stage.name, given)
            return subject.output(**content(keys))

        return Execute(execute)

    graph = subject.graph(order.stages, runner)
    results = await subject.run(graph, subject.stage_context(subject.snapshot(metadata=content(keys))))
    for name, output in results.items():
        recorder.result("run", name, output.status.value, {SUM: read_all(output.data, times.names)})


class _Times:
    """What reading what a stage was given costs, against reading plain content right before or after it.

    The median over such pairs, in percent. Not the best time of each: where the machine is fast for as long as one
    reading takes, that reading alone is the best one, and says nothing about the other.
    """

    def __init__(self, keys: int, repetitions: int, recorder: Recorder) -> None:
        self.names = list(content(keys))
        self._plain = content(keys)
        self._repetitions = repetitions
        self._recorder = recorder

    def take(self, stage: str, given: Any) -> None:
        """Records the cost, and what both readings gave."""
        ratios = []
        for number in range(self._repetitions):
            contents = (given, self._plain) if number % 2 else (self._plain, given)
            took = {id(content): _timed(content, self.names) for content in contents}
            ratios.append(took[id(given)] / took[id(self._plain)])
        read = {"frozen": read_all(given, self.names), "plain": read_all(self._plain, self.names)}
        self._recorder.event("content_read", stage=stage, **read)
        self._recorder.measure("frozen_read_percent", round(100 * median(ratios)))


def _timed(content: Any, names: list[str]) -> int:
    started = time.perf_counter_ns()
    read_all(content, names)
    return max(time.perf_counter_ns() - started, 1)
