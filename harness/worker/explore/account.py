"""Tells a schedule in words: the few steps that matter, who went on from where to where."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from harness.worker.explore.handles import ControlledHandle
from harness.worker.explore.loop import ControlledLoop
from harness.worker.explore.strategies import Switch
from harness.worker.explore.strategies.protocol import CALLBACKS
from harness.worker.explore.strategies.script import TIME_NAME
from harness.worker.explore.waiting import place_of

LINES_MAX = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive steps of one actor, from its `first` to its `last` (from 1); `where` it stopped afterwards."""

    name: str
    first: int
    last: int
    where: str


class ObservingLoop(ControlledLoop):
    """Also notes where each task stands after each of its steps; the schedule is the same as without that."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.steps_seen: list[tuple[str, str]] = []
        self._tasks: dict[int, asyncio.Task[Any]] = {}
        super().__init__(*args, **options)

    def create_task(self, coro: Any, *, name: str | None = None, context: Context | None = None, **options: Any) -> Any:
        task = super().create_task(coro, name=name, context=context, **options)
        self._tasks[task.number] = task
        return task

    def _enqueue(self, handle: ControlledHandle) -> None:
        if not handle.dead and handle.actor != CALLBACKS:
            handle.callback = partial(self._step, handle.actor, handle.callback)
        super()._enqueue(handle)

    def _step(self, actor: int, callback: Callable[..., Any], *args: Any) -> None:
        name = self.names[actor]
        try:
            callback(*args)
        finally:
            task = self._tasks.get(actor)
            where = "to its end" if task is None or task.done() else f"and stops {place_of(task)}"
            self.steps_seen.append((name, where))


def account(seen: Sequence[tuple[str, str]], switches: Sequence[Switch], about: Collection[str] = ()) -> list[str]:
    """At most `LINES_MAX` lines about the switches and about the actors named in `about`.

    Stretches of everybody else are drawn together into one line where they stand next to each other.
    """
    named = {n for s in switches for n in (s.after, s.to)} | set(about)
    at = dict[tuple[str, int], list[Switch]]()
    for switch in switches:
        at.setdefault((switch.after, switch.step), []).append(switch)
    lines: list[str] = []
    for matters, group in groupby(_stretches(seen, at), key=lambda stretch: stretch.name in named):
        stretches = list(group)
        if matters:
            lines += [_told(stretch, at) for stretch in stretches]
        else:
            lines.append(_others(stretches))
    return _numbered(lines)


def thread_account(turns: Sequence[tuple[str, str, str]]) -> list[str]:
    """At most `LINES_MAX` lines about turns: (who stopped, where, empty if it waits or has ended, who went on)."""
    return _numbered(
        [
            f"{stopped} is stopped before {where}; {going} goes on."
            if where
            else f"{stopped} waits or has ended; {going} goes on."
            for stopped, where, going in turns
        ]
    )


def _numbered(lines: list[str]) -> list[str]:
    if len(lines) > LINES_MAX:
        half = LINES_MAX // 2
        lines = [*lines[:half], f"... {len(lines) - LINES_MAX + 1} more stretches ...", *lines[-half + 1 :]]
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def _stretches(seen: Sequence[tuple[str, str]], ends: Collection[tuple[str, int]]) -> list[Stretch]:
    """A stretch also ends at a switch after which the same actor goes on: time may have passed between."""
    counts: dict[str, int] = {}
    stretches = list[Stretch]()
    for name, where in seen:
        step = counts[name] = counts.get(name, 0) + 1
        before = stretches[-1] if stretches else None
        if before is not None and before.name == name and (name, before.last) not in ends:
            stretches[-1] = Stretch(name, before.first, step, where)
        else:
            stretches.append(Stretch(name, step, step, where))
    return stretches


def _told(stretch: Stretch, at: Mapping[tuple[str, int], Sequence[Switch]]) -> str:
    steps = f"step {stretch.first}" if stretch.first == stretch.last else f"steps {stretch.first} to {stretch.last}"
    goes = "starts" if stretch.first == 1 else "goes on"
    following = at.get((stretch.name, stretch.last), ())
    then = ""
    if following:
        then = f"; {' and then '.join(_goes(s.to) for s in following)}"
        then += f", although {stretch.name} could go on" if any(s.preempts for s in following) else ""
    return f"{stretch.name} {goes} ({steps}) {stretch.where}{then}."


def _goes(to: str) -> str:
    return {TIME_NAME: "time passes", "callbacks": "a callback runs"}.get(to, f"{to} goes next")


def _others(stretches: Sequence[Stretch]) -> str:
    names = list(dict.fromkeys(s.name for s in stretches))
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    steps = sum(s.last - s.first + 1 for s in stretches)
    return f"{shown} {'goes' if len(names) == 1 else 'go'} on for {steps} step{'s' * (steps != 1)}."
