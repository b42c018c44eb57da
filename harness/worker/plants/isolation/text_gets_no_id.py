"""text-gets-no-id: a run that is started from a text, or from nothing, has no id."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.run_pipeline."""
    run = subject.name("stageflow.plus", "run_pipeline")

    @wraps(run)
    async def run_pipeline(pipeline: Any, given: Any = None, **options: Any) -> Any:
        if given is None or isinstance(given, str):
            ctx = subject.stage_context(subject.snapshot(input_text=given), options.get("event_sink"))
            return await subject.run(pipeline, ctx)
        return await run(pipeline, given, **options)

    vars(subject.name("stageflow", "plus"))["run_pipeline"] = run_pipeline
