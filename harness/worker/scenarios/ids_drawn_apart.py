"""Family ids_drawn_apart: ids that nothing connects but chance, drawn by threads, by forks, and after one seed."""

import asyncio
import os
import random
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject
from harness.worker.quiet_fork import fork_quietly
from harness.worker.recorder import Recorder

SEED = 7
_MODULE = "stageflow.pipeline.subpipeline"
_BYTES = 16
Draw = Callable[[], list[int]]
"""Draws some run ids; 0 stands for one that is missing."""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each source draws as many ids, as child runs of a spawner of its own: the process before it forks, what it
    forks, each with Python's generator seeded alike, the process after that, twice with that seed, and threads at
    the same time. Records for each `ids_drawn`: how many are missing, repeat an earlier one, or are another source's.

    Measures the ids of the first source, and the bytes of the system's randomness that they took. The loop stands
    still meanwhile; processes and threads have ended when it goes on.
    """
    ids = int(order.arguments["ids"])
    told = _Told(recorder)

    def draw() -> list[int]:
        return asyncio.run(_drawn(ids, subject))

    before = random.getstate()
    try:
        with _counting_random_bytes() as count:
            told.drew("the process", _in_threads([draw])[0])
        recorder.measure("ids_drawn", ids)
        recorder.measure("random_bytes", count[0])
        for number, found in enumerate(_in_processes(int(order.arguments["processes"]), _seeded(draw))):
            told.drew(f"forked process {number}", found)
        for time in ("first", "second"):
            told.drew(f"the process, seeded for the {time} time", _in_threads([_seeded(draw)])[0])
        for number, found in enumerate(_in_threads([draw] * int(order.arguments["threads"]))):
            told.drew(f"thread {number}", found)
    finally:
        random.setstate(before)


async def _drawn(ids: int, subject: Subject) -> list[int]:
    spawner = subject.name(_MODULE, "SubpipelineSpawner")(subject.name(_MODULE, "ChildRunTracker")(), False)
    parent, found = subject.pipeline_context(1), []

    async def work(child: Any) -> None:
        found.append(child.pipeline_run_id)

    for _ in range(ids):
        await spawner.spawn("child", parent, UUID(int=2), "stage", work)
    return [0 if run_id is None else run_id.int for run_id in found]


def _seeded(draw: Draw) -> Draw:
    def seeded() -> list[int]:
        random.seed(SEED)  # noqa: TID251 - what is asked is whether the subject depends on it; it is set back
        return draw()

    return seeded


def _in_threads(draws: Sequence[Draw]) -> list[list[int]]:
    """Each in a thread of its own, at the same time: a loop is running in this one. Raises what the first raised."""
    found: list[list[int]] = [[] for _ in draws]
    raised: list[BaseException] = []

    def run(number: int, draw: Draw) -> None:
        try:
            found[number] = draw()
        except BaseException as error:  # noqa: BLE001 - raised again where the thread is awaited
            raised.append(error)

    threads = [threading.Thread(target=run, args=pair, name=f"draws-{pair[0]}") for pair in enumerate(draws)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]
    return found


def _in_processes(count: int, draw: Draw) -> list[list[int]]:
    """Each in a forked process of its own, at the same time. One that dies has drawn what it told until then."""
    processes = []
    for _ in range(count):
        read, write = os.pipe()
        pid = fork_quietly()
        if not pid:
            os.close(read)
            _tell_and_leave(write, draw)
        os.close(write)
        processes.append((pid, read))
    found = []
    for pid, read in processes:
        with os.fdopen(read, "rb") as told:
            data = told.read()
        os.waitpid(pid, 0)
        found.append([int.from_bytes(data[at : at + _BYTES], "big") for at in range(0, len(data), _BYTES)])
    return found


def _tell_and_leave(write: int, draw: Draw) -> None:
    """The life of a forked process: it leaves by `os._exit`, whatever happens."""
    try:
        with os.fdopen(write, "wb") as told:
            told.write(b"".join(drawn.to_bytes(_BYTES, "big") for drawn in _in_threads([draw])[0]))
    except BaseException:  # noqa: BLE001 - told on standard error, and by what is missing
        traceback.print_exc(file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(0)


@contextmanager
def _counting_random_bytes() -> Iterator[list[int]]:
    """How many bytes were asked of `os.urandom` meanwhile, by whoever in this process."""
    count, ask = [0], os.urandom

    def urandom(size: int, /) -> bytes:
        count[0] += size
        return ask(size)

    os.urandom = urandom
    try:
        yield count
    finally:
        os.urandom = ask


class _Told:
    """Compares what each source drew with all that was drawn before."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._owners: dict[int, str] = {}

    def drew(self, source: str, ids: Sequence[int]) -> None:
        counts = Counter(run_id for run_id in ids if run_id)
        met = [self._owners[run_id] for run_id in counts if run_id in self._owners]
        self._recorder.event(
            "ids_drawn",
            source=source,
            drawn=len(ids),
            missing=ids.count(0),
            repeated=counts.total() - len(counts),
            met=len(met),
            whose=met[0] if met else "",
        )
        for run_id in counts:
            self._owners.setdefault(run_id, source)
