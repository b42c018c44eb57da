"""Questions to a person: asked by id, answered once, waited for from any event loop."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from threading import RLock
from typing import Any
from uuid import UUID, uuid4

from stageflow.context.plain import now_text, plain_fields
from stageflow.immutable.construct import value_type
from stageflow.immutable.freeze import deep_freeze
from stageflow.tools.process_wide import ProcessWide

CLOSED_KEPT_MAX = 1024
"""How many requests that are decided, expired or taken back a service remembers; without a bound they would pile up."""


class ApprovalStatus(str, Enum):  # noqa: UP042 - the 0.5 interface fixes the bases
    """What has become of a request. All but PENDING are final."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass
class ApprovalRequest:
    """A question, and what has become of it."""

    id: UUID
    action_id: UUID
    tool_name: str
    pipeline_run_id: UUID | None = None
    approval_message: str = ""
    status: ApprovalStatus = ApprovalStatus.PENDING
    decided_by: UUID | None = None
    decided_at: str | None = None
    created_at: str = field(default_factory=now_text)
    payload_summary: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ids as text."""
        return {**plain_fields(self), "status": self.status.value}


@value_type
@dataclass(frozen=True, slots=True)
class ApprovalDecision:
    """An answer. Raises TypeError for one that is neither True nor False: every text would be a yes."""

    request_id: UUID
    granted: bool
    decided_by: UUID | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.granted, bool):
            raise TypeError(f"granted must be True or False, got {type(self.granted).__name__}: {self.granted!r:.80}")

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ids as text."""
        return plain_fields(self)


class LateDecisionError(RuntimeError):
    """The request is not open any more: it was decided, it expired, or it was taken back."""

    def __init__(self, request: ApprovalRequest) -> None:
        super().__init__(f"approval request {request.id} is {request.status.value}: no decision can be recorded")
        self.request_id = request.id
        self.status = request.status


class _Entry:
    """A request, its answer, and who waits for it, each on the loop of its own."""

    __slots__ = ("decision", "request", "waiting")

    def __init__(self, request: ApprovalRequest) -> None:
        self.request = request
        self.decision: ApprovalDecision | None = None
        self.waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    @property
    def is_open(self) -> bool:
        return self.request.status is ApprovalStatus.PENDING


