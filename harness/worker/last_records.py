"""The last records of the trial under way, in memory that outlives the process: a file of the parent's, or shared.

In most workers nothing is written into it, so that a trial takes no longer. Every record is where a worker before this
one died over the same pipeline, and in a process that is forked for a trial; a worker that is about to pass its
deadline writes what there is. It is a mapping because that needs no descriptor, no lock and no call of the system: a
subject that closes its descriptors or leaves by `os._exit` leaves it as it was.
"""

import json
import os
from contextlib import suppress
from mmap import mmap
from pathlib import Path

from harness.evidence.records import Record, from_json, to_json
from harness.wire import LAST_END, last_lines
from harness.worker.recorder import Recorder

BYTES_MAX = 1 << 18


class LastRecords:
    """Lines of records, the oldest of which go where there is no more room. `each`: every record is written."""

    def __init__(self, file: Path | None = None, *, each: bool = False) -> None:
        self._memory = mmap(-1, BYTES_MAX)
        if file is not None:
            with suppress(OSError), file.open("r+b") as opened:  # without room for it the process would die by SIGBUS
                os.posix_fallocate(opened.fileno(), 0, BYTES_MAX)
                self._memory = mmap(opened.fileno(), BYTES_MAX)
        self.each = each
        self._trial = ("", 0)
        self._used = 0
        self._under_way: list[Record] = []

    def begin(self, pipeline: str, trial: int) -> None:
        """Names the trial that comes."""
        self._trial = (pipeline, trial)

    def new_recorder(self) -> Recorder:
        """For a trial that begins; what is there of another one is forgotten."""
        self.forget()
        recorder = Recorder()
        if self.each:
            recorder.records = _Written(self)
        self._under_way = recorder.records
        return recorder

    def forget(self) -> None:
        """The trial is over, and reported."""
        self._under_way = []
        self._used = 0
        self._memory[:1] = LAST_END

    def write_down(self) -> None:
        """Writes the records of the trial under way, where that is not done already."""
        if type(self._under_way) is list:
            for number, record in enumerate(self._under_way):
                self.write(record, number)

    def write(self, record: Record, number: int) -> None:
        """Appends record `number` of the trial; one that would take half of the room alone is left out."""
        line = json.dumps(to_json(record, *self._trial, number)).encode() + b"\n"
        if len(line) > BYTES_MAX // 2:
            return
        if self._used + len(line) >= BYTES_MAX:
            kept = self._memory[self._used // 2 : self._used].partition(b"\n")[2]
            self._memory[: len(kept) + 1] = kept + LAST_END
            self._used = len(kept)
        end = self._used + len(line)
        self._memory[self._used : end + 1] = line + LAST_END
        self._used = end

    def read(self) -> list[Record]:
        """What another process wrote that has ended meanwhile."""
        return [from_json(line) for line in last_lines(self._memory[:])]


class _Written(list[Record]):
    """Records that are written as they come."""

    def __init__(self, to: LastRecords) -> None:
        super().__init__()
        self._to = to

    def append(self, record: Record) -> None:
        super().append(record)
        self._to.write(record, len(self) - 1)


here = LastRecords()
"""Of this process."""
