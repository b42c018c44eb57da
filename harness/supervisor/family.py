"""A worker and whatever it started, as far as it can be found: measured together, and killed together."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a family takes. Pages that several processes share count for each of them in `rss_bytes`; `cpu_s` is the
    processor time of all, also of those that have ended and were waited for; `processes` are those that have not.
    """

    rss_bytes: int
    cpu_s: float
    processes: int


class Family:
    """The processes of a worker's session, and on Linux those that they started, whatever session these are in.

    Remembers whom it has seen: a process that left the session is found as long as whoever started it lives, and is
    still known afterwards. One that did so between two looks is not found.
    """

    def __init__(self, worker: int) -> None:
        self._worker = worker
        self._leader: psutil.Process | None = None
        with suppress(psutil.Error):
            self._leader = psutil.Process(worker)
        self._seen: dict[int, psutil.Process] = {}
        self.look()

    def look(self) -> None:
        """Sees who is there now."""
        self._seen = {pid: process for pid, process in self._seen.items() if process.is_running()}
        waiting, found = [*self._seen], set[int]()
        if not self._number_is_another_ones():
            waiting += [self._worker, *_session(self._worker)]
        while waiting:
            pid = waiting.pop()
            if pid not in found:
                found.add(pid)
                waiting += _started_by(pid)
        for pid in found - self._seen.keys():
            with suppress(psutil.Error):
                self._seen[pid] = psutil.Process(pid)

    def seek(self, variable: str, value: str) -> None:
        """Sees those, too, that have lost whoever started them since the last look: by a variable of the environment
        that the worker alone was started with. It takes a look at every process of the system.
        """
        for process in psutil.process_iter():
            with suppress(psutil.Error, OSError):
                if process.environ().get(variable) == value:
                    self._seen.setdefault(process.pid, process)

    def _number_is_another_ones(self) -> bool:
        """Whether the worker has ended, and the system gave its number to a process of somebody else."""
        try:
            return self._leader is None or psutil.Process(self._worker) != self._leader
        except psutil.Error:
            return False

    def taken(self) -> Taken:
        """What those take who were there at the last look."""
        rss_bytes, cpu_s, processes = 0, 0.0, 0
        for process in self._seen.values():
            with suppress(psutil.Error), process.oneshot():
                rss_bytes += process.memory_info().rss
                cpu_s += sum(process.cpu_times()[:4])  # user, system, and the same of children
                processes += process.status() != psutil.STATUS_ZOMBIE
        return Taken(rss_bytes, cpu_s, processes)

    def own_bytes(self) -> int:
        """The memory of all, each page once, which takes long to find out; on other systems than Linux what is shared
        is left out.
        """
        total = 0
        for process in self._seen.values():
            with suppress(psutil.Error):
                memory = process.memory_full_info()
                total += getattr(memory, "pss", memory.uss)
        return total

    def kill(self) -> None:
        """SIGKILL to all, and to those that they start meanwhile."""
        killed = set[psutil.Process]()
        while True:
            self.look()
            alive = {p for p in self._seen.values() if p not in killed}
            if not alive:
                return
            for process in alive:
                with suppress(psutil.Error):
                    process.kill()
            killed |= alive


def _session(worker: int) -> Iterator[int]:
    for pid in psutil.pids():
        with suppress(OSError):
            if os.getsid(pid) == worker:
                yield pid


def _started_by(pid: int) -> list[int]:
    """The children of each of its threads; nothing where the system does not list them."""
    children = list[int]()
    with suppress(OSError):
        for task in (_PROCESSES / str(pid) / "task").iterdir():
            with suppress(OSError):
                children += map(int, (task / "children").read_text().split())
    return children
