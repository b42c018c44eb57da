"""Says where tasks wait: the innermost frame of each that is not asyncio's own."""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

_ASYNCIO = str(Path(asyncio.__file__).parent)


def waiting(tasks: Iterable[Any]) -> str:
    """Which task waits where: "load at stages.py:12 in execute; main at ..."."""
    return "; ".join(f"{task.get_name()} {_place(task)}" for task in tasks) or "no task is left"


def _place(task: Any) -> str:
    frames = [f for f in _frames(task.get_coro()) if not f.f_code.co_filename.startswith(_ASYNCIO)]
    if not frames:
        return "has no frame"
    innermost = frames[-1]
    return f"at {Path(innermost.f_code.co_filename).name}:{innermost.f_lineno} in {innermost.f_code.co_name}"


def _frames(awaited: Any) -> Iterator[FrameType]:
    """Down the chain of awaits, as far as Python shows it: coroutines, generators, async generators."""
    while awaited is not None:
        for prefix, inner in (("cr", "cr_await"), ("gi", "gi_yieldfrom"), ("ag", "ag_await")):
            frame = getattr(awaited, f"{prefix}_frame", None)
            if frame is not None:
                yield frame
                awaited = getattr(awaited, inner)
                break
        else:
            return
