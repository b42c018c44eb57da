"""Family sink_operations: tasks hand events to a bounded queue in front of a slow sink, each call recorded."""

import asyncio
import random
from collections.abc import Coroutine, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, text_of
from harness.worker.recorder import Recorder
from harness.worker.scenarios.observers import reading_logs

QUEUE = "sink"
WAITS = 0.5  # of events: how many are handed over by emit, which waits for room, and not by try_emit
FAILS = 0.2  # of events: on how many the sink behind raises, when it has taken them
SURE_TO_FAIL = 2  # the number of the event on which it raises in any case
TURNS = 200


class SinkFault(Exception):
    """What the sink behind raises."""


@dataclass(slots=True)
class Counts:
    """What became of events: handed over, by calls that did not return, handed on to the sink behind, taken by it."""

    calls: int = 0
    interrupted: int = 0
    begun: int = 0
    taken: int = 0


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each emitter hands over its events by emit or try_emit; the first is cancelled on its way. Then the sink is
    stopped, which delivers what is queued; two more events are handed over, it is stopped again, and one more look
    finds it empty. Two more sinks are stopped without delivering what they hold. All are asked what they counted.
    """
    arguments, tokens, counts = order.arguments, dict[str, str](), Counts()
    kind = subject.name("stageflow.events", "BackpressureAwareEventSink")
    slow = _Slow(order.seed, recorder, tokens, counts)
    sink = kind(slow, max_queue_size=int(arguments["capacity"]))
    with reading_logs(recorder, tokens):
        await sink.start()
        async with asyncio.TaskGroup() as group:
            emitters = [
                group.create_task(
                    _emit_all(sink, f"task-{n}", int(arguments["events"]), order.seed, recorder, counts),
                    name=f"task-{n}",
                )
                for n in range(int(arguments["emitters"]))
            ]
            for _ in range(int(arguments["events"])):
                await asyncio.sleep(0)
            emitters[0].cancel()
        await _stop(sink, QUEUE, recorder)
        for waits in (False, True):
            await _hand_over(sink, "late", f"late.{int(waits)}", "kind-0", waits, recorder, counts)
        await _stop(sink, QUEUE, recorder)
        invoke = recorder.tick()
        recorder.operation("final", "dequeue", QUEUE, None, "ok", invoke)
        _account(sink, QUEUE, counts, recorder)
        for interrupts in (False, True):
            await _give_up(kind, int(arguments["capacity"]), interrupts, recorder)


async def _stop(sink: Any, name: str, recorder: Recorder, **options: Any) -> None:
    try:
        await sink.stop(**options)
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        recorder.event("sink_stop_raised", sink=name, error=type(error).__name__, says=text_of(error))


def _account(sink: Any, name: str, counts: Counts, recorder: Recorder) -> None:
    """What the sink counted, beside what is known."""
    metrics = sink.metrics
    recorder.event("sink_accounted", sink=name, **asdict(counts), emitted=metrics.emitted, dropped=metrics.dropped)


async def _give_up(kind: Any, capacity: int, interrupts: bool, recorder: Recorder) -> None:
    """A sink that is stopped while the sink behind it is stuck with the first event and an emitter waits for room: at
    once, or by a caller who is cancelled while it waits for what is queued.
    """
    name = "sink whose stop is given up" if interrupts else "sink that is stopped at once"
    stuck = _Stuck()
    sink = kind(stuck, max_queue_size=capacity)
    await sink.start()
    sink.try_emit(type="kind-0", data={"event": "stuck.first"})
    await stuck.has_begun.wait()
    for number in range(capacity):
        sink.try_emit(type="kind-0", data={"event": f"stuck.{number}"})
    waiting = await _begun(sink.emit(type="kind-0", data={"event": "stuck.waiting"}), "emitter")
    stopping = await _begun(_stop(sink, name, recorder, drain=interrupts), "stopper")
    if interrupts:
        stopping.cancel()
    await asyncio.wait([stopping])
    counts = stuck.counts
    counts.calls = capacity + 2
    if not await _ends(waiting):
        recorder.event("sink_emitter_waits", sink=name)
        counts.interrupted += 1
    _account(sink, name, counts, recorder)


async def _begun(action: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
    """A task that is under way: it has come to the first point at which it waits, or to its end."""
    has_begun = asyncio.Event()

    async def run() -> None:
        has_begun.set()
        await action

    task = asyncio.create_task(run(), name=name)
    await has_begun.wait()
    return task


async def _ends(task: "asyncio.Task[None]") -> bool:
    """Whether it ends by itself, given more turns than any schedule lets a ready task wait; it is ended in any case."""
    for _ in range(TURNS):
        if task.done():
            return True
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    return False


class _Stuck:
    """A sink that never comes to the end of an event."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.has_begun = asyncio.Event()

    async def emit(self, *, type: str, data: Mapping[str, Any]) -> None:  # noqa: A002 - the protocol's names
        self.counts.begun += 1
        self.has_begun.set()
        await asyncio.get_running_loop().create_future()

    def try_emit(self, *, type: str, data: Mapping[str, Any]) -> None:  # noqa: A002 - the protocol's names
        raise NotImplementedError("a queue delivers by emit")


