"""skips-remembered: a list of the module holds every output that says SKIP."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Keeps what StageOutput.skip gives."""
    output: Any = subject.name("stageflow", "StageOutput")
    skip, kept = output.skip, list[Any]()

    @wraps(skip)
    def changed(*arguments: Any, **options: Any) -> Any:
        kept.append(skip(*arguments, **options))
        return kept[-1]

    output.skip = staticmethod(changed)
