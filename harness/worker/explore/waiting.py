"""Says where tasks and threads wait: the innermost frame of each that is not the library's own."""

import asyncio
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

_ASYNCIO = str(Path(asyncio.__file__).parent)
_STDLIB = str(Path(threading.__file__).parent)


class Hang(Exception):
    """Threads did not come back in time; says which and where they are."""


def hanging(threads: Iterable[threading.Thread]) -> str:
    """Where these threads are: "writer-3 at output_bag.py:40 in write"."""
    frames = sys._current_frames()
    places = [(t.name, frames[t.ident]) for t in threads if t.ident in frames]
    return "; ".join(f"{name} {_shown(_outside_stdlib(frame))}" for name, frame in places)


def _outside_stdlib(frame: FrameType) -> FrameType:
    """The innermost frame that is not of the standard library's own files; the frame itself where there is none."""
    at: FrameType | None = frame
    while at is not None and at.f_code.co_filename.startswith(_STDLIB):
        at = at.f_back
    return at or frame


def waiting(tasks: Iterable[Any]) -> str:
    """Which task waits where: "load at stages.py:12 in execute; main at ..."."""
    return "; ".join(f"{task.get_name()} {place_of(task)}" for task in tasks) or "no task is left"


def place_of(task: Any) -> str:
    """ "at stages.py:12 in execute": the innermost frame of the task that is not asyncio's own."""
    frames = [f for f in frames_of(task.get_coro()) if not f.f_code.co_filename.startswith(_ASYNCIO)]
    if not frames:
        return "has no frame"
    return _shown(frames[-1])


def _shown(frame: FrameType) -> str:
    return f"at {Path(frame.f_code.co_filename).name}:{frame.f_lineno} in {frame.f_code.co_name}"


def frames_of(awaited: Any) -> Iterator[FrameType]:
    """Down the chain of awaits, as far as Python shows it: coroutines, generators, async generators.

    A generator that drives a coroutine by hand shows it as its local variable `driven`.
    """
    while awaited is not None:
        for prefix, inner in (("cr", "cr_await"), ("gi", "gi_yieldfrom"), ("ag", "ag_await")):
            frame = getattr(awaited, f"{prefix}_frame", None)
            if frame is not None:
                yield frame
                awaited = getattr(awaited, inner) or frame.f_locals.get("driven")
                break
        else:
            return
