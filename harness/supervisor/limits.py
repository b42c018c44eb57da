"""How much of the machine a worker may take before it is stopped."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psutil

from harness.errors import UsageError

MIB, GIB = 2**20, 2**30
MEMORY_BYTES_MAX = 2 * GIB
"""Of a worker and what it starts, as the parent samples it; on a machine with less than twice as much it is half of
what there is."""
OPEN_FILES_MAX = 1024
CPU_S_MAX = 4 * 3600
"""Of processor time. How long a worker may say nothing is the deadline of its pipeline, by the clock."""
OUTPUT_BYTES_MAX = 256 * MIB
"""Of what a worker prints, most of which is not kept."""
PROCESSES_MAX = 512
"""Of a worker and what it starts, as the parent samples it."""
FILES_LEAST = 32
"""With fewer a worker does not come to run anything."""
MEMORY, FILES, CPU, OUTPUT, PROCESSES = (
    f"STAGEFLOW_STRESS_{what}" for what in ("MEMORY_GIB", "OPEN_FILES", "CPU_SECONDS", "OUTPUT_MIB", "PROCESSES")
)
"""Variables of the environment that set another limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one worker. The parent watches `memory_bytes`, `cpu_s`, `output_bytes` and `processes`, and ends it; the
    system refuses `data_bytes` of its memory and more than `open_files`, and ends it after `cpu_s`, too.
    """

    memory_bytes: int
    data_bytes: int
    open_files: int = OPEN_FILES_MAX
    cpu_s: int = CPU_S_MAX
    output_bytes: int = OUTPUT_BYTES_MAX
    processes: int = PROCESSES_MAX

    def to_json(self) -> dict[str, Any]:
        """Those that the system holds a worker to."""
        return {"data_bytes": self.data_bytes, "open_files": self.open_files, "cpu_s": self.cpu_s}

    @property
    def memory_exceeded(self) -> str:
        """What is said of a worker that took more."""
        return _exceeded(f"{self.memory_bytes / GIB:.3g} GiB of memory", MEMORY)

    @property
    def cpu_exceeded(self) -> str:
        return _exceeded(f"{self.cpu_s:,} s of processor time", CPU)

    @property
    def processes_exceeded(self) -> str:
        return _exceeded(f"{self.processes:,} processes at a time", PROCESSES)

    @property
    def output_exceeded(self) -> str:
        return _exceeded(f"{self.output_bytes / MIB:.3g} MiB of standard output and error", OUTPUT)


def _exceeded(limit: str, raised_by: str) -> str:
    return f"took more than {limit}, and was killed ({raised_by} sets another limit)"


def limits_here(environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits of workers on this machine. Raises UsageError for a variable that holds no number above zero."""
    usual = min(MEMORY_BYTES_MAX, psutil.virtual_memory().total // 2)
    memory = round(_number(environment, MEMORY, usual / GIB) * GIB)
    return Limits(
        memory,
        2 * memory,
        int(_number(environment, FILES, OPEN_FILES_MAX)),
        int(_number(environment, CPU, CPU_S_MAX)),
        round(_number(environment, OUTPUT, OUTPUT_BYTES_MAX / MIB) * MIB),
        int(_number(environment, PROCESSES, PROCESSES_MAX)),
    )


def _number(environment: Mapping[str, str], name: str, usual: float) -> float:
    said = environment.get(name) or str(usual)
    try:
        number = float(said)
    except ValueError:
        number = 0.0
    least = {FILES: FILES_LEAST, CPU: 1, PROCESSES: 1}.get(name, 0)
    if not least <= number < 2**31 or number == 0:
        expected = f"a number from {least} on" if least > 1 else "a number above zero"
        raise UsageError(f"{name}={said}: expected {expected}, such as {usual:g}")
    return number
