"""Family sink_operations: tasks hand events to a bounded queue in front of a slow sink, each call recorded."""

import asyncio
import random
from collections.abc import Mapping
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder

QUEUE = "sink"
WAITS = 0.5  # of events: how many are handed over by emit, which waits for room, and not by try_emit


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each emitter hands over its events by emit or try_emit; the first is cancelled on its way. Then the sink is
    stopped, which delivers what is queued, and one more look finds it empty.
    """
    arguments = order.arguments
    kind = subject.name("stageflow.events", "BackpressureAwareEventSink")
    slow = _Slow(order.seed, recorder)
    sink = kind(slow, max_queue_size=int(arguments["capacity"]))
    await sink.start()
    async with asyncio.TaskGroup() as group:
        emitters = [
            group.create_task(
                _emit_all(sink, f"task-{n}", int(arguments["events"]), order.seed, recorder), name=f"task-{n}"
            )
            for n in range(int(arguments["emitters"]))
        ]
        for _ in range(int(arguments["events"])):
            await asyncio.sleep(0)
        emitters[0].cancel()
    await sink.stop()
    invoke = recorder.tick()
    recorder.operation("final", "dequeue", QUEUE, None, "ok", invoke)


class _Slow:
    """The sink behind: takes a few turns for each event. An event left the queue between two calls of it."""

    def __init__(self, seed: int, recorder: Recorder) -> None:
        self._draw = random.Random(f"{seed}:slow")
        self._recorder = recorder
        self._free_since = recorder.tick()

    async def emit(self, *, type: str, data: Mapping[str, Any]) -> None:  # noqa: A002 - the protocol's names
        self._recorder.operation("worker", "dequeue", QUEUE, str(data["event"]), "ok", self._free_since)
        for _ in range(self._draw.randrange(4)):
            await asyncio.sleep(0)
        self._free_since = self._recorder.tick()

    def try_emit(self, *, type: str, data: Mapping[str, Any]) -> None:  # noqa: A002 - the protocol's names
        raise NotImplementedError("a queue delivers by emit")


async def _emit_all(sink: Any, actor: str, count: int, seed: int, recorder: Recorder) -> None:
    draw = random.Random(f"{seed}:{actor}")
    for number in range(count):
        event = f"{actor}.{number}"
        given = {"type": f"kind-{draw.randrange(2)}", "data": {"event": event}}
        invoke = recorder.tick()
        try:
            accepted = True
            if draw.random() < WAITS:
                await sink.emit(**given)
            else:
                accepted = sink.try_emit(**given) is not False
        except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
            recorder.operation(actor, "enqueue", QUEUE, event, "fail", invoke, type(error).__name__)
        except asyncio.CancelledError:
            recorder.interrupted(actor, "enqueue", QUEUE, event, invoke)
            raise
        else:
            outcome, detail = ("ok", "") if accepted else ("fail", "full")
            recorder.operation(actor, "enqueue", QUEUE, event, outcome, invoke, detail)  # type: ignore[arg-type]
        for _ in range(draw.randrange(3)):
            await asyncio.sleep(0)
