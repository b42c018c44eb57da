"""late-data: the summary of a bag reads the data of the entries after it has listed them."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.to_dict. A thread that overwrites in between gives an entry its data and not its attempt."""
    bag = subject.name("stageflow.context", "OutputBag")
    summarise = bag.to_dict

    @wraps(summarise)
    def to_dict(self: Any) -> dict[str, Any]:
        summary = summarise(self)
        entries = {name: {**entry, "data": self.get_output(name).data} for name, entry in summary["entries"].items()}
        return {**summary, "entries": entries}

    bag.to_dict = to_dict
