"""retries-from-the-third: the list of stages that were retried begins one attempt too late."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.get_retry_stages: a stage that was written twice is not in it."""
    bag = subject.name("stageflow.context", "OutputBag")

    @wraps(bag.get_retry_stages)
    def get_retry_stages(self: Any) -> list[str]:
        return [entry.stage_name for entry in self.entries() if entry.attempt > 2]

    bag.get_retry_stages = get_retry_stages
