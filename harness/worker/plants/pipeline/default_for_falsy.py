"""default-for-falsy: an input that is false in a condition is replaced by the default."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps StageInputs.get_from: `value or default`."""
    inputs = subject.name("stageflow.stages", "StageInputs")
    read = inputs.get_from

    @wraps(read)
    def get_from(self: Any, stage_name: str, key: str, default: Any = None) -> Any:
        return read(self, stage_name, key, default) or default

    inputs.get_from = get_from
