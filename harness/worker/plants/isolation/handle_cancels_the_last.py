"""handle-cancels-the-last: the handle of a run cancels the run of its graph that was started last."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary, ref

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps UnifiedStageGraph.start and Run.cancel. A handle whose graph has one run sees no difference."""
    graph, handle = (subject.name("stageflow.pipeline.dag", name) for name in ("UnifiedStageGraph", "Run"))
    start, cancel = graph.start, handle.cancel
    last: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
    graph_of: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    @wraps(start)
    def remembering(self: Any, ctx: Any) -> Any:
        run = start(self, ctx)
        last[self], graph_of[run] = ref(run), ref(self)
        return run

    @wraps(cancel)
    def cancel_last(self: Any, *args: Any, **options: Any) -> None:
        found = last.get(graph_of[self]()) if self in graph_of else None
        newest = found() if found is not None else None
        cancel(self if newest is None or newest.done() else newest, *args, **options)

    graph.start, handle.cancel = remembering, cancel_last
