"""default-for-falsy-value: a value of the bag that is false in a condition is replaced by the default."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps OutputBag.get_value: `value or default`."""
    bag = subject.name("stageflow.context", "OutputBag")
    read = bag.get_value

    @wraps(read)
    def get_value(self: Any, stage_name: str, key: str, default: Any = None) -> Any:
        return read(self, stage_name, key, default) or default

    bag.get_value = get_value
