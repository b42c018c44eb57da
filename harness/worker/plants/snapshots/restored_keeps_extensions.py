"""restored-keeps-extensions: a snapshot that is made of plain data keeps its extensions by reference."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces ContextSnapshot.from_dict."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    read = snapshot.from_dict

    @wraps(read)
    def from_dict(data: Any, extension_types: Any = None) -> Any:
        made = read(data, extension_types)
        if isinstance(made.extensions, dict):
            object.__setattr__(made, "extensions", data["extensions"])
        return made

    snapshot.from_dict = staticmethod(from_dict)
