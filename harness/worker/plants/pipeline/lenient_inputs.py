"""lenient-inputs: a stage that asks for the output of a stage that it does not depend on gets the default."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps StageInputs.get_from: UndeclaredDependencyError becomes the default."""
    inputs = subject.name("stageflow.stages", "StageInputs")
    read = inputs.get_from

    @wraps(read)
    def get_from(self: Any, stage_name: str, key: str, default: Any = None) -> Any:
        try:
            return read(self, stage_name, key, default)
        except subject.name("stageflow", "UndeclaredDependencyError"):
            return default

    inputs.get_from = get_from
