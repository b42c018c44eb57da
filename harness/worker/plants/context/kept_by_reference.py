"""kept-by-reference: a snapshot keeps the caller's own dictionary, so that each sees what the other changes."""

from harness.worker.adapter import Subject
from harness.worker.plants.kept import keep_what_is_given


def apply(subject: Subject) -> None:
    """Wraps the constructor of ContextSnapshot; only `metadata` given by name is kept."""
    keep_what_is_given(subject, "ContextSnapshot", "metadata")
