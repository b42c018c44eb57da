"""restored-keeps-memory: what is remembered is made of plain data with its lists by reference."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces MemoryEnrichment.from_dict."""
    memory = subject.name("stageflow.context", "MemoryEnrichment")
    read = memory.from_dict

    @wraps(read)
    def from_dict(data: Any) -> Any:
        made = read(data)
        for name in ("recent_topics", "key_facts"):
            if data.get(name):
                object.__setattr__(made, name, data[name])
        return made

    memory.from_dict = staticmethod(from_dict)
