"""open-attributes: attributes of a snapshot can be assigned and deleted."""

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Takes the guard of a frozen dataclass off ContextSnapshot."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    snapshot.__setattr__ = object.__setattr__
    snapshot.__delattr__ = object.__delattr__
