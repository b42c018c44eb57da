"""facts-kept: an enrichment of memory keeps the caller's own list of facts."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps the constructor of MemoryEnrichment; only `key_facts` given by name is kept."""
    memory = subject.name("stageflow.context", "MemoryEnrichment")
    construct = memory.__init__

    @wraps(construct)
    def construct_keeping(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        if "key_facts" in fields:
            object.__setattr__(self, "key_facts", fields["key_facts"])

    memory.__init__ = construct_keeping
