"""A tool that writes notes, the executor that uses it, and a sink that keeps what it is told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from stageflow.tools import (
    AdvancedToolExecutor,
    ApprovalService,
    DictContextAdapter,
    ToolDefinition,
    ToolExecutorConfig,
    ToolInput,
    ToolOutput,
    UndoMetadata,
    UndoStore,
)

RUN, REQUEST, WHO = (UUID(int=n) for n in range(61, 64))
CTX = DictContextAdapter({"pipeline_run_id": RUN, "request_id": REQUEST, "execution_mode": "practice"})


@dataclass
class Act:
    type: str = "note"
    payload: dict[str, Any] = field(default_factory=lambda: {"text": "hello"})
    id: UUID = field(default_factory=uuid4)


class Sink:
    """Keeps what it is told; broken ones raise."""

    def __init__(self, broken: bool = False) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self._broken = broken

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
        if self._broken:
            raise ConnectionError("the sink is gone")
        self.told.append((type, data or {}))

    def try_emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
        raise AssertionError("events of tools are awaited")

    @property
    def types(self) -> list[str]:
        return [type_ for type_, _ in self.told]


class Desk:
    """A tool that writes notes and takes them back, and the executor that uses it."""

    def __init__(self, config: ToolExecutorConfig | None = None, **definition: Any) -> None:
        self.notes: list[Any] = []
        self.undone: list[UndoMetadata] = []
        self.gives: Any = ToolOutput.ok({"a": 1}, [{"b": 2}], {"was": 3})
        self.undo_raises: Exception | None = None
        self.approval, self.undo = ApprovalService(), UndoStore()
        self.executor = AdvancedToolExecutor(config, self.undo, self.approval)
        fields = {"undoable": True, "undo_handler": self._take_back, **definition}
        self.executor.register(ToolDefinition("noter", "note", self._write, **fields))

    async def _write(self, given: ToolInput) -> ToolOutput:
        self.notes.append(given)
        await asyncio.sleep(0)
        if isinstance(self.gives, Exception):
            raise self.gives
        output: ToolOutput = self.gives
        return output

    async def _take_back(self, metadata: UndoMetadata) -> None:
        self.undone.append(metadata)
        await asyncio.sleep(0)
        if self.undo_raises is not None:
            raise self.undo_raises

    async def answer(self, granted: bool, reason: str | None = None) -> UUID:
        """Says yes or no to the question that is open, as soon as there is one."""
        while not (pending := await self.approval.get_pending_requests()):
            await asyncio.sleep(0)
        (request,) = pending
        await self.approval.record_decision(request.id, granted, WHO, reason)
        return request.id


def run(steps: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(steps())  # type: ignore[arg-type]
