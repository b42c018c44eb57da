"""What is open in this process, counted before and after a trial; only for pipelines that name nothing_stays_open."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from harness.wire import ScenarioRun
from harness.worker.explore.waiting import waiting
from harness.worker.recorder import Recorder

CHECK = "nothing_stays_open"
_DESCRIPTORS = Path("/proc/self/fd")


@contextmanager
def counted(order: ScenarioRun, recorder: Recorder) -> Iterator[None]:
    """Threads and, where the system lists them, file descriptors, around a whole trial with its event loop."""
    if CHECK not in order.checks:
        yield
        return
    before = {what: count() for what, count in _COUNTS.items()}
    yield
    for what, count in _COUNTS.items():
        after = count()
        more = ", ".join(f"{number} x {name}" for name, number in sorted((after - before[what]).items()))
        recorder.event("open", what=what, before=before[what].total(), after=after.total(), which=more)


def tasks_left(order: ScenarioRun, recorder: Recorder) -> None:
    """Tasks of a stock loop that are alive when the scenario is at its end. To be called in its last task."""
    if CHECK in order.checks:
        left = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        names = ", ".join(sorted(waiting([task]) for task in left))
        recorder.event("open", what="tasks", before=0, after=len(left), which=names)


def timers_left(order: ScenarioRun, timers: list[str], recorder: Recorder) -> None:
    """Timers of the controlled loop that were set when the scenario was at its end."""
    if CHECK in order.checks:
        recorder.event("open", what="timers", before=0, after=len(timers), which=", ".join(sorted(timers)))


def _threads() -> Counter[str]:
    return Counter(t.name for t in threading.enumerate())


def _descriptors() -> Counter[str]:
    """By what they lead to, without its number; that of the listing itself is among them, before and after."""
    found: Counter[str] = Counter()
    with suppress(OSError):
        for entry in _DESCRIPTORS.iterdir():
            with suppress(OSError):  # that of the listing, when it is over
                found[str(entry.readlink()).partition(":[")[0]] += 1
    return found


_COUNTS: dict[str, Callable[[], Counter[str]]] = {"threads": _threads, "file descriptors": _descriptors}
