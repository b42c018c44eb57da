"""key-of-an-undeclared-stage: a key that none of the declared stages gave is looked for in all that have ended."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.executions import around_runs, around_stages

_OUTPUTS: ContextVar[list[Any] | None] = ContextVar("outputs", default=None)
_MISSING = object()


def apply(subject: Subject) -> None:
    """Wraps StageInputs.get, and collects what the stages of each run give."""
    inputs = subject.name("stageflow.stages", "StageInputs")
    read = inputs.get

    async def of_one_run(_: Any, __: Any, run: Callable[[], Awaitable[Any]]) -> Any:
        before = _OUTPUTS.set([])
        try:
            return await run()
        finally:
            _OUTPUTS.reset(before)

    async def collected(_: str, ctx: Any, run: Callable[[Any], Awaitable[Any]]) -> Any:
        output = await run(ctx)
        outputs = _OUTPUTS.get()
        if outputs is not None and isinstance(getattr(output, "data", None), dict):
            outputs.append(output)
        return output

    @wraps(read)
    def get(self: Any, key: str, default: Any = None) -> Any:
        found = read(self, key, _MISSING)
        if found is _MISSING:
            found = next((o.data[key] for o in _OUTPUTS.get() or () if key in o.data), default)
        return found

    inputs.get = get
    around_runs(subject, of_one_run)
    around_stages(subject, collected)
