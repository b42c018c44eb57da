"""delta-removal-ignored: a key that a delta removes stays where it is applied."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.apply_delta."""
    change = subject.name("stageflow.plus", "apply_delta")

    @wraps(change)
    def apply_delta(base: Any, delta: Any) -> Any:
        return _merged(base, change(base, delta))

    vars(subject.name("stageflow", "plus"))["apply_delta"] = apply_delta


def _merged(before: Any, after: Any) -> Any:
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return after
    kept = {key: held for key, held in before.items() if key not in after}
    return {**{key: _merged(before.get(key), held) for key, held in after.items()}, **kept}
