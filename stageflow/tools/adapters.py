"""Plain dictionaries as execution contexts."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stageflow.context.identity import id_from_text

logger = logging.getLogger("stageflow.tools.adapters")


@dataclass
class DictContextAdapter:
    """A dictionary as the context of a tool. What is no id in it counts as none."""

    _data: dict[str, Any]

    @property
    def pipeline_run_id(self) -> UUID | None:
        """The run's id."""
        return self._id("pipeline_run_id")

    @property
    def request_id(self) -> UUID | None:
        """The request's id."""
        return self._id("request_id")

    @property
    def execution_mode(self) -> str | None:
        """The run's execution mode."""
        return self._data.get("execution_mode")

    def to_dict(self) -> dict[str, Any]:
        """A shallow copy of the dictionary."""
        return dict(self._data)

    def try_emit_event(self, type: str, data: dict[str, Any]) -> None:
        """Log the event at DEBUG: a dictionary has no sink."""
        logger.debug("event %s", type, extra={"event_type": type, "event_data": data})

    def _id(self, name: str) -> UUID | None:
        try:
            return id_from_text(self._data.get(name))
        except (ValueError, TypeError, AttributeError):
            return None


def adapt_context(ctx: Any) -> Any:
    """An execution context as it is, a dictionary in an adapter. Raises TypeError for anything else."""
    if all(hasattr(ctx, name) for name in ("pipeline_run_id", "to_dict", "try_emit_event")):
        return ctx
    if isinstance(ctx, dict):
        return DictContextAdapter(ctx)
    raise TypeError(f"Unsupported context type: {type(ctx).__name__}; expected an ExecutionContext or a dict")


__all__ = ["DictContextAdapter", "adapt_context"]
