"""Actions done through definitions (section 14.6): gated, approved, told of, and undone by id."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow.events import clear_event_sink, set_event_sink
from stageflow.testing import create_test_pipeline_context, create_test_stage_context
from stageflow.tools import (
    AdvancedToolExecutor,
    ApprovalService,
    DictContextAdapter,
    ExecutionResult,
    LateDecisionError,
    ToolApprovalDeniedError,
    ToolApprovalTimeoutError,
    ToolDefinition,
    ToolDeniedError,
    ToolExecutionError,
    ToolExecutorConfig,
    ToolInput,
    ToolNotFoundError,
    ToolOutput,
    ToolUndoError,
    UndoMetadata,
    UndoStore,
    approval,
    base,
    get_approval_service,
    get_undo_store,
    undo,
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


@pytest.fixture
def sink() -> Iterator[Sink]:
    made = Sink()
    set_event_sink(made)
    yield made
    clear_event_sink()


def run(steps: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(steps())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "ctx", [create_test_stage_context(), create_test_pipeline_context(), CTX], ids=["stage", "pipeline", "dict"]
)
def test_an_action_is_done_in_any_context(ctx: Any, sink: Sink) -> None:
    desk, action = Desk(), Act()
    assert run(lambda: desk.executor.execute(action, ctx)) is desk.gives
    (given,) = desk.notes
    assert (given.action_id, given.tool_name, given.payload) == (action.id, "noter", {"text": "hello"})
    assert given.pipeline_run_id == ctx.pipeline_run_id
    assert sink.types == ["tool.invoked", "tool.started", "tool.completed"]
    invoked, _, completed = (data for _, data in sink.told)
    ids = {"tool_name": "noter", "action_id": str(action.id)}
    ids |= {name: str(getattr(ctx, name)) for name in ("pipeline_run_id", "request_id") if getattr(ctx, name)}
    assert all({**data, **ids} == data for _, data in sink.told)
    assert invoked["payload_summary"] == {"text": "hello"} and invoked["behavior"] == ctx.execution_mode
    assert completed["artifacts_count"] == 1 and completed["duration_ms"] >= 0
    assert completed["output_summary"] == {
        "success": True,
        "has_data": True,
        "has_error": False,
        "has_artifacts": True,
        "has_undo_metadata": True,
    }


def test_nobody_does_what_no_tool_is_for(sink: Sink) -> None:
    desk = Desk()
    assert desk.executor.can_execute("note") and not desk.executor.can_execute("other")
    tool = desk.executor.get_tool("note")
    assert tool is not None and tool.name == "noter" and desk.executor.get_tool("noter") is None
    with pytest.raises(ToolNotFoundError, match="other"):
        run(lambda: desk.executor.execute(Act("other"), CTX))
    assert sink.told == []


def test_a_tool_runs_in_its_own_modes_only(sink: Sink) -> None:
    desk = Desk(allowed_behaviors=("live",))
    with pytest.raises(ToolDeniedError, match=r"noter.*practice") as caught:
        run(lambda: desk.executor.execute(Act(), CTX))
    assert (caught.value.behavior, caught.value.allowed_behaviors) == ("practice", ("live",))
    assert (desk.notes, sink.types) == ([], ["tool.invoked", "tool.denied"])
    denied = sink.told[-1][1]
    assert (denied["reason"], denied["behavior"], denied["allowed_behaviors"]) == (
        "behavior_not_allowed",
        "practice",
        ["live"],
    )
    assert run(lambda: Desk(allowed_behaviors=("practice",)).executor.execute(Act(), CTX)).success
    assert run(lambda: Desk().executor.execute(Act(), DictContextAdapter({}))).success


def test_a_handler_that_raises_is_a_failure_with_its_cause(sink: Sink) -> None:
    desk, action = Desk(), Act()
    desk.gives = ValueError("boom")
    with pytest.raises(ToolExecutionError, match="noter") as caught:
        run(lambda: desk.executor.execute(action, CTX))
    assert caught.value.cause is caught.value.__cause__ is desk.gives
    assert caught.value.action_id == action.id
    assert sink.types == ["tool.invoked", "tool.started", "tool.failed"]
    assert (sink.told[-1][1]["error_code"], sink.told[-1][1]["error_message"]) == ("ValueError", "boom")
    assert len(desk.undo) == 0


def test_an_output_that_is_no_success_is_an_output_and_is_not_undone(sink: Sink) -> None:
    desk = Desk()
    desk.gives = ToolOutput(False, error="no", undo_metadata={"was": 1})
    assert run(lambda: desk.executor.execute(Act(), CTX)) is desk.gives
    assert sink.types[-1] == "tool.completed" and len(desk.undo) == 0


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


def test_undo_data_are_kept_for_the_time_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(undo, "monotonic", lambda: now[0])
    desk, action = Desk(ToolExecutorConfig(undo_ttl_seconds=7)), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        now[0] += 6.9
        assert await desk.undo.get(action.id) is not None
        now[0] += 0.1
        assert not await desk.executor.undo_action(action.id, CTX)

    run(steps)
    assert desk.undone == []


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


def test_a_name_is_that_of_one_type_of_action() -> None:
    """Undo finds a tool by its name: of two, the handler of the other would be called."""
    desk = Desk()
    with pytest.raises(ValueError, match="tool name 'noter' is taken by the tool for actions of type 'note'"):
        desk.executor.register(ToolDefinition("noter", "other", desk._write))
    assert not desk.executor.can_execute("other")
    newer = ToolDefinition("noter", "note", desk._write)
    desk.executor.register(newer)
    assert desk.executor.get_tool("note") is newer


@pytest.mark.parametrize("gives", [None, {"success": True}, base.ToolOutput(True)], ids=["none", "dict", "the-other"])
def test_a_handler_that_gives_no_output_has_failed(gives: Any, sink: Sink) -> None:
    desk = Desk()
    desk.gives = gives
    with pytest.raises(ToolExecutionError, match=f"noter.*the handler gave {type(gives).__name__}") as caught:
        run(lambda: desk.executor.execute(Act(), CTX))
    assert isinstance(caught.value.cause, TypeError)
    assert sink.types == ["tool.invoked", "tool.started", "tool.failed"]
    assert sink.told[-1][1]["error_code"] == "TypeError"


def test_an_action_without_a_payload_is_done(sink: Sink) -> None:
    desk = Desk()
    assert run(lambda: desk.executor.execute(Act(payload=None), CTX)).success  # type: ignore[arg-type]
    assert (desk.notes[0].payload, sink.told[0][1]["payload_summary"]) == ({}, {})


def test_an_action_is_undone_by_its_id_once(sink: Sink) -> None:
    """D-37: the tool is found by its name, which is not its type of action."""
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        kept = await desk.undo.get(action.id)
        assert kept is not None and (kept.tool_name, kept.undo_data) == ("noter", {"was": 3})
        sink.told.clear()
        assert await desk.executor.undo_action(action.id, CTX)
        assert desk.undone == [kept] and len(desk.undo) == 0
        ((type_, data),) = sink.told
        assert (type_, data["action_id"], data["original_action_timestamp"]) == (
            "tool.undone",
            str(action.id),
            kept.created_at,
        )
        assert not await desk.executor.undo_action(action.id, CTX)
        assert not await desk.executor.undo_action(uuid4(), CTX)

    run(steps)


def test_two_who_undo_at_once_undo_once() -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        both = await asyncio.gather(*(desk.executor.undo_action(action.id, CTX) for _ in range(2)))
        assert sorted(both) == [False, True]
        assert len(desk.undone) == 1

    run(steps)


def test_two_executors_of_one_store_undo_once() -> None:
    desk, action = Desk(), Act()
    second = AdvancedToolExecutor(None, desk.undo, desk.approval)
    tool = desk.executor.get_tool("note")
    assert tool is not None
    second.register(tool)

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        both = await asyncio.gather(*(e.undo_action(action.id, CTX) for e in (desk.executor, second)))
        assert sorted(both) == [False, True]
        assert len(desk.undone) == 1

    run(steps)


def test_what_is_done_anew_while_it_is_undone_can_be_undone() -> None:
    undone: list[Any] = []

    async def take_back(metadata: UndoMetadata) -> None:
        undone.append(metadata.undo_data)
        if len(undone) == 1:
            desk.gives = ToolOutput.ok(undo_metadata={"was": 4})
            await desk.executor.execute(action, CTX)

    desk, action = Desk(undo_handler=take_back), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        assert await desk.executor.undo_action(action.id, CTX)
        assert await desk.executor.undo_action(action.id, CTX)
        assert undone == [{"was": 3}, {"was": 4}]

    run(steps)


def test_an_undo_that_is_cancelled_can_be_tried_again() -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        undoing = asyncio.create_task(desk.executor.undo_action(action.id, CTX))
        while not desk.undone:
            await asyncio.sleep(0)
        undoing.cancel()
        await asyncio.wait([undoing])
        assert undoing.cancelled()
        assert await desk.executor.undo_action(action.id, CTX)

    run(steps)


def test_what_could_not_be_undone_can_be_tried_again(sink: Sink) -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        desk.undo_raises = OSError("locked")
        with pytest.raises(ToolUndoError, match=str(action.id)) as caught:
            await desk.executor.undo_action(action.id, CTX)
        assert caught.value.reason == "locked"
        assert (sink.types[-1], sink.told[-1][1]["reason"]) == ("tool.undo_failed", "OSError")
        assert sink.told[-1][1]["error_message"] == "locked"
        desk.undo_raises = None
        assert await desk.executor.undo_action(action.id, CTX)

    run(steps)


@pytest.mark.parametrize(
    "definition", [{"undoable": False}, {"undo_handler": None}], ids=["not-undoable", "no-handler"]
)
def test_what_has_no_way_back_stays_done(definition: dict[str, Any]) -> None:
    desk, action = Desk(**definition), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        assert not await desk.executor.undo_action(action.id, CTX)

    run(steps)
    empty: list[dict[str, Any] | None] = [None, {}]
    for nothing in empty:
        bare = Desk()
        bare.gives = ToolOutput.ok(undo_metadata=nothing)
        run(lambda bare=bare: bare.executor.execute(Act(), CTX))  # type: ignore[misc]
        assert len(bare.undo) == 0


def test_what_a_tool_here_cannot_undo_is_kept_for_one_that_can() -> None:
    desk, action = Desk(), Act()

    async def steps() -> None:
        await desk.executor.execute(action, CTX)
        assert not await AdvancedToolExecutor(None, desk.undo).undo_action(action.id, CTX)
        assert await desk.executor.undo_action(action.id, CTX)

    run(steps)


class Bare:
    """A store as 0.5 asks of one."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[UUID, UndoMetadata] = {}

    async def store(self, action_id: UUID, tool_name: str, undo_data: Any, ttl_seconds: Any = None) -> UndoMetadata:
        self.held[action_id] = UndoMetadata(action_id, tool_name, undo_data)
        return self.held[action_id]

    async def get(self, action_id: UUID) -> UndoMetadata | None:
        return self.held.get(action_id)

    async def delete(self, action_id: UUID) -> bool:
        return self.held.pop(action_id, None) is not None


