"""edited-and-put-back: with_run_id gives the snapshot itself the new id for as long as it makes the copy."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.with_run_id."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    derive = snapshot.with_run_id

    @wraps(derive)
    def with_run_id(self: Any, run_id: Any) -> Any:
        own = self.run_id
        object.__setattr__(self, "run_id", run_id)
        try:
            return derive(self, run_id)
        finally:
            object.__setattr__(self, "run_id", own)

    snapshot.with_run_id = with_run_id
