"""The limits of a graph, kept from it: for plants that keep them in a way of their own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def kept_from_graphs(subject: Subject, limit: str, keep: Callable[[Any], Any]) -> None:
    """Wraps Pipeline.build: the keyword `limit` is handed to `keep`, None where it is not given, and goes no further
    than what `keep` answers. With None the graph is built without it.
    """
    pipeline = subject.name("stageflow", "Pipeline")
    build = pipeline.build

    @wraps(build)
    def without(self: Any, **options: Any) -> Any:
        left = keep(options.pop(limit, None))
        return build(self, **options) if left is None else build(self, **options, **{limit: left})

    pipeline.build = without


def timeouts_kept_from_graphs(subject: Subject) -> Callable[[str], float | None]:
    """No graph that is built from now on has timeouts; gives what the last one ought to have, stage by stage."""
    limits: list[Any] = [None]

    def keep(stage_timeout: Any) -> None:
        limits[0] = stage_timeout

    def of(stage: str) -> float | None:
        found = limits[0].get(stage) if isinstance(limits[0], dict) else limits[0]
        return None if found is None else float(found)

    kept_from_graphs(subject, "stage_timeout", keep)
    return of
