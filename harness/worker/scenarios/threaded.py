"""How a family runs its threads: started together and left alone, or under control. For families of OS threads."""

import os
import random
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Protocol

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.explore.strategies import Strategy
from harness.worker.explore.threads import Granularity, ThreadRun, adopted, installed, run_threads
from harness.worker.explore.waiting import Hang, hanging
from harness.worker.limits import limit_reached
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import ThreadBody

SWITCH_INTERVAL_S = 1e-6

Target = tuple[str, Callable[[], None]]  # the name of a thread and what it runs
Run = Callable[[list[Target]], None]  # runs targets to their end
Scenario = Callable[[ScenarioRun, Subject, Recorder, Run, bool], None]


class ControlledBody(Protocol):
    """A trial of a family under control. Raises what `run_threads` does, and what a thread raised; `told` is what is
    filled and returned.
    """

    def __call__(
        self,
        order: ScenarioRun,
        subject: Subject,
        recorder: Recorder,
        strategy: Strategy,
        granularity: Granularity,
        told: ThreadRun | None = None,
    ) -> ThreadRun: ...


def bodies_of(scenario: Scenario) -> tuple[ThreadBody, ControlledBody]:
    """Both bodies of a family. `scenario` makes its threads, lets `run` run them to their end, and reads what there is;
    it is told whether they are under control.

    Uncontrolled, threads are started together and joined, and nobody controls how they interleave. Under control they
    switch in the subject's own code: where a step is not guarded, another thread can come between.
    """

    def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
        package = package_of(subject)

        def run(targets: list[Target]) -> None:
            _run_uncontrolled(targets, package, order.seed, order.deadline_s * 0.5)

        scenario(order, subject, recorder, run, False)

    def controlled_body(
        order: ScenarioRun,
        subject: Subject,
        recorder: Recorder,
        strategy: Strategy,
        granularity: Granularity,
        told: ThreadRun | None = None,
    ) -> ThreadRun:
        told = ThreadRun() if told is None else told
        run = partial(_run_controlled, order, package_of(subject), strategy, granularity, told)
        with installed(), adopted(subject.module.__name__):
            scenario(order, subject, recorder, run, True)
        return told

    return body, controlled_body


def _run_controlled(
    order: ScenarioRun,
    package: str,
    strategy: Strategy,
    granularity: Granularity,
    told: ThreadRun,
    targets: list[Target],
) -> None:
    """The subject's names for locks are replaced meanwhile; locks that its modules made when they were imported are
    controlled only if `install` was called before.
    """

    def declared(code: CodeType) -> bool:
        return code.co_filename.startswith(package)

    run_threads(targets, strategy, declared, granularity, patience_s=order.deadline_s * 0.25, run=told)
    for error in told.errors.values():
        raise error


def package_of(subject: Subject) -> str:
    """What the names of the subject's files begin with."""
    return str(Path(subject.module.__file__ or "").parent) + os.sep


def _run_uncontrolled(targets: list[Target], package: str, seed: int, patience_s: float) -> None:
    barrier, setting, broken = threading.Barrier(len(targets)), threading.Lock(), list[Exception]()

    def started_together(number: int, function: Callable[[], None]) -> None:
        barrier.wait()
        try:
            with setting:  # Python 3.11 refuses two threads at once where an audit hook lets the other one run
                sys.settrace(_gives_way(package, seed + number))
        except RuntimeError as error:
            broken.append(error)
            return
        try:
            function()
        except Exception as error:
            if limit_reached(error):
                broken.append(error)
            raise
        finally:
            with setting:
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
    for error in broken:  # a thread came to nothing before the subject had a part in it
        raise error


def _join(threads: list[threading.Thread], patience_s: float) -> None:
    """Waits for all threads. Raises Hang where some have not come back after `patience_s` in all."""
    until = time.monotonic() + patience_s
    for thread in threads:
        thread.join(max(until - time.monotonic(), 0.0))
    hung = [t for t in threads if t.is_alive()]
    if hung:
        raise Hang(f"{len(hung)} of {len(threads)} threads have not come back: {hanging(hung)}")


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
