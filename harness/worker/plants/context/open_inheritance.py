"""open-inheritance: what a child reads of its parent's data is a plain container that it can change."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import plain_copy


def apply(subject: Subject) -> None:
    """Wraps PipelineContext.get_parent_data; each key is copied once for each child."""
    context = subject.name("stageflow.stages", "PipelineContext")
    get_parent_data = context.get_parent_data
    copies: dict[tuple[Any, str], Any] = {}

    @wraps(get_parent_data)
    def get_open_copy(self: Any, key: str, default: Any = None) -> Any:
        value = get_parent_data(self, key, default)
        return copies.setdefault((self.pipeline_run_id, key), plain_copy(value))

    context.get_parent_data = get_open_copy
