"""default-for-nothing: a frozen dictionary's get gives the default for a value that is 0, empty or false."""

from typing import Any

from harness.worker.adapter import Subject, Unsupported


def apply(subject: Subject) -> None:
    """Gives the class of a snapshot's metadata a get that takes the value or the default."""
    kind: Any = type(subject.snapshot(metadata={"key": 1}).metadata)
    if kind is dict:
        raise Unsupported("the subject's snapshots hold plain dictionaries")
    read = kind.get
    kind.get = lambda self, key, default=None: read(self, key) or default
