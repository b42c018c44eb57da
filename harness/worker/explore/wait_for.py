"""The wait-for graph of tasks that cannot go on: who waits for what, and who holds it. For the text of a deadlock."""

import asyncio
import gc
from collections.abc import Iterable, Iterator, Sequence
from types import FrameType, MethodType
from typing import Any

from harness.worker.explore.waiting import frames_of, place_of

_KINDS = (asyncio.Lock, asyncio.Semaphore, asyncio.Condition, asyncio.Event, asyncio.Queue, asyncio.Barrier)
_LOOKED_UP_MAX = 64
_known: dict[str, str] = {}


def wait_for_graph(tasks: Sequence[Any]) -> str:
    """ "left at a.py:12 in take waits for Lock 1, held by right; right at ... waits for Lock 2, held by left; left ->
    right -> left".

    Holders are those inside `async with`, and the task that is awaited. Who holds a lock that was taken by a plain
    `acquire()` cannot be seen from outside; then nobody is named. Looking for holders walks all objects of the
    process (about 10 ms), so it is done once for each constellation of places.
    """
    if not tasks:
        return "no task is left"
    places = "; ".join(f"{task.get_name()} {place_of(task)}" for task in tasks)
    if places not in _known:
        if len(_known) >= _LOOKED_UP_MAX:
            return places
        _known[places] = _described(tasks)
    return _known[places]


def _described(tasks: Sequence[Any]) -> str:
    waits = {task: _awaited(task) for task in tasks}
    numbers = _numbered(waits.values())
    edges, said = dict[str, str](), list[str]()
    for task, thing in waits.items():
        text = f"{task.get_name()} {place_of(task)}"
        holders = sorted(t.get_name() for t in _holders(thing, tasks) if t is not task)
        if thing is not None:
            text += f" waits for {numbers.get(id(thing), _name(thing))}"
        if holders:
            edges[task.get_name()] = holders[0]
            if isinstance(thing, _KINDS):
                text += f", held by {' and '.join(holders)}"
        said.append(text)
    cycle = _cycle(edges)
    return "; ".join(said) + (f"; a cycle: {' -> '.join(cycle)}" if cycle else "")


def _awaited(task: Any) -> Any:
    """The lock, queue, event or task that a task waits for; None for a bare future."""
    for frame in reversed(list(frames_of(task.get_coro()))):
        owner = frame.f_locals.get("self")
        if isinstance(owner, _KINDS):
            return owner
        if isinstance(owner, asyncio.TaskGroup):
            return next(iter(sorted(owner._tasks, key=lambda t: t.get_name())), None)
        if not frame.f_code.co_filename.startswith(str(asyncio.__path__[0])):
            break
    waiter = getattr(task, "_fut_waiter", None)
    children = [c for c in getattr(waiter, "_children", ()) if not c.done()]
    return children[0] if children else waiter if isinstance(waiter, asyncio.Task) else None


def _holders(thing: Any, tasks: Iterable[Any]) -> list[Any]:
    """The tasks that have to go on before a waiter of `thing` can."""
    if isinstance(thing, asyncio.Task):
        return [thing]
    if not isinstance(thing, asyncio.Lock | asyncio.Semaphore | asyncio.Condition):
        return []
    exits = [o for o in gc.get_referrers(thing) if isinstance(o, MethodType) and o.__name__ == "__aexit__"]
    keepers = {id(k) for k in gc.get_referrers(*exits)} if exits else set()
    return [task for task in tasks if any(id(c) in keepers for c in _chain(task.get_coro()))]


def _chain(awaited: Any) -> Iterator[Any]:
    """Coroutines and their frames, down the chain of awaits."""
    while awaited is not None:
        yield awaited
        frame: FrameType | None = getattr(awaited, "cr_frame", None)
        if frame is not None:
            yield frame
        awaited = getattr(awaited, "cr_await", None)


def _numbered(things: Iterable[Any]) -> dict[int, str]:
    """ "Lock 1", "Lock 2", "Queue 1": by kind, in the order of who waits for them first."""
    counts, names = dict[str, int](), dict[int, str]()
    for thing in things:
        if isinstance(thing, _KINDS) and id(thing) not in names:
            kind = type(thing).__name__
            counts[kind] = counts.get(kind, 0) + 1
            names[id(thing)] = f"{kind} {counts[kind]}"
    return names


def _name(thing: Any) -> str:
    return str(thing.get_name()) if isinstance(thing, asyncio.Task) else type(thing).__name__


def _cycle(edges: dict[str, str]) -> list[str]:
    """The first circle in who waits for whom, with its first name again at the end; empty where there is none."""
    for start in edges:
        path, at = [start], edges.get(start)
        while at is not None and at not in path:
            path.append(at)
            at = edges.get(at)
        if at == start:
            return [*path, start]
    return []
