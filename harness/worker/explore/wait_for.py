"""The wait-for graph of tasks that cannot go on: who waits for what, and who holds it. For the text of a deadlock."""

import asyncio
import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FrameType, MethodType
from typing import Any

from harness.worker.explore.waiting import frames_of, place_of

_KINDS = (asyncio.Lock, asyncio.Semaphore, asyncio.Condition, asyncio.Event, asyncio.Queue, asyncio.Barrier)
_ASYNCIO = str(asyncio.__path__[0])


def wait_for_graph(tasks: Sequence[Any]) -> str:
    """ "left at a.py:12 in take waits for Lock 1, held by right; right at ... waits for Lock 2, held by left; a cycle:
    left -> right -> left".

    Holders are those inside `async with`, and the task that is awaited. Who holds a lock that was taken by a plain
    `acquire()` cannot be seen from outside; then nobody is named. Nor is anybody for a condition, an event or a queue:
    nobody holds what is still to come.
    """
    if not tasks:
        return "no task is left"
    waits = {task: _awaited(task) for task in tasks}
    numbers = _numbered(waits.values())
    held = {task: _held(task) for task in tasks}
    edges, said = dict[Any, list[Any]](), list[str]()
    for task, thing in waits.items():
        edges[task] = sorted(_before(thing, held), key=lambda t: str(t.get_name()))
        text = f"{task.get_name()} {place_of(task)}"
        if thing is not None:
            text += f" waits for {numbers.get(id(thing), _name(thing))}"
        if isinstance(thing, _KINDS) and edges[task]:
            text += f", held by {' and '.join('itself' if t is task else t.get_name() for t in edges[task])}"
        said.append(text)
    cycle = " -> ".join(task.get_name() for task in _cycle(edges))
    return "; ".join(said) + (f"; a cycle: {cycle}" if cycle else "")


def _awaited(task: Any) -> Any:
    """The lock, queue, event or task that a task waits for; None for a bare future.

    Of asyncio's own frames the outermost says it: a queue's `join` waits by an event. A condition's lock is told from
    the condition.
    """
    found = None
    for frame in _inside_asyncio(task):
        owner = frame.f_locals.get("self")
        if isinstance(owner, asyncio.TaskGroup):
            return next(iter(sorted(owner._tasks, key=lambda t: t.get_name())), None)
        if isinstance(owner, _KINDS) and not (isinstance(owner, asyncio.Condition) and found is owner._lock):  # type: ignore[attr-defined]
            found = owner
    if found is not None:
        return found
    waiter = getattr(task, "_fut_waiter", None)
    children = [c for c in getattr(waiter, "_children", ()) if not c.done()]
    return children[0] if children else waiter if isinstance(waiter, asyncio.Task) else None


def _inside_asyncio(task: Any) -> Iterator[FrameType]:
    """The frames of asyncio's own in which a task waits, innermost first."""
    for frame in reversed(list(frames_of(task.get_coro()))):
        if not frame.f_code.co_filename.startswith(_ASYNCIO):
            return
        yield frame


def _before(thing: Any, held: Mapping[Any, Counter[int]]) -> list[Any]:
    """The tasks that have to go on before a waiter of `thing` can."""
    if isinstance(thing, asyncio.Task):
        return [thing]
    if not isinstance(thing, asyncio.Lock | asyncio.Semaphore):
        return []
    return [task for task, things in held.items() if things[id(thing)] > 0]


def _held(task: Any) -> Counter[int]:
    """How often a task holds each lock, by id: once for each `async with` that it is inside of.

    A coroutine's stack keeps `__aexit__` for each of them, from before it waits to enter. Who waits for a condition
    has given its lock back.
    """
    held = Counter[int]()
    for awaited in _chain(task.get_coro()):
        held.update(id(_lock_of(owner)) for owner in _entered(awaited))
    held.subtract(
        id(_lock_of(frame.f_locals["self"]))
        for frame in _inside_asyncio(task)
        if frame.f_code.co_name in ("__aenter__", "wait") and "self" in frame.f_locals
    )
    return held


def _entered(awaited: Any) -> Iterator[Any]:
    """What stands behind the `async with` blocks of a coroutine, also by way of `contextlib.asynccontextmanager`."""
    for method in gc.get_referents(awaited):
        if isinstance(method, MethodType) and method.__name__ == "__aexit__":
            yield method.__self__
            generator = getattr(method.__self__, "gen", None)
            if generator is not None:
                yield from _entered(generator)


def _lock_of(owner: Any) -> Any:
    return owner._lock if isinstance(owner, asyncio.Condition) else owner  # type: ignore[attr-defined]


def _chain(awaited: Any) -> Iterator[Any]:
    """Coroutines down the chain of awaits."""
    while awaited is not None:
        yield awaited
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


def _cycle(edges: Mapping[Any, Sequence[Any]]) -> list[Any]:
    """The first circle in who waits for whom, with its first task again at the end; empty where there is none."""

    def back_to(start: Any, path: list[Any], seen: set[Any]) -> list[Any]:
        for following in edges.get(path[-1], ()):
            if following is start:
                return [*path, start]
            if following not in seen:
                seen.add(following)
                found = back_to(start, [*path, following], seen)
                if found:
                    return found
        return []

    for start in edges:
        found = back_to(start, [start], {start})
        if found:
            return found
    return []
