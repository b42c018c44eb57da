"""facts-kept: an enrichment of memory keeps the caller's own list of facts."""

from harness.worker.adapter import Subject
from harness.worker.plants.kept import keep_what_is_given


def apply(subject: Subject) -> None:
    """Wraps the constructor of MemoryEnrichment; only `key_facts` given by name is kept."""
    keep_what_is_given(subject, "MemoryEnrichment", "key_facts")
