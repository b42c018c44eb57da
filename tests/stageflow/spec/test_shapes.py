"""Defaults of the value types and the plain data they turn into (sections 2.3, 2.5 and 3.1 to 3.6)."""

import asyncio
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from stageflow import StageArtifact, StageContext, StageEvent, StageOutput
from stageflow.context import (
    ContextBag,
    ContextSnapshot,
    Conversation,
    DataConflictError,
    DocumentEnrichment,
    Enrichments,
    ExtensionBundle,
    MemoryEnrichment,
    Message,
    OutputBag,
    ProfileEnrichment,
    RoutingDecision,
    RunIdentity,
)
from stageflow.testing import create_test_stage_context

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ONE = UUID(int=1)
IDS = ("pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id")

DEFAULTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "Message": (Message("user", "hi"), {"timestamp": None, "metadata": {}}),
    "RoutingDecision": (RoutingDecision("a", "p", "t"), {"reason": None}),
    "ProfileEnrichment": (
        ProfileEnrichment(),
        {"user_id": None, "display_name": None, "preferences": {}, "goals": []},
    ),
    "MemoryEnrichment": (
        MemoryEnrichment(),
        {"recent_topics": [], "key_facts": [], "interaction_history_summary": None},
    ),
    "DocumentEnrichment": (
        DocumentEnrichment(),
        {"document_id": None, "document_type": None, "blocks": [], "metadata": {}},
    ),
    "Enrichments": (Enrichments(), {"profile": None, "memory": None, "documents": [], "web_results": []}),
    "Conversation": (Conversation(), {"messages": [], "routing_decision": None}),
    "RunIdentity": (RunIdentity(), dict.fromkeys(IDS)),
    "StageOutput": (
        StageOutput.ok(),
        {"data": {}, "artifacts": [], "events": [], "error": None, "duration_ms": None},
    ),
    "ContextSnapshot": (
        ContextSnapshot(),
        {
            **dict.fromkeys(("enrichments", "conversation", "extensions", "input_text", "input_audio_duration_ms")),
            **dict.fromkeys(("topology", "execution_mode")),
            "metadata": {},
        },
    ),
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_defaults_of_a_value_type__3_1(name: str) -> None:
    value, expected = DEFAULTS[name]
    assert {field: getattr(value, field) for field in expected} == expected
    with_default = {f.name for f in fields(value) if f.default is not MISSING or f.default_factory is not MISSING}
    assert with_default - set(expected) <= {"created_at", "run_id"}


def test_moments_default_to_the_present_in_utc__0_3() -> None:
    before = datetime.now(UTC)
    moments = [
        RunIdentity().created_at,
        ContextSnapshot().created_at,
        StageArtifact("t", {}).timestamp,
        StageEvent("t", {}).timestamp,
        StageContext.now(),
    ]
    assert all(before <= moment <= datetime.now(UTC) and moment.tzinfo is UTC for moment in moments)


def test_the_parts_of_a_snapshot_as_plain_data__3_2() -> None:
    user = uuid4()
    identity = RunIdentity(user_id=user, created_at=NOW)
    ids = {**dict.fromkeys(IDS), "user_id": str(user)}
    assert identity.to_dict() == {**ids, "created_at": NOW.isoformat()}
    profile = ProfileEnrichment(user, "Ana", {"k": 1}, ["g"])
    assert profile.to_dict() == {
        "user_id": str(user),
        "display_name": "Ana",
        "preferences": {"k": 1},
        "goals": ["g"],
    }
    memory = MemoryEnrichment(["t"], ["f"], "s")
    assert memory.to_dict() == {"recent_topics": ["t"], "key_facts": ["f"], "interaction_history_summary": "s"}
    document = DocumentEnrichment("d", "pdf", [{"b": 1}], {"m": 1})
    assert document.to_dict() == {
        "document_id": "d",
        "document_type": "pdf",
        "blocks": [{"b": 1}],
        "metadata": {"m": 1},
    }
    assert Enrichments(profile, None, [document], [{"u": 1}]).to_dict() == {
        "profile": profile.to_dict(),
        "memory": None,
        "documents": [document.to_dict()],
        "web_results": [{"u": 1}],
    }
    talk = Conversation([Message("user", "hi", NOW, {"k": 1}), Message("user", "?")], RoutingDecision("a", "p", "t"))
    assert talk.to_dict() == {
        "messages": [
            {"role": "user", "content": "hi", "timestamp": NOW.isoformat(), "metadata": {"k": 1}},
            {"role": "user", "content": "?", "timestamp": None, "metadata": {}},
        ],
        "routing_decision": {"agent_id": "a", "pipeline_name": "p", "topology": "t", "reason": None},
    }


@pytest.mark.parametrize(
    ("cls", "default"),
    [
        (ProfileEnrichment, ProfileEnrichment()),
        (MemoryEnrichment, MemoryEnrichment()),
        (DocumentEnrichment, DocumentEnrichment()),
        (Enrichments, Enrichments()),
        (Conversation, Conversation()),
    ],
    ids=lambda part: part.__name__ if isinstance(part, type) else "",
)
def test_missing_keys_give_defaults__3_2(cls: Any, default: Any) -> None:
    assert cls.from_dict({}) == default


