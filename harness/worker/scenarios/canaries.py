"""Canaries: a text of its own for each run, and a record of every place where one was seen."""

import logging
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from harness.worker.recorder import Recorder

OWNER: ContextVar[str] = ContextVar("owner", default="")
"""The run in whose context the code runs: set by whoever starts a run, never by a stage."""
_CANARY = re.compile(r"canary<([^<>]*)>")
_RUN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEPTH_MAX = 20
_OF_EVERY_LOG_LINE = frozenset(vars(logging.makeLogRecord({}))) | {"message", "taskName"}


def canary_of(run: str) -> str:
    return f"canary<{run}>"


class Canaries:
    """Looks into values for the canaries and the run ids of runs; each place is recorded once for each run and finder.

    `canary_seen` says that `run` found a canary of the run `whose` in `place`.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._ids: dict[str, str] = {}
        self._seen: set[tuple[str, str, str]] = set()

    def identified_by(self, run: str, run_id: UUID) -> None:
        """From now on the id counts as a canary of the run."""
        self._ids[str(run_id)] = run

    def look(self, run: str, place: str, value: Any) -> None:
        for text in _texts(value, _DEPTH_MAX):
            found = _CANARY.findall(text)
            found += [self._ids[i] for i in _RUN_ID.findall(text) if i in self._ids]
            for whose in found:
                if (run, place, whose) not in self._seen:
                    self._seen.add((run, place, whose))
                    self._recorder.event("canary_seen", run=run, place=place, whose=whose)

    @contextmanager
    def in_log_lines(self) -> Iterator[None]:
        """Looks into all that is logged meanwhile in the context of a run, at the level that the trial has."""
        handler, root = _LogReader(self), logging.getLogger()
        root.addHandler(handler)
        try:
            yield
        finally:
            root.removeHandler(handler)


class Sink:
    """The event sink of one run."""

    def __init__(self, run: str, canaries: Canaries) -> None:
        self._run = run
        self._canaries = canaries

    def try_emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        self._canaries.look(self._run, f"event {type}", data)

    async def emit(self, *, type: str, data: Mapping[str, Any] | None) -> None:  # noqa: A002 - as sinks are called
        self.try_emit(type=type, data=data)


class _LogReader(logging.Handler):
    def __init__(self, canaries: Canaries) -> None:
        super().__init__(logging.NOTSET)
        self._canaries = canaries

    def emit(self, record: logging.LogRecord) -> None:
        if run := OWNER.get():
            extra = {k: v for k, v in vars(record).items() if k not in _OF_EVERY_LOG_LINE}
            self._canaries.look(run, f"log line of {record.name}", [record.msg, record.args, extra])


def _texts(value: Any, depth: int) -> Iterator[str]:
    """Every text in a value: of containers those in them, of an error its own, its causes' and its attributes'."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, UUID):
        yield str(value)
    elif depth and isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(key, depth - 1)
            yield from _texts(inner, depth - 1)
    elif depth and isinstance(value, list | tuple | AbstractSet):
        for inner in value:
            yield from _texts(inner, depth - 1)
    elif depth and isinstance(value, BaseException):
        yield from _texts([list(value.args), value.__cause__, vars(value)], depth - 1)
    elif hasattr(value, "status") and hasattr(value, "data"):
        yield from _texts([value.data, getattr(value, "error", None)], depth - 1)
