"""Family thread_writes: OS threads, each with its own event loop, write to one OutputBag."""

import asyncio
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.waiting import Hang, hanging
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag import final_read

CONTENDED = 10
SWITCH_INTERVAL_S = 1e-6


def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Starts the threads together, joins them, reads everything back."""
    bag = subject.output_bag()
    writers, writes = int(order.arguments["writers"]), int(order.arguments["writes"])
    barrier = threading.Barrier(writers)
    threads = [
        threading.Thread(
            target=_write_all,
            args=(bag, n, writes, barrier, order.seed + n, subject, recorder),
            name=f"writer-{n}",
            daemon=True,
        )
        for n in range(writers)
    ]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        for thread in threads:
            thread.start()
        _join(threads, order.deadline_s * 0.5)
    finally:
        sys.setswitchinterval(interval)
    recorder.event("writes_ordered", own=writers * writes, first=writers * CONTENDED)
    final_read(bag, recorder)


def _join(threads: list[threading.Thread], patience_s: float) -> None:
    """Waits for all threads. Raises Hang where some have not come back after `patience_s` in all."""
    until = time.monotonic() + patience_s
    for thread in threads:
        thread.join(max(until - time.monotonic(), 0.0))
    hung = [t for t in threads if t.is_alive()]
    if hung:
        raise Hang(f"{len(hung)} of {len(threads)} threads have not come back: {hanging(hung)}")


def _write_all(
    bag: Any, number: int, writes: int, barrier: threading.Barrier, seed: int, subject: Subject, recorder: Recorder
) -> None:
    loop = asyncio.new_event_loop()
    barrier.wait()
    sys.settrace(_gives_way(str(Path(subject.module.__file__ or "").parent), seed))
    try:
        for i in range(max(writes, CONTENDED)):
            if i < CONTENDED:
                _write(bag, loop, number, f"contended-{i}", "write_first", subject, recorder)
            if i < writes:
                _write(bag, loop, number, f"own-{number}-{i}", "write", subject, recorder)
    finally:
        sys.settrace(None)
        loop.close()


def _gives_way(package: str, seed: int) -> Callable[[FrameType, str, Any], None]:
    """A trace function that lets other threads go first at every other function entry of the subject.

    Function entry is a place where the interpreter itself may switch. Without this a write is over long before the
    operating system wakes another thread, and nothing overlaps.
    """
    draw = random.Random(seed).random

    def trace(frame: FrameType, event: str, arg: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(package) and draw() < 0.5:
            time.sleep(0)

    return trace


def _write(
    bag: Any, loop: asyncio.AbstractEventLoop, number: int, key: str, f: str, subject: Subject, recorder: Recorder
) -> None:
    """By `write` on the thread's own loop where the name ends in an even number, else by `write_sync`.

    Whatever is raised is recorded, SystemExit too: a writer that ends early would otherwise go unnoticed.
    """
    data = {"key": key, "writer": number}
    actor, value = f"writer-{number}", digest(data)
    invoke = recorder.tick()
    try:
        output = subject.output(**data)
        if int(key[-1]) % 2:
            bag.write_sync(key, output)
        else:
            loop.run_until_complete(bag.write(key, output))
    except BaseException as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        recorder.operation(actor, f, key, value, "fail", invoke, type(error).__name__)
    else:
        recorder.operation(actor, f, key, value, "ok", invoke)
