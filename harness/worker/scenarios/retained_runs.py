"""Family retained_runs: many runs one after another, and how many objects are alive after each batch of them."""

import asyncio
import gc
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count as numbers
from typing import Any

from harness.wire import ScenarioRun, Stage
from harness.worker.adapter import Subject, Unsupported
from harness.worker.recorder import Recorder
from harness.worker.scenarios.family import Execute

BUILT = "ok on graphs of their own"
CLEANED = "ok, with cleanups"
ENDINGS = ("ok", "raise", "fail", "skip", "cancel", "stopped", "timeout", "given up", CLEANED, BUILT)
LIMIT_S = 0.001
LATE_S = 30.0
_WARM = 2


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """For each way in which a run can end, batches of runs on one graph, with a count after each batch; last, runs that
    each build a graph.

    The garbage collector is off meanwhile, so that reference cycles stay until a count has seen them. Records
    `retained` at each count, and at the last one of each ending the type that grew most since the second, and the type
    that reference cycles held most.
    """
    with no_collection():
        for ending in ENDINGS:
            await counted_runs(ending, _run_of(ending, order, subject), order, recorder)


async def counted_runs(ending: str, run: Callable[[], Awaitable[None]], order: ScenarioRun, recorder: Recorder) -> None:
    """Batches of runs, with a count after each; to be called where the collector is off."""
    checkpoints, runs = int(order.arguments["checkpoints"]), int(order.arguments["runs"])
    gc.collect()
    warm: Counter[str] = Counter()
    for checkpoint in range(checkpoints):
        for _ in range(runs):
            await run()
        cyclic, after, types = _counted(last=checkpoint == checkpoints - 1)
        recorder.event("retained", ending=ending, runs=runs, checkpoint=checkpoint, cyclic=cyclic, after=after)
        if checkpoint == _WARM - 1:
            warm = _types(gc.get_objects())
    _tell("grew_most", ending, _types(gc.get_objects()) - warm, recorder)
    _tell("cycles_of", ending, types, recorder)


def _run_of(ending: str, order: ScenarioRun, subject: Subject) -> Callable[[], Awaitable[None]]:
    """Makes one run, which ends in that way in its last stage, and gives nothing back."""
    culprit = order.stages[-1].name

    def runner(stage: Stage) -> Any:
        async def execute(ctx: Any) -> Any:
            await asyncio.sleep(0)
            if stage.name == culprit and ending in _HOW:
                return await _HOW[ending](subject, graph)
            return subject.output(stage=stage.name)

        return Execute(execute)

    def built(**limits: Any) -> Any:
        return subject.graph(order.stages, runner, **limits)

    wait_s = LIMIT_S if ending == "given up" else None
    try:
        graph = built(stage_timeout={culprit: LIMIT_S}) if ending == "timeout" else built()
    except Unsupported:  # then the caller's patience is the only limit, which is an ending of its own
        graph, wait_s = built(), LIMIT_S
    number = numbers(1)

    async def run() -> None:
        # an id of its own for each, or a subject that keeps the ids of its runs would keep one object
        snapshot = subject.snapshot(run_id=subject.run_identity(next(number)), input_text="input")
        task = asyncio.create_task(_awaited(subject, built() if ending == BUILT else graph, snapshot))
        await asyncio.wait([task], timeout=wait_s)
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at, or asyncio tells of it when the task is collected

    return run


async def _awaited(subject: Subject, graph: Any, snapshot: Any) -> None:
    await subject.run(graph, subject.stage_context(snapshot))


async def _raises(subject: Subject, graph: Any) -> Any:
    raise RuntimeError("a stage went wrong")


async def _fails(subject: Subject, graph: Any) -> Any:
    return subject.name("stageflow", "StageOutput").fail("a stage went wrong")


async def _skips(subject: Subject, graph: Any) -> Any:
    return subject.name("stageflow", "StageOutput").skip("nothing to do")


async def _cancels(subject: Subject, graph: Any) -> Any:
    return subject.name("stageflow", "StageOutput").cancel(reason="enough")


async def _is_stopped(subject: Subject, graph: Any) -> Any:
    """By the token of its run, where the subject has one, as somebody else would; else nothing ends it early."""
    token = getattr(graph, "cancel_token", None)
    if token is not None:
        token.cancel("enough")
        await asyncio.sleep(LATE_S)
    return subject.output(stage="was not stopped")


async def _takes_long(subject: Subject, graph: Any) -> Any:
    await asyncio.sleep(LATE_S)
    return subject.output(stage="was not stopped")


async def _registers(subject: Subject, graph: Any) -> Any:
    """A cleanup that takes a turn, where the subject takes any."""
    if register := getattr(graph, "register_cleanup", None):
        register(lambda: asyncio.sleep(0), name="cleanup")
    return subject.output(stage="registered")


_HOW: Mapping[str, Callable[[Subject, Any], Awaitable[Any]]] = {
    "raise": _raises,
    "fail": _fails,
    "skip": _skips,
    "cancel": _cancels,
    "stopped": _is_stopped,
    "timeout": _takes_long,
    "given up": _takes_long,
    CLEANED: _registers,
}
"""Ending -> what the last stage of a run does for it."""


@contextmanager
def no_collection() -> Iterator[None]:
    """What is alive before the first run is walked at each count as well: it may be let go of later, in a cycle that
    only a collection frees. Lines of the log are made, and not kept.
    """
    root = logging.getLogger()
    was_on, handlers, root.handlers = gc.isenabled(), root.handlers, [logging.NullHandler()]
    gc.disable()
    try:
        yield
    finally:
        root.handlers = handlers
        if was_on:
            gc.enable()


def _counted(*, last: bool) -> tuple[int, int, Counter[str]]:
    """Objects made since the last count that only cycles hold, and all that are alive after a collection; for the last
    count also the types of the former.

    With the collector off, what was made since the last collection is its youngest generation. Cycles of older objects
    are freed and not counted: those were held meanwhile and let go of, as a cache does with what it replaces.
    """
    before = _alive()
    if last:
        gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect(0)
        cyclic, types = before - _alive() + len(gc.garbage), _types(gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    gc.collect()
    return cyclic, _alive(), types


def _alive() -> int:
    return len(gc.get_objects())


def _types(objects: list[Any]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for kind, count in Counter(map(type, objects)).items():
        counts[f"{kind.__module__}.{kind.__qualname__}"] += count
    return counts


def _tell(what: str, ending: str, types: Counter[str], recorder: Recorder) -> None:
    for name, count in types.most_common(1):
        recorder.event(what, ending=ending, type=name.removeprefix("builtins."), count=count)
