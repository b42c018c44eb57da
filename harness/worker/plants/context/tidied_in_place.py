"""tidied-in-place: making a snapshot fills in a key that is missing, in the dictionary that the caller passed in."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps the constructor of ContextSnapshot."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    construct = snapshot.__init__

    @wraps(construct)
    def construct_tidying(self: Any, *args: Any, **fields: Any) -> None:
        metadata = fields.get("metadata")
        if type(metadata) is dict:
            metadata.setdefault("source", "unknown")
        construct(self, *args, **fields)

    snapshot.__init__ = construct_tidying
