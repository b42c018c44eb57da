"""derived-in-place: every 50th with_run_id changes the snapshot that it was called on as well."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.with_run_id."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    derive = snapshot.with_run_id
    derived_so_far = [0]

    @wraps(derive)
    def with_run_id(self: Any, run_id: Any) -> Any:
        derived = derive(self, run_id)
        derived_so_far[0] += 1
        if derived_so_far[0] % 50 == 0:
            object.__setattr__(self, "run_id", run_id)
        return derived

    snapshot.with_run_id = with_run_id
