"""refusal-counts-as-completed: a stage that its guards did not let run counts as done."""

from functools import wraps
from importlib import import_module
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps run_with_interceptors: a result with an error of a stage that was not called is completed."""
    run = subject.name("stageflow.pipeline.interceptors", "run_with_interceptors")

    @wraps(run)
    async def lenient(stage_name: str, stage_run: Any, ctx: Any, interceptors: Any) -> Any:
        called = list[str]()

        async def noticing() -> Any:
            called.append(stage_name)
            return await stage_run()

        result = await run(stage_name, noticing, ctx, interceptors)
        if not called:
            result.status = "completed"
        return result

    import_module("stageflow.pipeline.interceptors").run_with_interceptors = lenient  # type: ignore[attr-defined]
