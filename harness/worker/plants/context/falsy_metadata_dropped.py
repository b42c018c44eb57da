"""falsy-metadata-dropped: a snapshot that is read again has lost the metadata that are None, 0 or empty."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.from_dict."""
    cls = subject.name("stageflow.context", "ContextSnapshot")
    read = cls.from_dict.__func__

    @wraps(read)
    def from_dict(cls: Any, data: dict[str, Any], *args: Any, **options: Any) -> Any:
        kept = {key: value for key, value in (data.get("metadata") or {}).items() if value}
        return read(cls, {**data, "metadata": kept}, *args, **options)

    cls.from_dict = classmethod(from_dict)
