"""stale-value: what get_value gave once for a stage and a key it gives for good."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.get_value by one with a memory that no overwrite empties. An absent value is not kept."""
    bag = subject.name("stageflow.context", "OutputBag")
    look_up = bag.get_value
    known: WeakKeyDictionary[Any, dict[tuple[str, str], Any]] = WeakKeyDictionary()

    @wraps(look_up)
    def get_value(self: Any, stage_name: str, key: str, default: Any = None) -> Any:
        values = known.setdefault(self, {})
        if (stage_name, key) not in values:
            found = look_up(self, stage_name, key, default)
            if found is default:
                return found
            values[stage_name, key] = found
        return values[stage_name, key]

    bag.get_value = get_value
