"""marked-while-dumped: to_dict notes in the metadata of the snapshot that it is under way, until it is done."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.to_dict."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    dump = snapshot.to_dict

    @wraps(dump)
    def to_dict(self: Any, *args: Any, **options: Any) -> Any:
        own = self.metadata
        object.__setattr__(self, "metadata", type(own)({**own, "_dumping": True}))
        try:
            document = dump(self, *args, **options)
        finally:
            object.__setattr__(self, "metadata", own)
        return {**document, "metadata": dict(own)} if "metadata" in document else document

    snapshot.to_dict = to_dict
