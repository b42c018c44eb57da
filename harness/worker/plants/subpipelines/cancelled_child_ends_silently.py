"""cancelled-child-ends-silently: no event tells that a child run was cancelled."""

from harness.worker.adapter import Subject
from harness.worker.plants.lossy_sink import children_through


def apply(subject: Subject) -> None:
    """Puts a sink between the spawner and whoever listens, which drops `pipeline.canceled`."""
    children_through(subject, lambda kind, data: kind != "pipeline.canceled")
