"""Questions to a person (section 14.8): answered by id and once; late answers are refused."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow.tools import (
    ApprovalDecision,
    ApprovalRequest,
    ApprovalService,
    ApprovalStatus,
    LateDecisionError,
    approval,
    clear_approval_service,
    get_approval_service,
    set_approval_service,
)

ACTION, RUN, OTHER_RUN, WHO = (UUID(int=n) for n in range(41, 45))
Steps = Callable[[ApprovalService], Awaitable[Any]]


def run(steps: Steps) -> Any:
    return asyncio.run(steps(ApprovalService()))  # type: ignore[arg-type]


async def asked(service: ApprovalService, **more: Any) -> ApprovalRequest:
    return await service.request_approval(ACTION, "noter", **more)


def test_a_request_is_pending_and_plain_data() -> None:
    async def steps(service: ApprovalService) -> None:
        payload = {"text": ["hello"]}
        request = await asked(service, pipeline_run_id=RUN, approval_message="May I?", payload_summary=payload)
        payload["text"].append("later")
        assert request.status is ApprovalStatus.PENDING and isinstance(request.status, str)
        assert await service.get_request(request.id) is request
        data = request.to_dict()
        assert data["created_at"].endswith("+00:00")
        assert data == {
            "id": str(request.id),
            "action_id": str(ACTION),
            "tool_name": "noter",
            "pipeline_run_id": str(RUN),
            "approval_message": "May I?",
            "status": "pending",
            "decided_by": None,
            "decided_at": None,
            "created_at": request.created_at,
            "payload_summary": {"text": ["hello"]},
        }
        assert await service.get_request(uuid4()) is None

    run(steps)
    assert {s.name: s.value for s in ApprovalStatus} == {
        "PENDING": "pending",
        "APPROVED": "approved",
        "DENIED": "denied",
        "EXPIRED": "expired",
        "CANCELLED": "cancelled",
    }


@pytest.mark.parametrize("granted", [True, False])
def test_whoever_waits_gets_the_answer_and_so_does_who_comes_later(granted: bool) -> None:
    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        waiting = [asyncio.create_task(service.await_decision(request.id)) for _ in range(2)]
        await asyncio.sleep(0)
        decision = await service.record_decision(request.id, granted, WHO, "because")
        assert await asyncio.gather(*waiting) == [decision, decision]
        assert await service.await_decision(request.id) == decision
        assert decision.to_dict() == {
            "request_id": str(request.id),
            "granted": granted,
            "decided_by": str(WHO),
            "reason": "because",
        }
        assert request.status is (ApprovalStatus.APPROVED if granted else ApprovalStatus.DENIED)
        assert request.decided_by == WHO and request.decided_at is not None

    run(steps)


def test_a_request_that_nobody_answers_expires() -> None:
    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        for _ in range(2):
            with pytest.raises(TimeoutError):
                await service.await_decision(request.id, 0)
            assert request.status is ApprovalStatus.EXPIRED

    run(steps)
    asyncio.run(_expires_by_default())


async def _expires_by_default() -> None:
    service = ApprovalService(default_timeout_seconds=0)
    request = await asked(service)
    with pytest.raises(TimeoutError):
        await service.await_decision(request.id)


def test_who_waits_longer_than_the_request_lives_is_told() -> None:
    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        patient = asyncio.create_task(service.await_decision(request.id, 3600))
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            await service.await_decision(request.id, 0)
        with pytest.raises(TimeoutError):
            await patient

    run(steps)


async def _decide(service: ApprovalService, request: ApprovalRequest) -> None:
    await service.record_decision(request.id, False, WHO)


async def _cancel(service: ApprovalService, request: ApprovalRequest) -> None:
    assert await service.cancel_request(request.id)


async def _expire(service: ApprovalService, request: ApprovalRequest) -> None:
    with pytest.raises(TimeoutError):
        await service.await_decision(request.id, 0)


@pytest.mark.parametrize("close", [_decide, _cancel, _expire])
def test_a_decision_that_comes_late_is_refused_and_changes_nothing(close: Any) -> None:
    """D-39."""

    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        await close(service, request)
        before = request.to_dict()
        with pytest.raises(LateDecisionError, match=request.status.value) as caught:
            await service.record_decision(request.id, True, uuid4())
        assert (caught.value.request_id, caught.value.status) == (request.id, request.status)
        assert not await service.cancel_request(request.id)
        assert request.to_dict() == before

    run(steps)


@pytest.mark.parametrize("granted", ["no", "", 1, 0, None])
def test_an_answer_is_yes_or_no_and_nothing_else(granted: Any) -> None:
    """Every text but the empty one would be a yes."""

    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        with pytest.raises(TypeError, match="granted must be True or False"):
            await service.record_decision(request.id, granted, WHO)
        assert (request.status, request.decided_by, request.decided_at) == (ApprovalStatus.PENDING, None, None)
        assert (await service.record_decision(request.id, True)).granted

    run(steps)
    with pytest.raises(TypeError, match="granted must be True or False"):
        ApprovalDecision(ACTION, granted)


def test_who_has_waited_is_forgotten_however_it_ended() -> None:
    """A service lives as long as its process: what stays behind of each question piles up."""

    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        entry = service._entries[request.id]
        given_up = asyncio.create_task(service.await_decision(request.id))
        await asyncio.sleep(0)
        assert len(entry.waiting) == 1
        given_up.cancel()
        await asyncio.wait([given_up])
        assert entry.waiting == []
        waiting = asyncio.create_task(service.await_decision(request.id))
        await asyncio.sleep(0)
        await service.record_decision(request.id, True)
        await waiting
        assert entry.waiting == []

    run(steps)


def test_what_is_forgotten_does_not_count_among_the_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else those that were forgotten would push out others that are remembered."""
    monkeypatch.setattr(approval, "CLOSED_KEPT_MAX", 2)

    async def steps(service: ApprovalService) -> None:
        stays = await asked(service)
        await service.record_decision(stays.id, True)
        for _ in range(3):
            gone = await asked(service)
            await service.record_decision(gone.id, True)
            await service.cleanup(gone.id)
        assert await service.get_request(stays.id) is stays

    run(steps)


