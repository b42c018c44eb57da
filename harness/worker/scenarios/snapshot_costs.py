"""Family snapshot_costs: how many bytes a snapshot is as JSON, and what writing and reading it takes, size by size."""

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.recorder import Recorder

MESSAGE_CHARS = 10_000
LETTERS = "the quick brown fox jumps over the lazy dog, and then it rests. "
ENTRY_BYTES = 32
SIZES = (("work_once", 1), ("work_doubled", 2), ("work_fourfold", 4))


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Snapshots of once, twice and four times `kb`, each written and read: of text in messages of 10 kB, or, with
    `of_entries`, of short entries under as many keys, half of them in one dict and half in dicts of their own.
    """
    make = entries_of if order.arguments.get("of_entries") else conversation_of
    for metric, times in SIZES:
        snapshot, payload = make(int(order.arguments["kb"]) * times, subject)
        recorder.measure("payload_bytes", payload)
        with traced_memory():
            text, written = _peak(partial(subject.write_snapshot, snapshot))
            _, read = _peak(partial(subject.read_snapshot, text))
        recorder.measure("document_bytes", len(text.encode()))
        recorder.measure("peak_bytes", max(written, read))
        recorder.measure(metric, _lines(partial(_there_and_back, snapshot, subject)))


def _there_and_back(snapshot: Any, subject: Subject) -> None:
    subject.read_snapshot(subject.write_snapshot(snapshot))


def conversation_of(kb: int, subject: Subject) -> tuple[Any, int]:
    """A snapshot with that much ASCII text in its messages, no two of which are one object, and its length in bytes."""
    message = subject.name("stageflow.context", "Message")
    count = max(kb * 1024 // MESSAGE_CHARS, 1)
    texts = [(f"{number} " + LETTERS * (MESSAGE_CHARS // len(LETTERS) + 1))[:MESSAGE_CHARS] for number in range(count)]
    talk = subject.name("stageflow.context", "Conversation")([message("user", text) for text in texts])
    return subject.snapshot(run_id=subject.run_identity(1), conversation=talk), sum(map(len, texts))


def entries_of(kb: int, subject: Subject) -> tuple[Any, int]:
    """A snapshot with that much of short text under keys, and its length in bytes as JSON, keys and all."""
    half = kb * 1024 // ENTRY_BYTES // 2
    content = {f"key {n:07}": f"entry {n:07}" for n in range(half)}
    results = [{"title": f"title {n:06}", "n": n} for n in range(half)]
    found = subject.name("stageflow.context", "Enrichments")(web_results=results)
    snapshot = subject.snapshot(run_id=subject.run_identity(1), enrichments=found, metadata=content)
    return snapshot, 2 * half * ENTRY_BYTES


@contextmanager
def traced_memory() -> Iterator[None]:
    """Counts the bytes that are allocated inside of it."""
    started = not tracemalloc.is_tracing()
    if started:
        tracemalloc.start()
    try:
        yield
    finally:
        if started:
            tracemalloc.stop()


def _peak(act: Callable[[], Any]) -> tuple[Any, int]:
    """What it gives, and the most bytes that were allocated meanwhile beside those that were before."""
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    result = act()
    return result, max(tracemalloc.get_traced_memory()[1] - before, 0)


def _lines(act: Callable[[], Any]) -> int:
    """How many lines of Python it runs. What a loop in C does in one line is not seen."""
    with lines_counted() as count:
        act()
    return count()


@contextmanager
def lines_counted() -> Iterator[Callable[[], int]]:
    """Gives a function that says how many lines of Python were run inside of it so far."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield lambda: count
    finally:
        sys.settrace(before)
