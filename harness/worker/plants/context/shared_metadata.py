"""shared-metadata: with_run_id leaves parent and derived snapshot with one mutable dictionary."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import plain_copy


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.with_run_id."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    derive = snapshot.with_run_id

    @wraps(derive)
    def with_run_id(self: Any, run_id: Any) -> Any:
        derived = derive(self, run_id)
        shared = plain_copy(self.metadata)
        object.__setattr__(self, "metadata", shared)
        object.__setattr__(derived, "metadata", shared)
        return derived

    snapshot.with_run_id = with_run_id
