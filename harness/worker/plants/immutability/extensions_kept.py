"""extensions-kept: a snapshot keeps the caller's own dictionary of extensions."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps the constructor of ContextSnapshot; only `extensions` given by name is kept."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    construct = snapshot.__init__

    @wraps(construct)
    def construct_keeping(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        if isinstance(fields.get("extensions"), dict):
            object.__setattr__(self, "extensions", fields["extensions"])

    snapshot.__init__ = construct_keeping
