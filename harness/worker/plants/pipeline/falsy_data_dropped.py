"""falsy-data-dropped: an output loses the keys whose values are None, 0 or empty."""

from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps StageOutput.ok: only values that are true in a condition are kept."""
    output = subject.name("stageflow", "StageOutput")
    made = output.ok.__func__

    def ok(cls: Any, /, data: Any = None, **kwargs: Any) -> Any:
        return made(cls, {key: value for key, value in (data or kwargs).items() if value})

    output.ok = classmethod(ok)