def test_falsy_parts_are_none_and_a_given_moment_is_kept__3_2() -> None:
    assert Enrichments.from_dict({"profile": {}, "memory": None}) == Enrichments()
    assert RunIdentity.from_dict({"created_at": NOW.isoformat()}).created_at == NOW
    assert RunIdentity.from_dict({"created_at": ""}).created_at > NOW
    message = Conversation.from_dict({"messages": [{"role": "user", "content": "x"}]}).messages[0]
    assert (message.metadata, message.timestamp) == ({}, None)


def test_the_plain_data_of_a_snapshot_has_these_keys__3_4() -> None:
    flat = {*IDS, "messages", "routing_decision", "profile", "memory", "documents", "web_results"}
    nested = {"schema", "run_id", "enrichments", "conversation", "extensions", "extensions_type", "input_text"}
    rest = {"input_audio_duration_ms", "topology", "execution_mode", "created_at", "metadata"}
    data: dict[str, Any] = ContextSnapshot(created_at=NOW).to_dict()
    assert set(data) == flat | nested | rest
    assert (data["schema"], data["created_at"]) == (1, NOW.isoformat())
    assert (data["messages"], data["documents"], data["profile"]) == ([], [], None)


@pytest.mark.parametrize("schema", [2, "x", None])
def test_plain_data_of_a_newer_schema_is_refused__3_4(schema: Any) -> None:
    with pytest.raises(ValueError, match="this version reads up to 1"):
        ContextSnapshot.from_dict({"schema": schema})


def test_flat_ids_are_read_when_the_nested_ones_are_missing_or_empty__3_4() -> None:
    user = uuid4()
    forms: tuple[dict[str, Any], ...] = ({}, {"run_id": {}}, {"run_id": None})
    for nested in forms:
        snapshot: ContextSnapshot[Any] = ContextSnapshot.from_dict({**nested, "user_id": str(user)})
        assert snapshot.user_id == user
        assert snapshot.run_id.created_at > NOW


def test_every_id_is_read_through_the_snapshot__3_4() -> None:
    ids = {name: uuid4() for name in IDS}
    snapshot: ContextSnapshot[Any] = ContextSnapshot(RunIdentity(**ids))  # type: ignore[arg-type]
    assert {name: getattr(snapshot, name) for name in IDS} == ids


def test_the_plain_data_of_a_stage_context_adds_two_keys__2_5() -> None:
    ctx = create_test_stage_context()
    assert set(ctx.to_dict()) - set(ctx.snapshot.to_dict()) == {"stage_name", "started_at"}


@dataclass(frozen=True)
class Inner:
    at: date


@dataclass(frozen=True)
class Own:
    def to_dict(self) -> dict[str, Any]:
        return {"own": True}


@dataclass(frozen=True)
class Bundle(ExtensionBundle):
    id: UUID = ONE
    at: datetime = NOW
    clock: time = time(1, 2)
    inner: Any = Inner(date(2026, 1, 2))
    own: Any = Own()
    rows: Any = ()
    amount: Decimal = Decimal("1.5")
    nothing: Any = None


def test_a_bundle_turns_into_plain_data_at_any_depth__3_3() -> None:
    data = Bundle(rows=[{"id": UUID(int=2), "pair": (UUID(int=3),)}, [None]]).to_dict()
    assert data == {
        "id": str(ONE),
        "at": str(NOW),
        "clock": "01:02:00",
        "inner": {"at": "2026-01-02"},
        "own": {"own": True},
        "rows": [{"id": str(UUID(int=2)), "pair": (UUID(int=3),)}, [None]],
        "amount": Decimal("1.5"),
        "nothing": None,
    }
    assert type(data["amount"]) is Decimal


def test_a_bundle_is_made_of_its_fields_only__3_3() -> None:
    assert Bundle.from_dict({"amount": 2}).amount == 2
    with pytest.raises(TypeError):
        Bundle.from_dict({"unknown": 1})
    with pytest.raises(FrozenInstanceError):
        Bundle().amount = Decimal(2)  # type: ignore[misc]


@pytest.mark.parametrize("value", [None, True, 1.5, [1], {"a": 1}], ids=repr)
def test_a_bag_holds_any_value_and_gives_a_fresh_dict__3_5(value: Any) -> None:
    bag = ContextBag()
    asyncio.run(bag.write("k", value, "s"))
    bag.to_dict().clear()
    assert bag.to_dict() == {"k": value}
    assert "'k'" in repr(bag)


def test_a_conflict_names_the_key_and_both_writers__0_6() -> None:
    text = str(DataConflictError("the_key", "first_writer", "second_writer"))
    assert all(word in text for word in ("the_key", "first_writer", "second_writer"))


def test_an_entry_of_a_bag_as_plain_data__3_6() -> None:
    bag = OutputBag()
    output = StageOutput.ok(v=1)
    entry = bag.write_sync("a", output)
    assert entry.to_dict() == {
        "stage_name": "a",
        "attempt": 1,
        "timestamp": entry.timestamp.isoformat(),
        "status": "ok",
        "data": {"v": 1},
        "error": None,
        "duration_ms": None,
        "artifacts_count": 0,
        "events_count": 0,
    }
    bag.outputs().clear()
    assert bag.outputs() == {"a": output}
    assert [held.stage_name for held in bag.entries()] == ["a"]
