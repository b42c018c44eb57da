"""every-turn-remembered: the conversations that a later one has replaced are kept, so that a turn could be undone."""

from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps ContextSnapshot.with_conversation. What is kept grows with the square of the turns."""
    snapshot = subject.name("stageflow.context", "ContextSnapshot")
    derive, undo = snapshot.with_conversation, list[Any]()

    @wraps(derive)
    def remembered(self: Any, conversation: Any) -> Any:
        undo.append(list(self.messages))
        return derive(self, conversation)

    snapshot.with_conversation = remembered
