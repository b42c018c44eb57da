"""every-tenth-child-event-lost: one event in ten of the ends of child runs is not sent."""

from itertools import count
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.lossy_sink import children_through

EVERY = 10
ENDS = ("pipeline.child_completed", "pipeline.child_failed", "pipeline.canceled")


def apply(subject: Subject) -> None:
    """Puts a sink between the spawner and whoever listens."""
    numbers = count(1)

    def passes(kind: str, data: Any) -> bool:
        return kind not in ENDS or next(numbers) % EVERY != 0

    children_through(subject, passes)
