"""`run_threads`: runs functions as OS threads, one at a time, interleaved as a strategy says."""

import sys
import threading
from _thread import allocate_lock
from collections.abc import Callable, Sequence

from harness.worker.explore.strategies import Strategy
from harness.worker.explore.threads.actors import Actor, Granularity, ThreadRun, active
from harness.worker.explore.threads.install import installed, replaced
from harness.worker.explore.threads.monitoring import Monitoring
from harness.worker.explore.threads.places import standing, waits
from harness.worker.explore.threads.points import checks
from harness.worker.explore.threads.runtime import replacements
from harness.worker.explore.threads.scheduler import Scheduler
from harness.worker.explore.threads.settrace import Settrace
from harness.worker.explore.threads.tracing import Declared, Tracer
from harness.worker.explore.waiting import Hang

STEPS_MAX = 200_000
FAIRNESS = 1_000
PATIENCE_S = 5.0

_one_at_a_time = allocate_lock()


def run_threads(
    targets: Sequence[tuple[str, Callable[[], None]]],
    strategy: Strategy,
    declared: Declared,
    granularity: Granularity,
    *,
    steps_max: int = STEPS_MAX,
    fairness: int = FAIRNESS,
    patience_s: float = PATIENCE_S,
    run: ThreadRun | None = None,
) -> ThreadRun:
    """Runs each target as a thread of that name to its end, and says how it went.

    Threads switch only in code for which `declared` is true, before every opcode ("any") or where this interpreter
    can switch ("gil"), and where they wait. All other code, C code among it, runs as one step, module bodies too. The
    same choices give the same run. Threads that targets start become part of it; those nobody waits for end with it.

    Raises Deadlock, with who waits for what held by whom; StepLimit, with the places that repeat; Hang where the
    running thread has come to no switch point for `patience_s` (real seconds): it waits for something that is not
    modelled (a lock made before `install`, I/O, a loop in code that is not declared), and stays behind, as it cannot be
    ended from outside; what the strategy raises (Diverged); UnknownInterpreter. `run` is what is filled and returned:
    give one to have the schedule of a run that raises.

    Limits: a thread started by `_thread` itself is not controlled; signals, I/O and the garbage collector are not
    part of the schedule; a real lock that a library holds while it calls declared code can end in Hang.
    """
    told = ThreadRun() if run is None else run
    if len({name for name, _ in targets}) < len(targets):
        raise ValueError("two targets have the same name")
    if not targets:
        return told
    if not _one_at_a_time.acquire(False):
        raise RuntimeError("run_threads is at work already; it runs one set of threads at a time")
    try:
        scheduler = Scheduler(strategy, told, steps_max, fairness)
        tracer = new_tracer(declared, granularity)
        try:
            with installed(), replaced(replacements(scheduler, tracer)):
                active.actors = scheduler.by_ident
                _run(scheduler, tracer, targets, patience_s)
        finally:
            active.actors = None
            tracer.close()
    finally:
        _one_at_a_time.release()
    return told


def new_tracer(declared: Declared, granularity: Granularity) -> Tracer:
    """Raises UnknownInterpreter for "gil" on a version of Python whose switch points are not known."""
    table = checks() if granularity == "gil" else None
    return Settrace(declared, table) if sys.version_info < (3, 12) else Monitoring(declared, table)


def _run(
    scheduler: Scheduler, tracer: Tracer, targets: Sequence[tuple[str, Callable[[], None]]], patience_s: float
) -> None:
    hung: Actor | None = None
    try:
        for name, function in targets:
            actor = scheduler.add(name, is_target=True)
            actor.thread = threading.Thread(
                target=scheduler.live, args=(actor, function, tracer.trace), name=name, daemon=True
            )
            actor.thread.start()
        scheduler.begin()
        hung = _wait(scheduler, patience_s)
        if hung is not None:
            scheduler.failure = _hang(hung, patience_s)
        elif scheduler.failure is None:
            scheduler.run.left_behind += [waits([a]) for a in scheduler.actors if not a.ended]
    finally:
        _stop(scheduler, hung, patience_s)
    if scheduler.failure is not None:
        raise scheduler.failure


def _wait(scheduler: Scheduler, patience_s: float) -> Actor | None:
    """Until the run is over (None), or has not come on for `patience_s`: then the thread that had the token."""
    seen = -1
    while not scheduler.over.acquire(timeout=patience_s):
        now = scheduler.run.steps + scheduler.handed_on
        if now == seen:
            return scheduler.running
        seen = now
    return None


def _hang(actor: Actor, patience_s: float) -> Hang:
    place, inside = standing(actor)
    where = f"{place}, in {inside}" if inside else place
    return Hang(
        f"{actor.name} has come to no switch point for {patience_s:g} s, at {where}: "
        "it waits for a lock that is not modelled or for I/O, or computes in code that is not declared"
    )


def _stop(scheduler: Scheduler, hung: Actor | None, patience_s: float) -> None:
    """Unwinds the threads that have not ended, one after another; then none is alive but the one that hangs."""
    scheduler.stopping = True
    for actor in scheduler.actors:
        if not actor.ended and actor.gate.locked():
            actor.gate.release()
        if actor is not hung and actor.thread is not None and actor.thread.ident is not None:
            actor.thread.join(patience_s)
