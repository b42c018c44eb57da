"""What machine and software a run happened on, as read from the running process; no names of hosts or users."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

DEPENDENCIES = ("anyio", "jinja2", "orjson", "psutil", "pydantic", "pyyaml", "rich", "typer")


def describe_environment() -> dict[str, Any]:
    """For config/environment.json."""
    return {
        "python_version": platform.python_version(),
        "python_implementation": platform.python_implementation(),
        "os": f"{platform.system()} {platform.machine()}",
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "dependencies": {name: version(name) for name in DEPENDENCIES},
        "switch_interval_s": sys.getswitchinterval(),
    }


def _cpu() -> str:
    """The processor's model where the system says it, else its architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
