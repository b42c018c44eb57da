"""swapped-delta-accepted: a delta that does not fit its base changes nothing, and nobody is told."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.apply_delta."""
    change = subject.name("stageflow.plus", "apply_delta")

    @wraps(change)
    def apply_delta(base: Any, delta: Any) -> Any:
        try:
            return change(base, delta)
        except ValueError:
            return base

    vars(subject.name("stageflow", "plus"))["apply_delta"] = apply_delta
