"""swapped-ids: the ids of user and organisation change places when an identity is read again."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps RunIdentity.from_dict."""
    cls = subject.name("stageflow.context", "RunIdentity")
    read = cls.from_dict.__func__

    @wraps(read)
    def from_dict(cls: Any, data: dict[str, Any], *args: Any, **options: Any) -> Any:
        swapped = {"user_id": data.get("org_id"), "org_id": data.get("user_id")}
        return read(cls, {**data, **swapped}, *args, **options)

    cls.from_dict = classmethod(from_dict)
