"""For plants of constructors: what is given by name is kept as it is, shared with its caller."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def keep_what_is_given(subject: Subject, kind: str, name: str) -> None:
    """Objects of that class of stageflow.context keep the caller's own dictionary or list of that field."""
    class_ = subject.name("stageflow.context", kind)
    construct = class_.__init__

    @wraps(construct)
    def construct_keeping(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        if isinstance(fields.get(name), dict | list):
            object.__setattr__(self, name, fields[name])

    class_.__init__ = construct_keeping
