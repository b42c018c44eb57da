"""The clock of one pipeline run."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic, time


class PipelineTimer:
    """Times a run. Elapsed time is monotonic: a step of the wall clock does not distort it.

    The start is an epoch time; `now_ms` is that start plus the elapsed time.
    """

    __slots__ = ("_pipeline_start_ms", "_started")

    def __init__(self) -> None:
        self._pipeline_start_ms = int(time() * 1000)
        self._started = monotonic()

    @property
    def pipeline_start_ms(self) -> int:
        """Epoch milliseconds at construction."""
        return self._pipeline_start_ms

    def now_ms(self) -> int:
        """Epoch milliseconds now, as far as this timer is concerned."""
        return self._pipeline_start_ms + self.elapsed_ms()

    def elapsed_ms(self) -> int:
        """Milliseconds since construction."""
        return int((monotonic() - self._started) * 1000)

    @property
    def started_at(self) -> datetime:
        """The start as an aware UTC datetime."""
        return datetime.fromtimestamp(self._pipeline_start_ms / 1000.0, tz=UTC)
