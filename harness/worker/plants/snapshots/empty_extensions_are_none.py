"""empty-extensions-are-none: extensions that are empty come back as None."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces ContextSnapshot.from_dict."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    read = snapshot.from_dict

    @wraps(read)
    def from_dict(data: Any, extension_types: Any = None) -> Any:
        return read(data if data.get("extensions") else {**data, "extensions": None}, extension_types)

    snapshot.from_dict = staticmethod(from_dict)
