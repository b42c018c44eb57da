"""stage-object-for-all-runs: a stage that is given as a class is made once, and its state is that of all runs."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps Pipeline.with_stage. Shows only where two runs are in one stage at the same time."""
    pipeline = subject.name("stageflow", "Pipeline")
    add = pipeline.with_stage

    @wraps(add)
    def with_stage(self: Any, name: str, runner: Any, *args: Any, **options: Any) -> Any:
        return add(self, name, runner() if isinstance(runner, type) else runner, *args, **options)

    pipeline.with_stage = with_stage
