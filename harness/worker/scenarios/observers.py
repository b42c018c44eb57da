"""Who watches a run: its event sink, interceptors and log lines, each of which records what it is told."""

import asyncio
import logging
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from harness.evidence.fingerprint import digest
from harness.evidence.records import Scalar
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder

RUN: ContextVar[str] = ContextVar("observed_run", default="")
"""The run in whose context the code runs: set by whoever starts a run, never by a stage."""
NOTE, CURRENT = "observed.note", "observed.current"
CHANNELS = {NOTE: "context", CURRENT: "current sink"}
LOGGERS = (
    "pipeline_dag",
    "interceptors",
    "stage_interceptor",
    "stage_metrics",
    "stageflow.cancellation",
    "stageflow.core.stage_context",
    "stageflow.events.backpressure",
    "stageflow.stages.context",
)
"""The loggers of the framework that a run writes to."""
HOOKS = ("outer", "inner")
"""The interceptors that record their calls."""
_OF_THE_MOMENT = ("timestamp", "duration_ms")
"""What an event holds of the moment at which it was sent: left out of its fingerprint, which repeats."""
_WITH_IDS = {"stage_metrics": True, "stage_interceptor": False}
"""Loggers whose lines are documented to carry the run's id: also those that speak of a duration, or the others only."""


