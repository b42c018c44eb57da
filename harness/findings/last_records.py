"""What a trial had recorded when its worker died, in words."""

from collections.abc import Mapping
from dataclasses import fields

from harness.evidence.reader import StoredTrial
from harness.evidence.records import Record

SHOWN_MAX = 6


def last_records(trial: StoredTrial) -> tuple[str, ...]:
    """A line that names the trial, then one for each of its last records, oldest first."""
    shown = trial.records[-SHOWN_MAX:]
    return f"trial {trial.number} was under way; the last it recorded:", *map(_told, shown)


def _told(record: Record) -> str:
    """ "event stage_started, at 3, stage a"; what is empty is left out."""
    parts = [f"{name} {value}" for field in fields(record) for name, value in _values(record, field.name)]
    return f"{record.K} {', '.join(parts)}".replace("event name ", "event ")


def _values(record: Record, name: str) -> list[tuple[str, object]]:
    value = getattr(record, name)
    found = list(value.items()) if isinstance(value, Mapping) else [(name, value)]
    return [(name, value) for name, value in found if value not in (None, "")]
