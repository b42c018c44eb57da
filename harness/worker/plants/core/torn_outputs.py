"""torn-outputs: all outputs, put together name by name without a lock."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.outputs. Another thread can write between two names; tasks of one loop cannot."""
    bag = subject.name("stageflow.context", "OutputBag")

    @wraps(bag.outputs)
    def outputs(self: Any) -> dict[str, Any]:
        return {name: self.get_output(name) for name in self.keys()}

    bag.outputs = outputs
