"""Does actions through tool definitions: gated by behaviour, approved by a person, undone by id."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID

from stageflow.tools.approval import (
    ApprovalDecision,
    ApprovalRequest,
    ApprovalService,
    ApprovalStatus,
    get_approval_service,
)
from stageflow.tools.definitions import Action, ToolDefinition, ToolInput, ToolOutput, UndoMetadata
from stageflow.tools.errors import (
    ToolApprovalDeniedError,
    ToolApprovalTimeoutError,
    ToolDeniedError,
    ToolExecutionError,
    ToolNotFoundError,
    ToolUndoError,
)
from stageflow.tools.events import (
    ApprovalDecidedEvent,
    ApprovalRequestedEvent,
    ToolCompletedEvent,
    ToolDeniedEvent,
    ToolFailedEvent,
    ToolInvokedEvent,
    ToolStartedEvent,
    ToolUndoFailedEvent,
    ToolUndoneEvent,
)
from stageflow.tools.telling import Event, output_summary, payload_summary, tell
from stageflow.tools.undo import UndoEntry, UndoStore, get_undo_store, put_back_into, take_from

if TYPE_CHECKING:
    from stageflow.protocols import ExecutionContext

logger = logging.getLogger("stageflow.tools.executor")


@dataclass
class ToolExecutorConfig:
    """How an executor goes about it. `log_level` is kept for callers that set it; nothing reads it."""

    approval_timeout_seconds: float = 60.0
    undo_ttl_seconds: float = 3600.0
    emit_events: bool = True
    log_level: int = logging.INFO


@dataclass
class ExecutionResult:
    """An outcome as a record, for callers that want one; the executor itself returns outputs and raises."""

    success: bool
    output: ToolOutput | None = None
    error: str | None = None
    duration_ms: float = 0.0
    was_approved: bool = False
    was_denied: bool = False
    denial_reason: str | None = None


class AdvancedToolExecutor:
    """Does actions, and undoes them. One executor serves any number of actions at the same time."""

    def __init__(
        self,
        config: ToolExecutorConfig | None = None,
        undo_store: UndoStore | None = None,
        approval_service: ApprovalService | None = None,
    ) -> None:
        self.config = ToolExecutorConfig() if config is None else config
        self._undo = get_undo_store() if undo_store is None else undo_store
        self._approval = get_approval_service() if approval_service is None else approval_service
        self._by_action: dict[str, ToolDefinition] = {}
        self._by_name: dict[str, ToolDefinition] = {}
        self._putting: set[asyncio.Future[None]] = set()  # the loop itself holds its tasks weakly
        self._lock = Lock()

    def register(self, tool: ToolDefinition) -> None:
        """Keep a tool for its type of action; the last one wins.

        Raises ValueError where a tool of that name does actions of another type: what one has done, the other would
        undo.
        """
        with self._lock:
            known = self._by_name.get(tool.name)
            if known is not None and known.action_type != tool.action_type:
                raise ValueError(
                    f"tool name '{tool.name}' is taken by the tool for actions of type '{known.action_type}', "
                    f"and undo finds a tool by its name: name the one for '{tool.action_type}' otherwise"
                )
            self._by_action[tool.action_type] = self._by_name[tool.name] = tool

    def get_tool(self, action_type: str) -> ToolDefinition | None:
        """The tool of a type of action."""
        return self._by_action.get(action_type)

    def can_execute(self, action_type: str) -> bool:
        """Whether there is a tool for that type of action."""
        return action_type in self._by_action

    async def execute(self, action: Action, ctx: ExecutionContext) -> ToolOutput:
        """Do an action; the output of its handler, whether that is a success or not.

        Raises ToolNotFoundError, ToolDeniedError where the execution mode is not one of the tool's,
        ToolApprovalDeniedError and ToolApprovalTimeoutError where a person has to agree and does not, and
        ToolExecutionError with what the handler raised, or where it gave no ToolOutput. Raises TypeError for a payload
        that is no dict; None is an empty one.
        """
        tool = self.get_tool(action.type)
        if tool is None:
            raise ToolNotFoundError(action.type)
        given = ToolInput.from_action(action, tool.name, ctx)
        await self._tell(
            ToolInvokedEvent, given, payload_summary=payload_summary(given.payload), behavior=given.behavior
        )
        await self._check_behavior(tool, given)
        if tool.requires_approval:
            await self._ask(tool, given)
        return await self._call(tool, given)

    async def _check_behavior(self, tool: ToolDefinition, given: ToolInput) -> None:
        if tool.is_behavior_allowed(given.behavior):
            return
        allowed = tool.allowed_behaviors
        reason = "behavior_not_allowed"
        await self._tell(ToolDeniedEvent, given, reason=reason, behavior=given.behavior, allowed_behaviors=allowed)
        raise ToolDeniedError(tool.name, given.behavior, allowed)

    async def _ask(self, tool: ToolDefinition, given: ToolInput) -> None:
        message = tool.approval_message or f"Tool '{tool.name}' asks for approval"
        summary = payload_summary(given.payload)
        asked = await self._approval.request_approval(
            given.action_id, tool.name, given.pipeline_run_id, message, summary
        )
        action, run = given.action_id, given.pipeline_run_id
        try:
            await self._send(ApprovalRequestedEvent(asked.id, tool.name, action, run, message))
            decision = await self._decision(tool, given, asked)
        except BaseException:  # whoever gives up takes the question back: an answer must not come to nobody
            await self._approval.cancel_request(asked.id)
            raise
        said = "approved" if decision.granted else "denied"
        await self._send(ApprovalDecidedEvent(asked.id, tool.name, action, said, decision.decided_by, run))
        if not decision.granted:
            reason = decision.reason or "user_denied"
            await self._tell(ToolDeniedEvent, given, reason=reason, behavior=given.behavior)
            raise ToolApprovalDeniedError(tool.name, asked.id, reason)

    async def _decision(self, tool: ToolDefinition, given: ToolInput, asked: ApprovalRequest) -> ApprovalDecision:
        """The answer; of a question that is forgotten by now, what its request says of it."""
        timeout = self.config.approval_timeout_seconds
        try:
            return await self._approval.await_decision(asked.id, timeout)
        except TimeoutError:
            await self._tell(ToolDeniedEvent, given, reason="approval_timeout", behavior=given.behavior)
            raise ToolApprovalTimeoutError(tool.name, asked.id, timeout) from None
        except KeyError:
            if asked.status in (ApprovalStatus.APPROVED, ApprovalStatus.DENIED):
                return ApprovalDecision(asked.id, asked.status is ApprovalStatus.APPROVED, asked.decided_by)
            return ApprovalDecision(asked.id, False, reason="cancelled")

    async def _call(self, tool: ToolDefinition, given: ToolInput) -> ToolOutput:
        await self._tell(ToolStartedEvent, given)
        started = monotonic()
        try:
            output = await tool.handler(given)
            if not isinstance(output, ToolOutput):
                raise TypeError(f"the handler gave {type(output).__name__}, expected a ToolOutput")
        except Exception as error:
            told = {"error_code": type(error).__name__, "error_message": str(error)}
            await self._tell(ToolFailedEvent, given, duration_ms=_ms_since(started), **told)
            raise ToolExecutionError(tool.name, given.action_id, error) from error
        took = _ms_since(started)
        if tool.undoable and output.success and output.undo_metadata:
            await self._keep(tool, given, output.undo_metadata)
        artifacts = len(output.artifacts or ())
        summary = output_summary(output)
        await self._tell(ToolCompletedEvent, given, duration_ms=took, output_summary=summary, artifacts_count=artifacts)
        return output

    async def _keep(self, tool: ToolDefinition, given: ToolInput, undo_data: dict[str, Any]) -> None:
        """The action is done: a store that fails makes it one that cannot be undone, and no failure."""
        try:
            await self._undo.store(given.action_id, tool.name, undo_data, self.config.undo_ttl_seconds)
        except Exception:
            extra = {"tool": tool.name, "action_id": str(given.action_id)}
            logger.error(
                "action %s cannot be undone: its data was not kept", given.action_id, extra=extra, exc_info=True
            )

    async def undo_action(self, action_id: UUID, ctx: ExecutionContext) -> bool:
        """Undo an action, by its id, once, however many executors share the store.

        False where nothing is kept for it, its tool is gone or has no undo handler, or it is being undone already.
        Raises ToolUndoError where the handler fails. What is needed to try again is kept then, and where the handler
        is cancelled, unless the action has been done anew or what is kept for it deleted meanwhile.
        """
        kept = await self._undo.get(action_id)
        if kept is None or self._undoer(kept) is None:  # and not taken: another executor may have the tool
            return False
        entry = await take_from(self._undo, action_id)
        if entry is None:
            return False
        metadata = entry.metadata
        tool = self._undoer(metadata)
        if tool is None or tool.undo_handler is None:
            await self._put_back(entry)
            return False
        given = ToolInput(metadata.action_id, tool.name, {}, None, ctx.pipeline_run_id, ctx.request_id)
        started = monotonic()
        try:
            await tool.undo_handler(metadata)
        except BaseException as error:
            await self._put_back(entry)
            if not isinstance(error, Exception):
                raise
            told = {"error_message": str(error), "reason": type(error).__name__}
            await self._tell(ToolUndoFailedEvent, given, **told)
            raise ToolUndoError(tool.name, metadata.action_id, str(error)) from error
        made_at = metadata.created_at
        await self._tell(ToolUndoneEvent, given, duration_ms=_ms_since(started), original_action_timestamp=made_at)
        return True

    def _undoer(self, metadata: UndoMetadata) -> ToolDefinition | None:
        tool = self._by_name.get(metadata.tool_name)
        return None if tool is None or tool.undo_handler is None else tool

    async def _put_back(self, entry: UndoEntry) -> None:
        """Also where whoever undoes is cancelled again meanwhile: a store may take its time."""
        putting = asyncio.ensure_future(put_back_into(self._undo, entry))
        self._putting.add(putting)
        putting.add_done_callback(self._putting.discard)
        await asyncio.shield(putting)

    async def _tell(self, kind: Any, given: ToolInput, **fields: Any) -> None:
        await self._send(kind(given.tool_name, given.action_id, given.pipeline_run_id, given.request_id, **fields))

    async def _send(self, event: Event) -> None:
        if self.config.emit_events:
            await tell(event)


def _ms_since(started: float) -> float:
    return (monotonic() - started) * 1000


__all__ = ["AdvancedToolExecutor", "ExecutionResult", "ToolExecutorConfig"]
