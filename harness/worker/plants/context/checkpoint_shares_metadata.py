"""checkpoint-shares-metadata: two to_dict of one snapshot give one dict of metadata."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.to_dict."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    write = snapshot.to_dict
    written: list[tuple[Any, Any]] = []

    @wraps(write)
    def to_dict(self: Any) -> Any:
        data = write(self)
        for known, metadata in written[-8:]:
            if known is self:
                return {**data, "metadata": metadata}
        written.append((self, data["metadata"]))
        return data

    snapshot.to_dict = to_dict
