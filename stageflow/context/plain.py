"""Records as plain data: what the `to_dict` of events, requests and definitions gives, and when they were made."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from stageflow.context.identity import id_text
from stageflow.immutable.freeze import thaw


def now_text() -> str:
    """The current UTC time in ISO form."""
    return datetime.now(UTC).isoformat()


def plain_fields(record: Any) -> dict[str, Any]:
    """The fields of a dataclass, in order, as the caller's own: ids as text, tuples as lists, containers thawed.

    A field holds an id where its annotation says UUID, whatever it holds: some callers have their ids as text.
    """
    return {f.name: _plain(getattr(record, f.name), "UUID" in str(f.type)) for f in fields(record)}


def _plain(held: Any, is_id: bool) -> Any:
    if is_id:
        return id_text(held)
    return thaw(list(held) if isinstance(held, tuple) else held)
