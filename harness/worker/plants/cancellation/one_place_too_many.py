"""one-place-too-many: one stage more than the limit allows is at work."""

from harness.worker.adapter import Subject
from harness.worker.plants.limits import kept_from_graphs


def apply(subject: Subject) -> None:
    """Adds one to the limit: a comparison by <= in the place of <."""
    kept_from_graphs(subject, "concurrency", lambda limit: None if limit is None else limit + 1)
