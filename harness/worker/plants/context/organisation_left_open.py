"""organisation-left-open: the ids of a run can be assigned, as they could before identities were frozen."""

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Takes the guard of a frozen dataclass off RunIdentity; the snapshot around it keeps its own."""
    identity = subject.name("stageflow.context", "RunIdentity")
    identity.__setattr__ = object.__setattr__
