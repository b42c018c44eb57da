"""Family thread_writes: OS threads, each with its own event loop, write to one OutputBag."""

import asyncio
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Strategy
from harness.worker.explore.threads import Granularity, Stopped, ThreadRun, adopted, installed, run_threads
from harness.worker.explore.waiting import Hang, hanging
from harness.worker.recorder import Recorder
from harness.worker.scenarios.bag import final_read

CONTENDED = 10
SWITCH_INTERVAL_S = 1e-6

Target = tuple[str, Callable[[], None]]  # the name of a thread and what it runs


def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Starts the threads together, joins them, reads everything back. Nobody controls how they interleave."""
    package = _package(subject)

    def run(targets: list[Target]) -> None:
        _run_uncontrolled(targets, package, order.seed, order.deadline_s * 0.5)

    _write_and_read(order, subject, recorder, CONTENDED, run)


def controlled_body(
    order: ScenarioRun,
    subject: Subject,
    recorder: Recorder,
    strategy: Strategy,
    granularity: Granularity,
    told: ThreadRun | None = None,
) -> ThreadRun:
    """The same with threads under control, which switch in the subject's own code. As many contended writes as own
    ones, at most `CONTENDED`.

    Raises what `run_threads` does, and what a writer raised outside of a write. `told` is what is filled and returned.
    The subject's names for locks are replaced meanwhile; locks that its modules made when they were imported are
    controlled only if `install` was called before.
    """
    package = _package(subject)
    told = ThreadRun() if told is None else told

    def declared(code: CodeType) -> bool:
        return code.co_filename.startswith(package)

    def run(targets: list[Target]) -> None:
        run_threads(targets, strategy, declared, granularity, patience_s=order.deadline_s * 0.25, run=told)
        for error in told.errors.values():
            raise error

    with installed(), adopted(subject.module.__name__):
        contended = min(int(order.arguments["writes"]), CONTENDED)
        _write_and_read(order, subject, recorder, contended, run)
    return told


def _write_and_read(
    order: ScenarioRun, subject: Subject, recorder: Recorder, contended: int, run: Callable[[list[Target]], None]
) -> None:
    """Lets `run` run the writers to their end; reads everything back."""
    bag = subject.output_bag()
    writers, writes = int(order.arguments["writers"]), int(order.arguments["writes"])

    def target(number: int) -> Target:
        return f"writer-{number}", lambda: _write_all(bag, number, writes, contended, subject, recorder)

    run([target(number) for number in range(writers)])
    recorder.event("writes_ordered", own=writers * writes, first=writers * contended)
    final_read(bag, recorder)


def _package(subject: Subject) -> str:
    """What the names of the subject's files begin with."""
    return str(Path(subject.module.__file__ or "").parent) + os.sep


def _run_uncontrolled(targets: list[Target], package: str, seed: int, patience_s: float) -> None:
    barrier = threading.Barrier(len(targets))

    def started_together(number: int, function: Callable[[], None]) -> None:
        barrier.wait()
        sys.settrace(_gives_way(package, seed + number))
        try:
            function()
        finally:
            sys.settrace(None)

    threads = [
        threading.Thread(target=started_together, args=(number, function), name=name, daemon=True)
        for number, (name, function) in enumerate(targets)
    ]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    try:
        for thread in threads:
            thread.start()
        _join(threads, patience_s)
    finally:
        sys.setswitchinterval(interval)


def _join(threads: list[threading.Thread], patience_s: float) -> None:
    """Waits for all threads. Raises Hang where some have not come back after `patience_s` in all."""
    until = time.monotonic() + patience_s
    for thread in threads:
        thread.join(max(until - time.monotonic(), 0.0))
    hung = [t for t in threads if t.is_alive()]
    if hung:
        raise Hang(f"{len(hung)} of {len(threads)} threads have not come back: {hanging(hung)}")


def _write_all(bag: Any, number: int, writes: int, contended: int, subject: Subject, recorder: Recorder) -> None:
    loop = asyncio.new_event_loop()
    try:
        for i in range(max(writes, contended)):
            if i < contended:
                _write(bag, loop, number, f"contended-{i}", "write_first", subject, recorder)
            if i < writes:
                _write(bag, loop, number, f"own-{number}-{i}", "write", subject, recorder)
    finally:
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
    except Stopped:
        raise  # the run is over: not the subject's
    except BaseException as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        recorder.operation(actor, f, key, value, "fail", invoke, type(error).__name__)
    else:
        recorder.operation(actor, f, key, value, "ok", invoke)
