"""Shortly before a deadline a worker says on standard error where it is, so that a hang names its stage, and leaves the
last records of its trial.
"""

import asyncio
import faulthandler
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from harness.worker import last_records
from harness.worker.explore.waiting import waiting

MARK = "waiting: "


@contextmanager
def armed(deadline_s: float) -> Iterator[Callable[[], None]]:
    """Frames of all threads at 85 % of the deadline (also from within C code), waiting tasks at 90 %.

    Gives a function that starts the time anew. A timer signal instead of a thread: a thread of ours would be seen by
    checks for leftovers.
    """

    def renew() -> None:
        faulthandler.dump_traceback_later(deadline_s * 0.85, exit=False)
        signal.setitimer(signal.ITIMER_REAL, deadline_s * 0.9)

    previous = signal.signal(signal.SIGALRM, _say_where_tasks_wait)
    renew()
    try:
        yield renew
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        faulthandler.cancel_dump_traceback_later()


def _say_where_tasks_wait(number: int, frame: FrameType | None) -> None:
    last_records.here.write_down()
    try:
        tasks = [t for t in asyncio.all_tasks() if not t.done()]
    except RuntimeError:
        return  # no loop is running in this thread: the frames above say it all
    with suppress(OSError, ValueError):  # the stage that hangs has closed standard error, and must not meet that here
        for task in sorted(tasks, key=lambda t: t.get_name()):
            print(f"{MARK}{waiting([task])}", file=sys.stderr, flush=True)