class ApprovalService:
    """Asks, waits and records. Every call is atomic, across tasks, event loops and OS threads.

    A request is answered once; what comes after that is refused. Of requests that are closed the last
    CLOSED_KEPT_MAX are remembered.
    """

    def __init__(self, default_timeout_seconds: float = 60.0) -> None:
        self.default_timeout_seconds = default_timeout_seconds
        self._lock = RLock()
        self._entries: dict[UUID, _Entry] = {}
        self._closed: OrderedDict[UUID, None] = OrderedDict()

    async def request_approval(
        self,
        action_id: UUID,
        tool_name: str,
        pipeline_run_id: UUID | None = None,
        approval_message: str = "",
        payload_summary: dict[str, Any] | None = None,
    ) -> ApprovalRequest:
        """Ask. The request that is returned is the live one."""
        request = ApprovalRequest(
            id=uuid4(),
            action_id=action_id,
            tool_name=tool_name,
            pipeline_run_id=pipeline_run_id,
            approval_message=approval_message,
            payload_summary=deep_freeze(payload_summary or {}),
        )
        with self._lock:
            self._entries[request.id] = _Entry(request)
        return request

    async def await_decision(self, request_id: UUID, timeout_seconds: float | None = None) -> ApprovalDecision:
        """The answer, as soon as there is one; a request that was taken back counts as answered with no.

        Raises TimeoutError where there is none in time, by which the request expires, or where it has expired already;
        KeyError for a request that nobody made.
        """
        timeout = self.default_timeout_seconds if timeout_seconds is None else timeout_seconds
        loop = asyncio.get_running_loop()
        with self._lock:
            entry = self._entry(request_id)
            if not entry.is_open:
                return self._answer(entry)
            woken: asyncio.Future[None] = loop.create_future()
            entry.waiting.append((loop, woken))
        try:
            await asyncio.wait_for(woken, timeout)
        except TimeoutError:
            with self._lock:
                if entry.is_open:
                    self._close(entry, ApprovalStatus.EXPIRED, None)
        finally:
            with self._lock:
                entry.waiting = [one for one in entry.waiting if one[1] is not woken]
        with self._lock:
            return self._answer(entry)

    async def record_decision(
        self, request_id: UUID, granted: bool, decided_by: UUID | None = None, reason: str | None = None
    ) -> ApprovalDecision:
        """Answer a request.

        Raises KeyError for one that nobody made, LateDecisionError for one that is closed, and TypeError for an answer
        that is neither True nor False; the request is open after that.
        """
        with self._lock:
            entry = self._entry(request_id)
            if not entry.is_open:
                raise LateDecisionError(entry.request)
            decision = ApprovalDecision(request_id, granted, decided_by, reason)
            entry.request.decided_by, entry.request.decided_at = decided_by, now_text()
            self._close(entry, ApprovalStatus.APPROVED if granted else ApprovalStatus.DENIED, decision)
            return decision

    async def cancel_request(self, request_id: UUID) -> bool:
        """Take a request back; False where it is closed already, or nobody made it."""
        with self._lock:
            entry = self._entries.get(request_id)
            if entry is None or not entry.is_open:
                return False
            self._close(entry, ApprovalStatus.CANCELLED, ApprovalDecision(request_id, False, reason="cancelled"))
            return True

    async def get_request(self, request_id: UUID) -> ApprovalRequest | None:
        """The request of that id."""
        with self._lock:
            entry = self._entries.get(request_id)
            return None if entry is None else entry.request

    async def get_pending_requests(self, pipeline_run_id: UUID | None = None) -> list[ApprovalRequest]:
        """The open requests, of one run if it is named."""
        with self._lock:
            requests = [entry.request for entry in self._entries.values() if entry.is_open]
        return [r for r in requests if pipeline_run_id is None or r.pipeline_run_id == pipeline_run_id]

    async def cleanup(self, request_id: UUID) -> None:
        """Forget a request; whoever waits for it is told that it was taken back."""
        await self.cancel_request(request_id)
        with self._lock:
            self._closed.pop(request_id, None)
            self._entries.pop(request_id, None)

    def _entry(self, request_id: UUID) -> _Entry:
        try:
            return self._entries[request_id]
        except KeyError:
            raise KeyError(f"no approval request {request_id}") from None

    def _answer(self, entry: _Entry) -> ApprovalDecision:
        if entry.decision is None:
            raise TimeoutError(f"approval request {entry.request.id} expired without a decision")
        return entry.decision

    def _close(self, entry: _Entry, status: ApprovalStatus, decision: ApprovalDecision | None) -> None:
        entry.request.status, entry.decision = status, decision
        for loop, woken in entry.waiting:
            with suppress(RuntimeError):  # a loop that is closed: nobody waits on it any more
                loop.call_soon_threadsafe(_wake, woken)
        self._closed[entry.request.id] = None
        while len(self._closed) > CLOSED_KEPT_MAX:
            forgotten, _ = self._closed.popitem(last=False)
            self._entries.pop(forgotten, None)


def _wake(woken: asyncio.Future[None]) -> None:
    if not woken.done():
        woken.set_result(None)


_service = ProcessWide(ApprovalService)


def get_approval_service() -> ApprovalService:
    """The service of the process."""
    return _service.get()


def set_approval_service(service: ApprovalService) -> None:
    """Make a service that of the process."""
    _service.set(service)


def clear_approval_service() -> None:
    """The next service of the process is a new one."""
    _service.clear()


__all__ = [
    "ApprovalDecision",
    "ApprovalRequest",
    "ApprovalService",
    "ApprovalStatus",
    "LateDecisionError",
    "clear_approval_service",
    "get_approval_service",
    "set_approval_service",
]
