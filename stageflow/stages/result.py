"""The result and the error of a stage of the legacy graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, Literal

LegacyStageStatus = Literal["started", "completed", "failed"]


@dataclass(slots=True)
class StageResult:
    """What became of a stage. The status is a convention, not enforced."""

    name: str
    status: LegacyStageStatus
    started_at: datetime
    ended_at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


class Stopwatch:
    """The moment it was made at, and moments after it by the monotonic clock.

    The difference of two readings of the wall clock is wrong, and may be negative, when somebody sets that clock.
    """

    __slots__ = ("_started", "started_at")

    def __init__(self) -> None:
        self.started_at = datetime.now(UTC)
        self._started = monotonic()

    def now(self) -> datetime:
        """The present moment."""
        return self.started_at + timedelta(seconds=monotonic() - self._started)


class StageError(Exception):
    """A stage failed with `original`."""

    def __init__(self, stage: str, original: Exception) -> None:
        super().__init__(f"stage {stage!r} failed: {original}")
        self.stage = stage
        self.original = original
