"""Snapshots and their parts, and the two bags."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow import verify_immutable
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
    OutputConflictError,
    ProfileEnrichment,
    RoutingDecision,
    RunIdentity,
)
from stageflow.core import StageOutput

NOW = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Skills(ExtensionBundle):
    active: list[str] = field(default_factory=list)
    level: dict[str, Any] = field(default_factory=dict)


def full_snapshot() -> ContextSnapshot[Any]:
    return ContextSnapshot(
        run_id=RunIdentity(uuid4(), uuid4(), uuid4(), uuid4(), uuid4(), uuid4(), NOW),
        enrichments=Enrichments(
            ProfileEnrichment(uuid4(), "Ana", {"tone": ["dry"]}, ["learn"]),
            MemoryEnrichment(["t"], ["f"], "s"),
            [DocumentEnrichment("d", "pdf", [{"b": [1]}], {"m": 1})],
            [{"url": "u"}],
        ),
        conversation=Conversation(
            [Message("user", "hi", NOW, {"k": [1]}), Message("assistant", "héllo")],
            RoutingDecision("a", "p", "t", "r"),
        ),
        extensions=Skills(["x"], {"n": [1]}),
        input_text="text",
        input_audio_duration_ms=7,
        topology="t",
        execution_mode="m",
        created_at=NOW,
        metadata={"a": {"b": [1, {"c": None}]}},
    )


def test_a_snapshot_survives_json() -> None:
    snapshot = full_snapshot()
    text = json.dumps(snapshot.to_dict())
    assert ContextSnapshot.from_dict(json.loads(text), {"Skills": Skills}) == snapshot


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=15,
    )
)
def test_any_json_content_survives_json(content: Any) -> None:
    snapshot: ContextSnapshot[Any] = ContextSnapshot(
        metadata={"content": content},
        conversation=Conversation([Message("user", "x", metadata={"content": content})]),
        extensions={"content": content},
    )
    assert ContextSnapshot.from_dict(json.loads(json.dumps(snapshot.to_dict()))) == snapshot


def test_flat_keys_of_older_versions_are_written_and_read() -> None:
    snapshot = full_snapshot()
    data = snapshot.to_dict()
    for name in ("pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id"):
        assert data[name] == str(getattr(snapshot, name))
    assert data["messages"] == data["conversation"]["messages"]
    assert data["routing_decision"] == data["conversation"]["routing_decision"]
    for name in ("profile", "memory", "documents", "web_results"):
        assert data[name] == data["enrichments"][name]
    for name in ("run_id", "conversation", "enrichments"):
        del data[name]
    flat = ContextSnapshot.from_dict(data, {"Skills": Skills})
    assert flat.conversation == snapshot.conversation
    assert flat.enrichments == snapshot.enrichments
    assert flat.run_id.user_id == snapshot.user_id


def test_an_empty_snapshot_and_an_empty_dict() -> None:
    empty: ContextSnapshot[Any] = ContextSnapshot.from_dict({})
    assert (empty.messages, empty.documents, empty.web_results, empty.metadata) == ([], [], [], {})
    absent = (empty.conversation, empty.enrichments, empty.extensions, empty.profile, empty.memory)
    assert absent == (None,) * 5
    assert empty.to_dict()["extensions_type"] is None
    assert empty.routing_decision is None


def test_extensions_come_back_only_when_their_type_is_known() -> None:
    data = full_snapshot().to_dict()
    assert data["extensions_type"] == "Skills"
    assert ContextSnapshot.from_dict(data).extensions is None
    assert ContextSnapshot.from_dict(data, {"Skills": Skills}).extensions == Skills(["x"], {"n": [1]})


def test_nothing_in_a_snapshot_can_change_or_is_shared_with_its_maker() -> None:
    metadata: dict[str, Any] = {"a": [1]}
    messages = [Message("user", "hi")]
    bundle_items = ["x"]
    snapshot: ContextSnapshot[Any] = ContextSnapshot(
        conversation=Conversation(messages), extensions=Skills(bundle_items), metadata=metadata
    )
    metadata["a"].append(2)
    messages.clear()
    bundle_items.append("y")
    assert snapshot.metadata == {"a": [1]}
    assert snapshot.messages == [Message("user", "hi")]
    assert snapshot.extensions == Skills(["x"])
    assert verify_immutable(snapshot) == []
    snapshot.to_dict()["metadata"]["a"].append(3)
    assert snapshot.metadata == {"a": [1]}
    with pytest.raises(FrozenInstanceError):
        snapshot.topology = "x"  # type: ignore[misc]
    with pytest.raises(TypeError, match="__init__"):
        snapshot.__init__()  # type: ignore[misc]
    with pytest.raises(TypeError):
        hash(snapshot)


def test_with_methods_replace_one_field_and_share_the_rest() -> None:
    snapshot = full_snapshot()
    other: Any = RunIdentity(pipeline_run_id=uuid4())
    for name, value in (
        ("run_id", other),
        ("enrichments", Enrichments()),
        ("conversation", Conversation()),
        ("extensions", Skills()),
    ):
        derived = getattr(snapshot, f"with_{name}")(value)
        assert getattr(derived, name) == value
        assert derived.metadata is snapshot.metadata
        assert derived.created_at == snapshot.created_at
        assert getattr(snapshot, name) != value
    assert ContextSnapshot[Skills](extensions=Skills(["x"])).extensions == Skills(["x"])


def test_identity_round_trip_and_derivation() -> None:
    identity = RunIdentity(uuid4(), user_id=uuid4(), created_at=NOW)
    assert RunIdentity.from_dict(identity.to_dict()) == identity
    assert RunIdentity.from_dict({"user_id": ""}).user_id is None
    with pytest.raises(ValueError, match="hexadecimal"):
        RunIdentity.from_dict({"user_id": "no id"})
    moved = identity.with_pipeline_run_id(UUID(int=1))
    assert (moved.pipeline_run_id, moved.created_at, moved.user_id) == (UUID(int=1), NOW, identity.user_id)


def test_conversation_knows_its_last_messages() -> None:
    first, second, third = Message("user", "1"), Message("assistant", "2"), Message("user", "3")
    talk = Conversation([first, second])
    longer = talk.with_message(third)
    assert (talk.message_count, longer.message_count) == (2, 3)
    assert longer.last_user_message == third
    assert longer.last_assistant_message == second
    assert Conversation().last_user_message is None
    with pytest.raises(KeyError):
        Conversation.from_dict({"messages": [{"role": "user"}]})
    assert not Enrichments().has_any
    assert Enrichments(web_results=[{}]).has_any


def test_output_bag_keeps_the_first_and_counts_attempts() -> None:
    bag = OutputBag()
    first, second = StageOutput.ok(v=1), StageOutput.ok(v=2)
    entry = asyncio.run(bag.write("a", first))
    assert (entry.attempt, entry.stage_name, entry.output) == (1, "a", first)
    with pytest.raises(OutputConflictError, match="allow_overwrite") as caught:
        bag.write_sync("a", second)
    assert (caught.value.stage_name, caught.value.existing_attempt) == ("a", 1)
    bag.write_sync("b", second)
    assert bag.write_sync("a", second, allow_overwrite=True).attempt == 2
    assert bag.keys() == ["a", "b"]
    assert bag.outputs() == {"a": second, "b": second}
    assert bag.get_output("a") is second
    assert bag.get_value("a", "v") == 2
    assert bag.get_value("a", "x", 9) == bag.get_value("x", "v", 9) == 9
    assert bag.get_attempt_count("a") == 2
    assert bag.get_attempt_count("x") == 0
    assert bag.get_retry_stages() == ["a"]
    assert "a" in bag
    assert not bag.has("x")
    assert len(bag) == 2
    summary = bag.to_dict()
    assert (summary["stage_count"], summary["total_attempts"]) == (2, 3)
    assert summary["entries"]["a"]["data"] == {"v": 2}


def in_threads(count: int, work: Callable[[int], None]) -> None:
    barrier = threading.Barrier(count)

    def run(number: int) -> None:
        barrier.wait()
        work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_output_bag_has_one_first_writer_and_loses_nothing_across_threads_and_loops() -> None:
    winners: list[int] = []
    conflicts: list[int] = []
    bags = [OutputBag() for _ in range(50)]
    counted = OutputBag()

    def work(number: int) -> None:
        async def write() -> None:
            for bag in bags:
                try:
                    await bag.write("same", StageOutput.ok(n=number))
                    winners.append(number)
                except OutputConflictError:
                    conflicts.append(number)
                await bag.write(f"own-{number}", StageOutput.ok())
                assert bag.to_dict()["stage_count"] >= 2
                counted.write_sync("c", StageOutput.ok(), allow_overwrite=True)

        asyncio.run(write())

    in_threads(6, work)
    assert len(winners) == 50
    assert len(conflicts) == 250
    assert all(len(bag) == 7 for bag in bags)
    assert counted.get_attempt_count("c") == 300


def test_context_bag_has_one_writer_per_key() -> None:
    bag = ContextBag()

    async def main() -> None:
        await bag.write("k", None, "a")
        for stage in ("a", "b"):
            with pytest.raises(DataConflictError) as caught:
                await bag.write("k", 1, stage)
            assert (caught.value.key, caught.value.existing_writer, caught.value.new_writer) == ("k", "a", stage)
        results = await asyncio.gather(*(bag.write("x", n, f"s{n}") for n in range(5)), return_exceptions=True)
        assert sum(result is None for result in results) == 1

    asyncio.run(main())
    assert bag.read("k", 7) is None
    assert bag.read("none", 7) == 7
    assert bag.get_writer("k") == "a"
    assert bag.get_writer("none") is None
    assert bag.keys() == ["k", "x"]
    assert bag.has("x")
    assert "ContextBag" in repr(bag)
    assert bag.to_dict() == {"k": None, "x": bag.read("x")}


@pytest.mark.parametrize(
    ("cls", "wrong", "text"),
    [
        (ContextSnapshot, "input_txt", r"ContextSnapshot\(\) got .*'input_txt'; did you mean 'input_text'\?"),
        (RunIdentity, "usr_id", r"did you mean 'user_id'\?"),
        (Message, "colour", "known keywords: role, content, timestamp, metadata"),
    ],
    ids=["snapshot", "identity", "nothing-near"],
)
def test_a_wrong_keyword_says_what_was_meant(cls: Any, wrong: str, text: str) -> None:
    with pytest.raises(TypeError, match=text):
        cls(**{wrong: None})


def test_other_type_errors_of_a_value_are_its_own() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'content'"):
        Message("user")  # type: ignore[call-arg]
