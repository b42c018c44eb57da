"""What the system holds a worker to, set before the subject is imported. Inherited by whatever the subject starts."""

import ctypes
import errno
import os
import resource
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress

_PR_SET_PDEATHSIG = 1
_NAMES = {"data_bytes": "RLIMIT_DATA", "open_files": "RLIMIT_NOFILE", "cpu_s": "RLIMIT_CPU"}
MEMORY, FILES = "STAGEFLOW_STRESS_MEMORY_GIB", "STAGEFLOW_STRESS_OPEN_FILES"
"""Variables of the environment of the parent."""
CPU_GRACE_S = 1
"""How much later SIGKILL comes to whoever does not end by SIGXCPU."""


def die_with_the_parent() -> None:
    """On Linux the worker is killed when its parent is, whatever it is doing; elsewhere it ends when it next reads."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before the line above
        os._exit(1)


def limit_reached(error: BaseException) -> str:
    """For an error by which the system refuses more than a worker may take: how much that is, and what sets another
    limit. Empty for every other one, and where there is no limit.
    """
    if isinstance(error, MemoryError):
        kind, variable, unit, what = resource.RLIMIT_DATA, MEMORY, 2 * 2**30, "GiB of memory"  # twice what is watched
    elif isinstance(error, OSError) and error.errno == errno.EMFILE:
        kind, variable, unit, what = resource.RLIMIT_NOFILE, FILES, 1, "open files"
    else:
        return ""
    limit = resource.getrlimit(kind)[0]
    if limit == resource.RLIM_INFINITY:
        return ""
    return f"a worker may take {limit / unit:.4g} {what} ({variable} sets another limit)"


def hold_to(limits: Mapping[str, int]) -> None:
    """Sets the limits for good, none above what the process was allowed before; and no core is dumped."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name, wanted in limits.items():
        kind = getattr(resource, _NAMES[name])
        allowed = resource.getrlimit(kind)[1]
        soft, hard = (
            limit if allowed == resource.RLIM_INFINITY else min(limit, allowed)
            for limit in (wanted, wanted + (CPU_GRACE_S if name == "cpu_s" else 0))
        )
        with suppress(ValueError, OSError):  # a system that has no such limit
            resource.setrlimit(kind, (soft, hard))
