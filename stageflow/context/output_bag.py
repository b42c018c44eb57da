"""The outputs of a run's stages, first writer wins. Safe across tasks, event loops and OS threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from stageflow.core.stage_output import StageOutput
from stageflow.immutable.construct import value_type


class OutputConflictError(Exception):
    """A second output was written for a stage without `allow_overwrite`."""

    def __init__(self, stage_name: str, existing_attempt: int) -> None:
        super().__init__(
            f"stage {stage_name!r} has an output already (attempt {existing_attempt}); "
            "pass allow_overwrite=True to write another attempt"
        )
        self.stage_name = stage_name
        self.existing_attempt = existing_attempt


@value_type
@dataclass(frozen=True, slots=True)
class OutputEntry:
    """One stage's output and which attempt it was."""

    output: StageOutput
    attempt: int
    timestamp: datetime
    stage_name: str

    def to_dict(self) -> dict[str, Any]:
        """A summary as plain data; `data` is the frozen data itself."""
        output = self.output
        return {
            "stage_name": self.stage_name,
            "attempt": self.attempt,
            "timestamp": self.timestamp.isoformat(),
            "status": output.status.value,
            "data": output.data,
            "error": output.error,
            "duration_ms": output.duration_ms,
            "artifacts_count": len(output.artifacts),
            "events_count": len(output.events),
        }


class OutputBag:
    """Outputs by stage name, in order of first writing.

    Every write is atomic: of any number of first writers of a name exactly one wins, the others get
    OutputConflictError. Reads see a consistent state and never fail because of a write. Nothing here waits for other
    tasks, so a write cannot be cancelled half-way; it needs no running event loop.
    """

    def __init__(self) -> None:
        # A thread lock held for a few instructions, not an asyncio lock: that would tie the bag to one event loop.
        self._lock = Lock()
        self._entries: dict[str, OutputEntry] = {}

    async def write(self, stage_name: str, output: StageOutput, *, allow_overwrite: bool = False) -> OutputEntry:
        """Store an output. Raises OutputConflictError when there is one and `allow_overwrite` is false."""
        return self.write_sync(stage_name, output, allow_overwrite=allow_overwrite)

    def write_sync(self, stage_name: str, output: StageOutput, *, allow_overwrite: bool = False) -> OutputEntry:
        """As `write`, for code outside an event loop."""
        now = datetime.now(UTC)
        with self._lock:
            present = self._entries.get(stage_name)
            if present is not None and not allow_overwrite:
                raise OutputConflictError(stage_name, present.attempt)
            entry = OutputEntry(output, present.attempt + 1 if present is not None else 1, now, stage_name)
            self._entries[stage_name] = entry
        return entry

    def get(self, stage_name: str) -> OutputEntry | None:
        """The stage's entry, or None."""
        with self._lock:
            return self._entries.get(stage_name)

    def get_output(self, stage_name: str) -> StageOutput | None:
        """The stage's output, or None."""
        entry = self.get(stage_name)
        return entry.output if entry is not None else None

    def get_value(self, stage_name: str, key: str, default: Any = None) -> Any:
        """A value of the stage's data, or `default`."""
        entry = self.get(stage_name)
        return entry.output.data.get(key, default) if entry is not None else default

    def has(self, stage_name: str) -> bool:
        """Whether the stage has an output."""
        return self.get(stage_name) is not None

    def keys(self) -> list[str]:
        """The stages with an output, in order of first writing."""
        with self._lock:
            return list(self._entries)

    def entries(self) -> list[OutputEntry]:
        """The entries, in order of first writing."""
        with self._lock:
            return list(self._entries.values())

    def outputs(self) -> dict[str, StageOutput]:
        """A new dict of the outputs."""
        return {entry.stage_name: entry.output for entry in self.entries()}

    def to_dict(self) -> dict[str, Any]:
        """A summary of all entries as of one moment."""
        entries = self.entries()
        return {
            "entries": {entry.stage_name: entry.to_dict() for entry in entries},
            "stage_count": len(entries),
            "total_attempts": sum(entry.attempt for entry in entries),
        }

    def get_attempt_count(self, stage_name: str) -> int:
        """How often the stage's output was written."""
        entry = self.get(stage_name)
        return entry.attempt if entry is not None else 0

    def get_retry_stages(self) -> list[str]:
        """The stages that were written more than once."""
        return [entry.stage_name for entry in self.entries() if entry.attempt > 1]

    def __contains__(self, stage_name: object) -> bool:
        with self._lock:
            return stage_name in self._entries

    def __len__(self) -> int:
        with self._lock:
            return len(self._entries)

    def __repr__(self) -> str:
        return f"OutputBag(stages={self.keys()})"