class Elsewhere(Bare, UndoStore):
    """A subclass that keeps its entries elsewhere."""


@pytest.mark.parametrize("kind", [Bare, Elsewhere])
def test_a_store_that_cannot_give_an_entry_away_is_one(kind: type[Any]) -> None:
    desk, action = Desk(), Act()
    tool, store = desk.executor.get_tool("note"), kind()
    executor = AdvancedToolExecutor(None, store, desk.approval)
    assert tool is not None
    executor.register(tool)

    async def steps() -> None:
        await executor.execute(action, CTX)
        desk.undo_raises = OSError("locked")
        with pytest.raises(ToolUndoError):
            await executor.undo_action(action.id, CTX)
        desk.undo_raises = None
        assert await executor.undo_action(action.id, CTX)
        assert not await executor.undo_action(action.id, CTX)
        assert store.held == {}

    run(steps)


def test_an_executor_without_the_tool_takes_nothing_from_one_that_has_it() -> None:
    class Counting(UndoStore):
        taken = 0

        async def take(self, action_id: UUID) -> undo.UndoEntry | None:
            self.taken += 1
            return await super().take(action_id)

    store = Counting()

    async def steps() -> None:
        await store.store(WHO, "noter", {"was": 1})
        assert not await AdvancedToolExecutor(None, store).undo_action(WHO, CTX)
        assert store.taken == 0

    run(steps)


