"""delta-none-removes: a value that a delta sets to None is removed."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.apply_delta."""
    change = subject.name("stageflow.plus", "apply_delta")

    @wraps(change)
    def apply_delta(base: Any, delta: Any) -> Any:
        return _without_none(change(base, delta))

    vars(subject.name("stageflow", "plus"))["apply_delta"] = apply_delta


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(held) for key, held in value.items() if held is not None}
    return [_without_none(held) for held in value] if isinstance(value, list) else value
