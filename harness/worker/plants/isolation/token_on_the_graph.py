"""token-on-the-graph: the graph holds one token, that of the run which asked for it last for the first time."""

from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces UnifiedStageGraph.cancel_token. A single run of a graph sees no difference."""
    graph = subject.name("stageflow.pipeline.dag", "UnifiedStageGraph")
    own = graph.cancel_token.fget
    kept: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()

    def cancel_token(self: Any) -> Any:
        token = own(self)
        tokens = kept.setdefault(self, [])
        if token is not None and not any(token is known for known in tokens):
            tokens.append(token)
        return None if token is None else tokens[-1]

    graph.cancel_token = property(cancel_token)