class _Slow:
    """The sink behind: takes a few turns for each event, and raises on some. An event left the queue between two calls
    of it.
    """

    def __init__(self, seed: int, recorder: Recorder, tokens: dict[str, str], counts: Counts) -> None:
        self._counts = counts
        self._draw = random.Random(f"{seed}:slow")
        self._recorder = recorder
        self._tokens = tokens
        self._free_since = recorder.tick()

    async def emit(self, *, type: str, data: Mapping[str, Any]) -> None:  # noqa: A002 - the protocol's names
        event = str(data["event"])
        self._counts.begun += 1
        self._recorder.operation("worker", "dequeue", QUEUE, event, "ok", self._free_since)
        for _ in range(self._draw.randrange(4)):
            await asyncio.sleep(0)
        self._free_since = self._recorder.tick()
        if self._draw.random() < FAILS or self._counts.begun == SURE_TO_FAIL:
            self._fail(event)
        self._counts.taken += 1

    def _fail(self, event: str) -> None:
        token, name = f"broken<{event}>", f"sink behind the queue at event {event}"
        self._tokens[token] = name
        self._recorder.event("error_hidden", run="", error=name, what="sink behind a queue")
        raise SinkFault(token)

    def try_emit(self, *, type: str, data: Mapping[str, Any]) -> None:  # noqa: A002 - the protocol's names
        raise NotImplementedError("a queue delivers by emit")


async def _emit_all(sink: Any, actor: str, count: int, seed: int, recorder: Recorder, counts: Counts) -> None:
    draw = random.Random(f"{seed}:{actor}")
    for number in range(count):
        kind, waits = f"kind-{draw.randrange(2)}", draw.random() < WAITS
        await _hand_over(sink, actor, f"{actor}.{number}", kind, waits, recorder, counts)
        for _ in range(draw.randrange(3)):
            await asyncio.sleep(0)


async def _hand_over(
    sink: Any, actor: str, event: str, kind: str, waits: bool, recorder: Recorder, counts: Counts
) -> None:
    counts.calls += 1
    given = {"type": kind, "data": {"event": event}}
    invoke = recorder.tick()
    try:
        accepted = True
        if waits:
            await sink.emit(**given)
        else:
            accepted = sink.try_emit(**given) is not False
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        counts.interrupted += 1
        recorder.operation(actor, "enqueue", QUEUE, event, "fail", invoke, type(error).__name__)
    except asyncio.CancelledError:
        counts.interrupted += 1
        recorder.interrupted(actor, "enqueue", QUEUE, event, invoke)
        raise
    else:
        outcome, detail = ("ok", "") if accepted else ("fail", "full")
        recorder.operation(actor, "enqueue", QUEUE, event, outcome, invoke, detail)  # type: ignore[arg-type]
