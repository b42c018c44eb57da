"""How events of tools are sent, and what they say of payloads and outputs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from stageflow.events.sink import get_event_sink
from stageflow.tools.definitions import ToolOutput
from stageflow.tools.events import ApprovalDecidedEvent, ApprovalRequestedEvent, ToolEventBase

logger = logging.getLogger("stageflow.tools.executor")

SHOWN_CHARS = 200
Event = ToolEventBase | ApprovalRequestedEvent | ApprovalDecidedEvent


async def tell(event: Event) -> None:
    """Send an event to the sink of the current context. A sink that fails is logged and changes nothing."""
    try:
        await get_event_sink().emit(type=event.kind, data=event.to_dict())
    except Exception as error:  # noqa: BLE001 - a sink is foreign code
        logger.warning("event sink failed for %s: %s", event.kind, error, extra={"event_type": event.kind})


def payload_summary(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with what is long cut short: texts after 200 characters, lists and dicts to their size."""
    return {key: _short(value) for key, value in payload.items()}


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= SHOWN_CHARS else f"{value[:SHOWN_CHARS]}..."
    if isinstance(value, list | dict) and len(str(value)) > SHOWN_CHARS:
        return f"<{'list' if isinstance(value, list) else 'dict'} with {len(value)} items>"
    return value


def output_summary(output: ToolOutput) -> dict[str, Any]:
    """What an output has, and nothing of what it says."""
    return {
        "success": output.success,
        "has_data": output.data is not None,
        "has_error": output.error is not None,
        "has_artifacts": output.artifacts is not None,
        "has_undo_metadata": output.undo_metadata is not None,
    }
