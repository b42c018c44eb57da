"""empty-text-is-none: a snapshot that is read again has None where its input text was empty."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.from_dict."""
    cls = subject.name("stageflow.context", "ContextSnapshot")
    read = cls.from_dict.__func__

    @wraps(read)
    def from_dict(cls: Any, data: dict[str, Any], *args: Any, **options: Any) -> Any:
        return read(cls, {**data, "input_text": data.get("input_text") or None}, *args, **options)

    cls.from_dict = classmethod(from_dict)
