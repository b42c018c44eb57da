"""shared-inputs: all stages that ask for a value of one output get the same plain container."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import plain_copy


def apply(subject: Subject) -> None:
    """Wraps StageInputs.get_from; what is handed out for a value is kept with it, so that its id stays its own."""
    inputs = subject.name("stageflow.stages", "StageInputs")
    get_from = inputs.get_from
    given: dict[int, tuple[Any, Any]] = {}

    @wraps(get_from)
    def get_shared(self: Any, *args: Any, **options: Any) -> Any:
        value = get_from(self, *args, **options)
        if not isinstance(value, list | dict | set):
            return value
        return given.setdefault(id(value), (value, plain_copy(value)))[1]

    inputs.get_from = get_shared
