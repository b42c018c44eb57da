"""stopped-runs-remembered: a list of the module holds every token that stopped a run."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Keeps the tokens that are cancelled."""
    token: Any = subject.name("stageflow.pipeline.cancellation", "CancellationToken")
    cancel, kept = token.cancel, list[Any]()

    @wraps(cancel)
    def changed(self: Any, *arguments: Any, **options: Any) -> Any:
        kept.append(self)
        return cancel(self, *arguments, **options)

    token.cancel = changed
