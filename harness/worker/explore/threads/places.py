"""Says where a thread is and what it waits for, in words."""

import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from types import CodeType, FrameType

from harness.worker.explore.threads.actors import Actor, Passing

_STDLIB = str(Path(threading.__file__).parent)
_SITE = str(Path(_STDLIB, "site-packages"))
_OWN = str(Path(__file__).parent)

Place = tuple[CodeType, int]  # offset into the bytecode


def is_library(filename: str) -> bool:
    """Whether a file is of the standard library or of this package."""
    return filename.startswith((_STDLIB, _OWN, "<frozen ")) and not filename.startswith(_SITE)


def is_own(code: CodeType) -> bool:
    """Whether code is of this package."""
    return code.co_filename.startswith(_OWN)


def caller(depth: int) -> Place | None:
    """Where the calling thread is, libraries aside; `depth` frames are skipped first."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None and is_library(frame.f_code.co_filename):
        frame = frame.f_back
    return None if frame is None else (frame.f_code, frame.f_lasti)


def shown(place: Place | None) -> str:
    """ "bank.py:13 in transfer"."""
    if place is None:
        return "an unknown place"
    code, offset = place
    return f"{Path(code.co_filename).name}:{line_of(code, offset)} in {code.co_name}"


def line_of(code: CodeType, offset: int) -> int:
    """The line of an instruction; the first one of the code where it has none."""
    lines = (line for start, end, line in code.co_lines() if start <= offset < end and line is not None)
    return next(lines, code.co_firstlineno)


def standing(actor: Actor) -> tuple[str, str]:
    """(where a thread is, libraries aside; the library function it is in, such as "Condition.wait", or "").

    Where only libraries are on the stack, the innermost frame outside of this package.
    """
    ident = actor.thread.ident if actor.thread is not None else None
    at = sys._current_frames().get(ident or 0)
    inside, innermost = "", None
    while at is not None and is_library(at.f_code.co_filename) and not _is_bottom(at.f_code):
        if not at.f_code.co_filename.startswith(_OWN):
            innermost = innermost or at
            inside = at.f_code.co_qualname
        at = at.f_back
    frame = innermost if at is None or _is_bottom(at.f_code) else at
    return shown(None if frame is None else (frame.f_code, frame.f_lasti)), inside


def _is_bottom(code: CodeType) -> bool:
    """Whether code only runs what a thread was made for: `Scheduler.live` or `Thread.run`."""
    return (code.co_name == "live" and is_own(code)) or code is threading.Thread.run.__code__


def waits(actors: Iterable[Actor]) -> str:
    """Who waits where for what: the text of a deadlock."""
    return "; ".join(_wait(actor) for actor in actors)


def _wait(actor: Actor) -> str:
    place, inside = standing(actor)
    on = actor.on
    if isinstance(on, Actor):
        return f"{actor.name} waits at {place} for the end of {on.name}"
    if isinstance(on, Passing):
        return f"{actor.name} sleeps at {place}"
    holder = getattr(on, "holder", None)
    if holder is actor and inside:
        return f"{actor.name} waits at {place} in {inside}, and nobody is left to end it"
    made = shown(getattr(on, "made_at", None))
    what = f"the {type(on).__name__} made at {made}"
    if inside:
        what += f" (in {inside})"
    if holder is None:
        return f"{actor.name} waits at {place} for {what}, held by a thread outside of the run"
    by = "itself" if holder is actor else holder.name
    return f"{actor.name} waits at {place} for {what}, held by {by} (taken at {shown(getattr(on, 'held_at', None))})"
