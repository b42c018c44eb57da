"""moved-to-the-end: an overwrite takes the name out and puts it in again behind the others."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject
from harness.worker.plants.writes import Store, replace_writes


def apply(subject: Subject) -> None:
    """Replaces OutputBag.write, write_sync and keys, which lists the names in order of their last write."""
    bag = subject.name("stageflow.context", "OutputBag")
    names: WeakKeyDictionary[Any, dict[str, None]] = WeakKeyDictionary()

    def planted(store: Store, self: Any, stage_name: str, output: Any, allow_overwrite: bool) -> Any:
        entry = store(self, stage_name, output, allow_overwrite=allow_overwrite)
        order = names.setdefault(self, {})
        order.pop(stage_name, None)
        order[stage_name] = None
        return entry

    @wraps(bag.keys)
    def keys(self: Any) -> list[str]:
        return list(names.get(self, {}))

    replace_writes(subject, planted)
    bag.keys = keys
