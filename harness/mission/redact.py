"""From the entries of `redact`, in a mission or beside it, to what is taken out of texts."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from harness.evidence.redaction import Redaction
from harness.mission.model import Redact, RedactEntry

ENTRIES: TypeAdapter[tuple[Redact, ...]] = TypeAdapter(tuple[RedactEntry, ...])
"""Reads entries as they are written: text for a pattern, a mapping for a key."""


def redaction_of(entries: Iterable[Redact]) -> Redaction:
    """What all of these entries together take out."""
    told = tuple(entries)
    patterns, keys = (entry.pattern for entry in told), (entry.key for entry in told)
    return Redaction([p for p in patterns if p is not None], [k for k in keys if k is not None])
