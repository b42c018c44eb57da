"""How much of the machine a worker may take before it is stopped."""

from dataclasses import dataclass
from typing import Any

import psutil

GIB = 2**30
MEMORY_BYTES_MAX = 2 * GIB
"""Of a worker, as the parent samples it; on a machine with less than twice as much it is half of what there is."""
OPEN_FILES_MAX = 1024
CPU_S_MAX = 4 * 3600
"""Of processor time. How long a worker may say nothing is the deadline of its pipeline, by the clock."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one worker. The parent samples `memory_bytes`; the system refuses `data_bytes`, and the rest."""

    memory_bytes: int
    data_bytes: int
    open_files: int = OPEN_FILES_MAX
    cpu_s: int = CPU_S_MAX

    def to_json(self) -> dict[str, Any]:
        return {"data_bytes": self.data_bytes, "open_files": self.open_files, "cpu_s": self.cpu_s}

    @property
    def memory_exceeded(self) -> str:
        """What is said of a worker that took more."""
        return f"used more than {self.memory_bytes / GIB:.3g} GiB of memory, and was killed"


def limits_here() -> Limits:
    """The limits of workers on this machine."""
    memory = min(MEMORY_BYTES_MAX, psutil.virtual_memory().total // 2)
    return Limits(memory, 2 * memory)
