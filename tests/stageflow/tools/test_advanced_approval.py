"""Actions that a person is asked about first (section 14.6)."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow.events import set_event_sink
from stageflow.tools import (
    LateDecisionError,
    ToolApprovalDeniedError,
    ToolApprovalTimeoutError,
    ToolExecutorConfig,
    ToolOutput,
    approval,
)
from tests.stageflow.tools.desk import CTX, RUN, WHO, Act, Desk, Sink, run


def test_a_person_says_yes(sink: Sink) -> None:
    desk, action = Desk(requires_approval=True), Act()

    async def steps() -> tuple[ToolOutput, UUID]:
        done = asyncio.create_task(desk.executor.execute(action, CTX))
        request_id = await desk.answer(True)
        return await done, request_id

    output, request_id = run(steps)
    assert output.success
    assert sink.types == ["tool.invoked", "approval.requested", "approval.decided", "tool.started", "tool.completed"]
    asked, decided = sink.told[1][1], sink.told[2][1]
    ids = {
        "request_id": str(request_id),
        "tool_name": "noter",
        "action_id": str(action.id),
        "pipeline_run_id": str(RUN),
    }
    assert {**asked, **ids} == asked and {**decided, **ids} == decided
    assert "noter" in asked["approval_message"]
    assert (decided["decision"], decided["decided_by"]) == ("approved", str(WHO))


def test_a_person_is_asked_about_a_payload_in_a_run() -> None:
    desk, action = Desk(requires_approval=True), Act(payload={"text": "x" * 300})

    async def steps() -> None:
        done = asyncio.create_task(desk.executor.execute(action, CTX))
        while not await desk.approval.get_pending_requests():
            await asyncio.sleep(0)
        (request,) = await desk.approval.get_pending_requests(RUN)
        assert (request.action_id, request.tool_name, request.pipeline_run_id) == (action.id, "noter", RUN)
        assert request.payload_summary == {"text": "x" * 200 + "..."}
        assert "noter" in request.approval_message
        await desk.answer(True)
        await done

    run(steps)


@pytest.mark.parametrize(("reason", "told"), [(None, "user_denied"), ("too dear", "too dear")])
def test_a_person_says_no_and_why(reason: str | None, told: str, sink: Sink) -> None:
    """D-36: the error names the question and the reason, and the denial is told."""
    desk = Desk(requires_approval=True, approval_message="Really?")

    async def steps() -> UUID:
        done = asyncio.create_task(desk.executor.execute(Act(), CTX))
        request_id = await desk.answer(False, reason)
        with pytest.raises(ToolApprovalDeniedError, match="noter") as caught:
            await done
        assert (caught.value.request_id, caught.value.reason) == (request_id, told)
        return request_id

    run(steps)
    assert desk.notes == []
    assert sink.types == ["tool.invoked", "approval.requested", "approval.decided", "tool.denied"]
    assert sink.told[1][1]["approval_message"] == "Really?"
    assert (sink.told[2][1]["decision"], sink.told[3][1]["reason"]) == ("denied", told)


def test_nobody_answers_in_time_and_a_late_yes_does_nothing(sink: Sink) -> None:
    desk = Desk(ToolExecutorConfig(approval_timeout_seconds=0), requires_approval=True)

    async def steps() -> None:
        with pytest.raises(ToolApprovalTimeoutError, match="noter") as caught:
            await desk.executor.execute(Act(), CTX)
        assert caught.value.timeout_seconds == 0 and caught.value.request_id is not None
        with pytest.raises(LateDecisionError):
            await desk.approval.record_decision(caught.value.request_id, True)

    run(steps)
    assert desk.notes == []
    assert sink.types == ["tool.invoked", "approval.requested", "tool.denied"]
    assert sink.told[-1][1]["reason"] == "approval_timeout"


def test_whoever_gives_up_waiting_takes_the_question_back() -> None:
    desk = Desk(requires_approval=True)

    async def steps() -> None:
        done = asyncio.create_task(desk.executor.execute(Act(), CTX))
        while not await desk.approval.get_pending_requests():
            await asyncio.sleep(0)
        done.cancel()
        await asyncio.wait([done])
        assert done.cancelled()
        assert await desk.approval.get_pending_requests() == []

    run(steps)


class Slow(Sink):
    """Stays in the middle of telling that a person is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.telling = asyncio.Event()

    async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
        await super().emit(type=type, data=data)
        if type == "approval.requested":
            self.telling.set()
            await asyncio.Event().wait()


def test_whoever_gives_up_asking_takes_the_question_back() -> None:
    """Cancelled while the question is told: nobody waits for the answer any more."""
    desk = Desk(requires_approval=True)

    async def steps() -> None:
        slow = Slow()
        set_event_sink(slow)
        done = asyncio.create_task(desk.executor.execute(Act(), CTX))
        await slow.telling.wait()
        (request,) = await desk.approval.get_pending_requests()
        done.cancel()
        await asyncio.wait([done])
        assert done.cancelled()
        with pytest.raises(LateDecisionError, match="cancelled"):
            await desk.approval.record_decision(request.id, True)

    run(steps)


def test_a_question_that_is_forgotten_while_it_is_told_is_a_no() -> None:
    desk = Desk(requires_approval=True)
    forgotten: list[UUID] = []

    class Forgetful(Sink):
        async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
            await super().emit(type=type, data=data)
            if type == "approval.requested" and data is not None:
                forgotten.append(UUID(data["request_id"]))
                await desk.approval.cleanup(forgotten[0])

    async def steps() -> list[str]:
        sink = Forgetful()
        set_event_sink(sink)
        with pytest.raises(ToolApprovalDeniedError, match="noter") as caught:
            await desk.executor.execute(Act(), CTX)
        assert (caught.value.request_id, caught.value.reason) == (forgotten[0], "cancelled")
        return sink.types

    assert run(steps) == ["tool.invoked", "approval.requested", "approval.decided", "tool.denied"]
    assert desk.notes == []


@pytest.mark.parametrize("by", ["cleanup", "later-ones"])
@pytest.mark.parametrize("granted", [True, False])
def test_an_answer_that_is_forgotten_before_it_is_fetched_counts(
    granted: bool, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approval, "CLOSED_KEPT_MAX", 1)
    desk = Desk(requires_approval=True)

    class Answering(Sink):
        async def emit(self, *, type: str, data: dict[str, Any] | None) -> None:  # noqa: A002
            await super().emit(type=type, data=data)
            if type == "approval.requested" and data is not None:
                asked = UUID(data["request_id"])
                await desk.approval.record_decision(asked, granted, WHO)
                if by == "cleanup":
                    await desk.approval.cleanup(asked)
                else:
                    other = await desk.approval.request_approval(uuid4(), "noter")
                    await desk.approval.cancel_request(other.id)
                assert await desk.approval.get_request(asked) is None

    async def steps() -> dict[str, Any]:
        sink = Answering()
        set_event_sink(sink)
        if granted:
            assert (await desk.executor.execute(Act(), CTX)).success
        else:
            with pytest.raises(ToolApprovalDeniedError, match="user_denied"):
                await desk.executor.execute(Act(), CTX)
        return dict(sink.told)["approval.decided"]

    told = run(steps)
    assert (told["decision"], told["decided_by"]) == ("approved" if granted else "denied", str(WHO))
    assert len(desk.notes) == granted
