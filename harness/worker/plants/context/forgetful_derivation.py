"""forgetful-derivation: with_enrichments gives a snapshot without the metadata of the one it is derived from."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.with_enrichments."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    derive = snapshot.with_enrichments

    @wraps(derive)
    def with_enrichments(self: Any, *args: Any, **options: Any) -> Any:
        derived = derive(self, *args, **options)
        object.__setattr__(derived, "metadata", type(derived.metadata)({}))
        return derived

    snapshot.with_enrichments = with_enrichments
