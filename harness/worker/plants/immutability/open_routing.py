"""open-routing: attributes of a routing decision can be assigned and deleted."""

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Takes the guard of a frozen dataclass off RoutingDecision."""
    routing = subject.name("stageflow.context", "RoutingDecision")
    routing.__setattr__ = object.__setattr__
    routing.__delattr__ = object.__delattr__
