"""copied-too-late: a value is copied when the second consumer asks for it; by then the first may have changed it."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import plain_copy


def apply(subject: Subject) -> None:
    """Wraps StageInputs.get_from: the first to ask gets an open container, and the others copies of that one."""
    inputs = subject.name("stageflow.stages", "StageInputs")
    get_from = inputs.get_from
    first: dict[int, tuple[Any, Any]] = {}

    @wraps(get_from)
    def get_copy(self: Any, *args: Any, **options: Any) -> Any:
        value = get_from(self, *args, **options)
        if not isinstance(value, list | dict | set):
            return value
        if id(value) not in first:
            first[id(value)] = value, plain_copy(value)
            return first[id(value)][1]
        return plain_copy(first[id(value)][1])

    inputs.get_from = get_copy
