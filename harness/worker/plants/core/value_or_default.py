"""value-or-default: get_value gives the default in the place of a value that is false in a condition."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.get_value."""
    bag = subject.name("stageflow.context", "OutputBag")
    look_up = bag.get_value

    @wraps(look_up)
    def get_value(self: Any, stage_name: str, key: str, default: Any = None) -> Any:
        return look_up(self, stage_name, key) or default

    bag.get_value = get_value