def test_an_undo_that_is_cancelled_twice_can_be_tried_again() -> None:
    class Slow(UndoStore):
        async def put_back(self, entry: undo.UndoEntry) -> None:
            putting.set()
            await may.wait()
            await super().put_back(entry)
            done.set()

    putting, may, done = asyncio.Event(), asyncio.Event(), asyncio.Event()
    desk, action, store = Desk(), Act(), Slow()
    tool = desk.executor.get_tool("note")
    executor = AdvancedToolExecutor(None, store, desk.approval)
    assert tool is not None
    executor.register(tool)

    async def steps() -> None:
        await executor.execute(action, CTX)
        undoing = asyncio.create_task(executor.undo_action(action.id, CTX))
        while not desk.undone:
            await asyncio.sleep(0)
        undoing.cancel()
        await putting.wait()
        undoing.cancel()
        await asyncio.wait([undoing])
        may.set()
        await asyncio.wait_for(done.wait(), 10)
        assert await executor.undo_action(action.id, CTX)

    run(steps)


def test_a_store_that_fails_makes_no_failure_of_what_is_done(sink: Sink, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()

    async def fail(*_: Any) -> None:
        raise OSError("disk full")

    desk.undo.store = fail  # type: ignore[assignment,method-assign]
    assert run(lambda: desk.executor.execute(Act(), CTX)).success
    assert sink.types == ["tool.invoked", "tool.started", "tool.completed"]
    assert "cannot be undone" in caplog.text


def test_what_is_injected_is_used_also_where_it_is_empty() -> None:
    """D-14."""
    desk = Desk()
    assert len(desk.undo) == 0
    run(lambda: desk.executor.execute(Act(), CTX))
    assert len(desk.undo) == 1 and len(get_undo_store()) == 0
    assert run(get_approval_service().get_pending_requests) == []
    assert AdvancedToolExecutor().config == ToolExecutorConfig(60.0, 3600.0, True, logging.INFO)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "..."),
        (list(range(100)), "<list with 100 items>"),
        ({str(n): n for n in range(100)}, "<dict with 100 items>"),
        ([1, 2], [1, 2]),
        (7, 7),
    ],
    ids=["text", "long-text", "long-list", "long-dict", "list", "number"],
)
def test_what_is_told_of_a_payload_is_short(given: Any, told: Any, sink: Sink) -> None:
    run(lambda: Desk().executor.execute(Act(payload={"p": given}), CTX))
    assert sink.told[0][1]["payload_summary"] == {"p": told}


def test_nothing_is_told_where_nobody_wants_it_and_a_broken_sink_changes_nothing(
    sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(ToolExecutorConfig(emit_events=False))
    assert run(lambda: desk.executor.execute(Act(), CTX)).success
    assert sink.told == []

    async def steps() -> ToolOutput:
        set_event_sink(Sink(broken=True))
        return await Desk().executor.execute(Act(), CTX)

    assert run(steps).success
    lines = [r for r in caplog.records if r.name == "stageflow.tools.executor"]
    assert {r.levelname for r in lines} == {"WARNING"} and len(lines) == 3


def test_a_record_of_an_outcome_can_be_made() -> None:
    made = ExecutionResult(True)
    assert (made.output, made.error, made.duration_ms, made.was_approved, made.was_denied, made.denial_reason) == (
        None,
        None,
        0.0,
        False,
        False,
        None,
    )