class Sink:
    """The event sink of one run: records each event that it is given, counts them, and keeps them."""

    def __init__(self, run: str, recorder: Recorder) -> None:
        self.delivered = self.refused = 0
        self._run = run
        self._recorder = recorder
        self._kept: list[tuple[str, Mapping[str, Any]]] = []

    def try_emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - its name
        self.delivered += 1
        self.record("event_received", type, data or {})
        self._kept.append((f"event:payload:{self._run}:{self.delivered}:{type}", data or {}))
        self._fingerprint("received", *self._kept[-1])

    def look_again(self) -> None:
        """Fingerprints of all events that were received, when all runs have ended."""
        for kept in self._kept:
            self._fingerprint("afterwards", *kept)

    def _fingerprint(self, when: str, of: str, data: Mapping[str, Any]) -> None:
        self._recorder.fingerprint(of, when, {k: v for k, v in data.items() if k not in _OF_THE_MOMENT})

    async def emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - its name
        self.try_emit(type=type, data=data)

    def dropped(self, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - its name
        """For a sink in front of this one that has no room for an event, and says so."""
        self.refused += 1
        self.record("event_dropped", type, data or {})

    def record(self, name: str, kind: str, data: Mapping[str, Any]) -> None:
        says = {"says_run": said(data.get("pipeline_run_id")), "says_request": said(data.get("request_id"))}
        stage = said(data.get("stage"))
        if kind in CHANNELS:
            number = said(data.get("number"))
            channel = CHANNELS[kind]
            self._recorder.event(name, run=self._run, channel=channel, stage=stage, number=number, **says)
        else:
            status = kind.rpartition(".")[2]
            told = "told" if name == "event_received" else "told_dropped"
            self._recorder.event(told, run=self._run, stage=stage, status=status, type=kind, **says)


def said(value: Any) -> Scalar:
    """An id or a number as a record may hold it."""
    return value if value is None or isinstance(value, int) else str(value)


class Clock:
    """The clock that the subject measures by, as far as it can be known.

    `exact` on the controlled loop with `clock: virtual`, where nothing but a sleep takes time. `follows` also on stock
    asyncio, where a measured duration cannot be shorter than what passed inside it, and says nothing else.
    """

    def __init__(self, *, virtual: bool) -> None:
        self._loop = asyncio.get_running_loop()
        controlled = hasattr(self._loop, "run_trial")
        self.exact = controlled and virtual
        self.follows = virtual or not controlled

    @property
    def nap_s(self) -> float:
        """How long a stage that takes its time sleeps: more than a second where that costs nothing."""
        return 1.25 if self.exact else 0.002 if self.follows else 0.0

    def now_s(self) -> float:
        return self._loop.time()

    def bounds(self, inside_s: float, outside_s: float) -> dict[str, int | None]:
        """What a duration must be at least, and (where only sleeping takes time) at most."""
        at_least = math.floor(inside_s * 1000) if self.follows else 0
        return {"at_least_ms": at_least, "at_most_ms": math.ceil(outside_s * 1000) if self.exact else None}


def interceptors_of(subject: Subject, recorder: Recorder, ended: dict[tuple[str, str], float]) -> list[Any]:
    """Two interceptors that record their calls, and two of the framework's own, which log.

    `ended` is told when the hooks of (run, stage) were through. Raises Unsupported where the subject has none.
    """
    base = subject.name("stageflow.pipeline.interceptors", "BaseInterceptor")
    own = [subject.name("stageflow.pipeline.interceptors", n)() for n in ("MetricsInterceptor", "LoggingInterceptor")]
    outer, inner = HOOKS
    return [_watch(base, outer, 1, recorder, ended), *own, _watch(base, inner, 60, recorder, ended)]


def _watch(base: Any, hook: str, order: int, recorder: Recorder, ended: dict[tuple[str, str], float]) -> Any:
    class Watch(base):  # type: ignore[misc]  # a class of the subject
        name = hook
        priority = order

        async def before(self, stage_name: str, ctx: Any) -> None:
            recorder.event("hook_before", run=RUN.get(), stage=stage_name, hook=hook)
            await asyncio.sleep(0)

        async def after(self, stage_name: str, result: Any, ctx: Any) -> None:
            told = told_of(result)
            try:
                await asyncio.sleep(0)
            finally:
                recorder.event("hook_after", run=RUN.get(), stage=stage_name, hook=hook, **told)
                ended[RUN.get(), stage_name] = asyncio.get_running_loop().time()

    return Watch()


def told_of(result: Any) -> dict[str, str]:
    """What an `after` is told of its stage, as it is at this moment."""
    status, error = getattr(result, "status", ""), getattr(result, "error", None)
    return {"told": str(status), "says": str(error or ""), "digest": digest(getattr(result, "data", None))}


@contextmanager
def reading_logs(recorder: Recorder, tokens: Mapping[str, str] | None = None) -> Iterator[None]:
    """Records the framework's log lines of all runs, whatever the level of the trial; that level decides what is kept.

    `tokens` maps a text to the name of the error that it stands for, and may grow meanwhile: a line of WARNING and
    above that holds one reports that error.
    """
    reader = _Reader(recorder, {} if tokens is None else tokens)
    changed = [(logger, logger.level, logger.propagate) for logger in map(logging.getLogger, LOGGERS)]
    for logger, _, _ in changed:
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(reader)
    try:
        yield
    finally:
        for logger, level, propagate in changed:
            logger.removeHandler(reader)
            logger.setLevel(level)
            logger.propagate = propagate


class _Reader(logging.Handler):
    def __init__(self, recorder: Recorder, tokens: Mapping[str, str]) -> None:
        super().__init__(logging.NOTSET)
        self._recorder = recorder
        self._tokens = tokens

    def emit(self, record: logging.LogRecord) -> None:
        root = logging.getLogger()
        if record.levelno >= root.level:
            root.handle(record)
        fields = vars(record)
        also_durations = _WITH_IDS.get(record.name)
        promised = also_durations is not None and (also_durations or "duration_ms" not in fields)
        says = said(fields.get("pipeline_run_id"))
        what = str(fields.get("event") or record.name)
        self._recorder.event("log_line", run=RUN.get(), logger=record.name, what=what, says_run=says, promised=promised)
        if record.levelno >= logging.WARNING:
            text = " ".join(map(str, (record.getMessage(), fields.get("error", ""), record.exc_info or "")))
            for token, error in self._tokens.items():
                if token in text:
                    self._recorder.event("error_reported", error=error, by=f"the log {record.name}")


def bounded_sink(subject: Subject, sink: Sink, size: int) -> Any:
    """A BackpressureAwareEventSink in front of `sink`; None where the subject has none."""
    try:
        cls = subject.name("stageflow.events", "BackpressureAwareEventSink")
    except Unsupported:
        return None
    return cls(sink, max_queue_size=size, on_drop=sink.dropped)
