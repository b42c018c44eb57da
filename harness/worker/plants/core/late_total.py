"""late-total: the summary of a bag adds up the attempts after it has listed the entries."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.to_dict. A thread that overwrites in between makes the total disagree with its parts."""
    bag = subject.name("stageflow.context", "OutputBag")
    summarise = bag.to_dict

    @wraps(summarise)
    def to_dict(self: Any) -> dict[str, Any]:
        summary = summarise(self)
        return {**summary, "total_attempts": sum(entry.attempt for entry in self.entries())}

    bag.to_dict = to_dict