def test_an_answer_does_not_depend_on_who_waited_on_a_loop_that_is_closed() -> None:
    service = ApprovalService()

    async def ask() -> UUID:
        request = await asked(service)
        waiting = asyncio.create_task(service.await_decision(request.id))
        await asyncio.sleep(0)
        left = list(service._entries[request.id].waiting)
        waiting.cancel()
        await asyncio.wait([waiting])
        service._entries[request.id].waiting = left  # as after a loop that was stopped in the middle
        return request.id

    request_id = asyncio.run(ask())
    assert asyncio.run(service.record_decision(request_id, True)).granted


def test_a_request_that_is_taken_back_is_a_no() -> None:
    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        waiting = asyncio.create_task(service.await_decision(request.id))
        await asyncio.sleep(0)
        assert await service.cancel_request(request.id)
        decision = await waiting
        assert (decision.granted, decision.reason) == (False, "cancelled")
        assert request.status is ApprovalStatus.CANCELLED
        assert not await service.cancel_request(uuid4())

    run(steps)


def test_nobody_knows_a_request_that_was_never_made() -> None:
    async def steps(service: ApprovalService) -> None:
        with pytest.raises(KeyError, match="no approval request"):
            await service.await_decision(uuid4())
        with pytest.raises(KeyError, match="no approval request"):
            await service.record_decision(uuid4(), True)
        await service.cleanup(uuid4())

    run(steps)


def test_pending_requests_are_those_that_are_open_perhaps_of_one_run() -> None:
    async def steps(service: ApprovalService) -> None:
        mine, others = await asked(service, pipeline_run_id=RUN), await asked(service, pipeline_run_id=OTHER_RUN)
        closed = await asked(service, pipeline_run_id=RUN)
        await service.record_decision(closed.id, True)
        assert await service.get_pending_requests() == [mine, others]
        assert await service.get_pending_requests(RUN) == [mine]

    run(steps)


def test_what_is_forgotten_leaves_nobody_waiting() -> None:
    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        waiting = asyncio.create_task(service.await_decision(request.id))
        await asyncio.sleep(0)
        await service.cleanup(request.id)
        assert await service.get_request(request.id) is None
        assert not (await waiting).granted

    run(steps)


def test_closed_requests_do_not_pile_up_and_open_ones_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """D-22."""
    monkeypatch.setattr(approval, "CLOSED_KEPT_MAX", 3)

    async def steps(service: ApprovalService) -> None:
        stays = await asked(service)
        closed = [await asked(service) for _ in range(5)]
        for request in closed:
            await service.record_decision(request.id, True)
        known = [await service.get_request(r.id) for r in closed]
        assert known == [None, None, *closed[2:]]
        assert await service.get_request(stays.id) is stays

    run(steps)


def test_an_answer_reaches_another_event_loop() -> None:
    """D-41: who asks runs on one loop, who answers on another, in a thread of its own."""
    service, ready = ApprovalService(), threading.Event()
    found: list[Any] = []

    async def ask() -> None:
        request = await asked(service)
        found.append(request.id)
        waiting = asyncio.create_task(service.await_decision(request.id))
        await asyncio.sleep(0)
        ready.set()
        found.append(await waiting)

    thread = threading.Thread(target=asyncio.run, args=(ask(),))
    thread.start()
    assert ready.wait(30)
    asyncio.run(service.record_decision(found[0], True, WHO))
    thread.join(30)
    assert found[1].granted and found[1].decided_by == WHO


def test_who_gives_up_waiting_leaves_the_request_open() -> None:
    async def steps(service: ApprovalService) -> None:
        request = await asked(service)
        waiting = asyncio.create_task(service.await_decision(request.id))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        assert request.status is ApprovalStatus.PENDING
        assert (await service.record_decision(request.id, True)).granted

    run(steps)


def test_the_service_of_the_process_is_one_until_it_is_set_or_cleared() -> None:
    clear_approval_service()
    first = get_approval_service()
    assert first is get_approval_service()
    own = ApprovalService()
    set_approval_service(own)
    assert get_approval_service() is own
    clear_approval_service()
    assert get_approval_service() not in (first, own)
    clear_approval_service()
