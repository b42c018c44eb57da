"""second-artifact-lost: of several artifacts of an output only the first is kept."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps the constructor of StageOutput."""
    output = subject.name("stageflow", "StageOutput")
    construct = output.__init__

    @wraps(construct)
    def construct_losing(
        self: Any, status: Any, data: Any = None, artifacts: Any = None, *args: Any, **rest: Any
    ) -> None:
        construct(self, status, data, artifacts and list(artifacts)[:1], *args, **rest)

    output.__init__ = construct_losing
