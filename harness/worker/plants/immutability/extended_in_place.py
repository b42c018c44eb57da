"""extended-in-place: with_extensions changes the snapshot that it is called on, and gives it back."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.with_extensions. What it gives is right in itself."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    derive = snapshot.with_extensions

    @wraps(derive)
    def with_extensions(self: Any, extensions: Any) -> Any:
        object.__setattr__(self, "extensions", derive(self, extensions).extensions)
        return self

    snapshot.with_extensions = with_extensions
