"""default-id-made-once: the id of a run without one is the default of a parameter, drawn when the module is loaded."""

from functools import wraps
from importlib import import_module
from typing import Any
from uuid import uuid4

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.run_pipeline. Runs that come with an id keep it."""
    run = subject.name("stageflow.plus", "run_pipeline")
    identity = subject.name("stageflow.context", "RunIdentity")

    @wraps(run)
    async def run_pipeline(pipeline: Any, given: Any = None, *, new_id: Any = uuid4(), **options: Any) -> Any:  # noqa: B008
        if "run_id" not in options and not hasattr(given, "run_id"):
            options["run_id"] = identity(pipeline_run_id=new_id)
        return await run(pipeline, given, **options)

    import_module("stageflow.plus").run_pipeline = run_pipeline  # type: ignore[attr-defined]
