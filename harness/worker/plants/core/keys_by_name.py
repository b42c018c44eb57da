"""keys-by-name: the names of a bag are listed in order of the alphabet."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.keys."""
    bag = subject.name("stageflow.context", "OutputBag")
    listed = bag.keys

    @wraps(listed)
    def keys(self: Any) -> list[str]:
        return sorted(listed(self))

    bag.keys = keys
