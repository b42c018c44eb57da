"""limit-never-looked-at: a graph takes a limit of stages at once, and runs as many as are ready."""

from harness.worker.adapter import Subject
from harness.worker.plants.limits import kept_from_graphs


def apply(subject: Subject) -> None:
    """Keeps the limit from the graphs, and forgets it."""
    kept_from_graphs(subject, "concurrency", lambda limit: None)
