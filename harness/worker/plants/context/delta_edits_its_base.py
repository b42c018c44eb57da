"""delta-edits-its-base: a delta is applied to the very tree that it is given."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.apply_delta."""
    change = subject.name("stageflow.plus", "apply_delta")

    @wraps(change)
    def apply_delta(base: Any, delta: Any) -> Any:
        made = change(base, delta)
        if not isinstance(base, dict):
            return made
        base.clear()
        base.update(made)
        return base

    vars(subject.name("stageflow", "plus"))["apply_delta"] = apply_delta
