"""aliased-payload: every second artifact keeps the payload that its stage made, and goes on sharing it."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps the constructor of StageArtifact."""
    artifact = subject.name("stageflow", "StageArtifact")
    construct = artifact.__init__
    made = [0]

    @wraps(construct)
    def construct_sharing(self: Any, type: str, payload: Any, *args: Any, **fields: Any) -> None:  # noqa: A002 - its name
        construct(self, type, payload, *args, **fields)
        made[0] += 1
        if made[0] % 2 == 0 and isinstance(payload, dict):
            object.__setattr__(self, "payload", payload)

    artifact.__init__ = construct_sharing
