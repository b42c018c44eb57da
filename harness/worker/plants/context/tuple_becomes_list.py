"""tuple-becomes-list: plain data of a snapshot holds lists where its metadata held tuples."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.to_dict."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    write = snapshot.to_dict

    @wraps(write)
    def to_dict(self: Any) -> Any:
        data = write(self)
        return {**data, "metadata": _without_tuples(data["metadata"])}

    snapshot.to_dict = to_dict


def _without_tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_tuples(held) for key, held in value.items()}
    return [_without_tuples(held) for held in value] if isinstance(value, tuple | list) else value
