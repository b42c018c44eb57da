"""Snapshots as JSON text: equal when they come back, or refused with the path."""

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow import ContextSnapshot, Conversation, ExtensionBundle, Message, RunIdentity
from stageflow.context import DocumentEnrichment, Enrichments, MemoryEnrichment, ProfileEnrichment, RoutingDecision
from stageflow.plus import dump_snapshot, dump_snapshot_async, load_snapshot, load_snapshot_async
from stageflow.plus.serialize import _chunks


@dataclass(frozen=True)
class Skills(ExtensionBundle):
    active: list[str] = field(default_factory=list)


def loads(text: str | bytes) -> ContextSnapshot[Any]:
    """The snapshot of a text, which both ways of loading agree upon."""
    snapshot = load_snapshot(text, {"Skills": Skills})
    again = asyncio.run(load_snapshot_async(text, {"Skills": Skills}))
    assert again == snapshot
    return again


def full() -> ContextSnapshot[Any]:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    return ContextSnapshot(
        run_id=RunIdentity(uuid4(), user_id=uuid4(), created_at=now),
        enrichments=Enrichments(
            ProfileEnrichment(uuid4(), "Ana", {"tone": ["dry"]}, ["learn"]),
            MemoryEnrichment(["t"], ["f"], "s"),
            [DocumentEnrichment("d", "pdf", [{"b": [1]}], {"m": 1})],
            [{"url": "u"}],
        ),
        conversation=Conversation([Message("user", "only once", now, {"k": [1]})], RoutingDecision("a", "p", "t", "r")),
        extensions=Skills(["x"]),
        input_text="text",
        metadata={"a": {"b": [1, {"c": None}]}},
    )


def test_a_full_snapshot_comes_back_equal_with_its_typed_extension() -> None:
    snapshot = full()
    text = dump_snapshot(snapshot)
    assert loads(text) == loads(text.encode()) == snapshot
    assert asyncio.run(dump_snapshot_async(snapshot)) == text
    assert json.loads(text)["schema"] == 1
    assert text.count("only once") == 1
    assert loads(json.dumps(snapshot.to_dict())) == snapshot
    flat = {name: held for name, held in snapshot.to_dict().items() if name not in ("conversation", "enrichments")}
    assert loads(json.dumps(flat)) == snapshot


CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=15,
)


@given(CONTENT)
def test_any_json_content_comes_back_equal(content: Any) -> None:
    snapshot: ContextSnapshot[Any] = ContextSnapshot(
        metadata={"content": content},
        conversation=Conversation([Message("user", "x", metadata={"content": content})]),
        extensions={"content": content},
    )
    text = dump_snapshot(snapshot)
    assert loads(text) == snapshot
    assert json.loads(text)["metadata"] == {"content": content}


@pytest.mark.parametrize(
    "snapshot",
    [ContextSnapshot(), ContextSnapshot(conversation=Conversation(), enrichments=Enrichments()), full()],
    ids=["nothing", "empty-parts", "full"],
)
def test_absent_and_empty_parts_stay_what_they_are(snapshot: ContextSnapshot[Any]) -> None:
    assert loads(dump_snapshot(snapshot)) == snapshot


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"user": {"id": UUID(int=1)}}, "metadata.user.id: UUID cannot"),
        ({"a": [1, {"b": (1,)}]}, r"metadata.a\[1\].b: tuple cannot"),
        ({"a": {1: 2}}, r"metadata.a\[1\]: a key of type int cannot"),
        ({"a": float("nan")}, "metadata.a: nan cannot"),
        ({"a": {1}}, "metadata.a: frozenset cannot"),
        ({"a": bytearray(b"x")}, "metadata.a: bytes cannot"),
        ({"a": "x" * 20_000 + "\ud800"}, "metadata.a: text with a lone surrogate cannot"),
        ({"a": {"\udc00": 1}}, r"metadata.a\['.udc00'\]: text with a lone surrogate cannot"),
    ],
    ids=["uuid", "tuple", "number-key", "nan", "set", "bytes", "surrogate", "surrogate-key"],
)
def test_the_rest_is_refused_with_its_path(metadata: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        dump_snapshot(ContextSnapshot(metadata=metadata))
    with pytest.raises(TypeError, match=r"conversation.messages\[0\]." + message):
        dump_snapshot(ContextSnapshot(conversation=Conversation([Message("user", "x", metadata=metadata)])))


def test_any_depth_and_any_length_are_written_and_read() -> None:
    deep: Any = []
    for _ in range(5_000):
        deep = [deep]
    text = dump_snapshot(ContextSnapshot(metadata={"deep": deep, "long": "ä" * 100_000}))
    assert text.count("[") > 5_000
    assert dump_snapshot(load_snapshot(text)) == text
    assert dump_snapshot(asyncio.run(load_snapshot_async(text))) == text
    long = "ä\U0001f600" * 50_000
    snapshot: ContextSnapshot[Any] = ContextSnapshot(input_text=long)
    assert loads(dump_snapshot(snapshot)) == snapshot


def with_turns(work: Coroutine[Any, Any, Any]) -> tuple[Any, int]:
    """What `work` gives, and how many turns another task had meanwhile."""
    turns = 0

    async def counts() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def main() -> Any:
        counter = asyncio.create_task(counts())
        result = await work
        counter.cancel()
        return result

    return asyncio.run(main()), turns


def test_no_chunk_is_long_and_the_async_variant_gives_way_after_each() -> None:
    snapshot: ContextSnapshot[Any] = ContextSnapshot(
        input_text="x" * 300_000, metadata={"rows": [{"n": n, "t": "y" * 50} for n in range(5_000)]}
    )
    chunks = list(_chunks(snapshot))
    assert max(map(len, chunks)) < 40_000
    text, turns = with_turns(dump_snapshot_async(snapshot))
    assert text == "".join(chunks)
    assert turns >= len(chunks)


def test_loading_gives_way_after_every_window_and_between_things_of_which_there_are_many() -> None:
    messages = [Message("user", "x")] * 2_000
    snapshot: ContextSnapshot[Any] = ContextSnapshot(
        conversation=Conversation(messages),
        enrichments=Enrichments(documents=[DocumentEnrichment("d")] * 2_000),
        input_text="x" * 300_000,
        metadata={"rows": [{"n": n, "t": "y" * 50} for n in range(5_000)]},
    )
    text = dump_snapshot(snapshot)
    loaded, turns = with_turns(load_snapshot_async(text))
    assert loaded == snapshot
    assert turns >= len(text) // 16_384 + 4_000 // 256


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"schema": 2}', "schema 2, this version reads up to 1"),
        ('{"schema": "x"}', "schema 'x'"),
        ('{"schema": true}', "schema True"),
        ('{"schema": 0}', "schema 0"),
        ('{"schema": -1}', "schema -1"),
        ('{"schema": null}', "schema None"),
        ("[]", "holds a list, not an object"),
        ('{"a": 1', "Expecting ',' delimiter: line 1 column 8"),
        ('{"extensions": {"a": 1}, "extensions_type": "Skills"}', "extensions of type 'Skills' would be lost"),
    ],
    ids=["newer", "no-number", "true", "zero", "negative", "null", "no-object", "cut-off", "unknown-extension"],
)
def test_what_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_snapshot(text)
    with pytest.raises(ValueError, match=message):
        asyncio.run(load_snapshot_async(text))


@pytest.mark.parametrize("name", ["pipeline_run_id", "request_id", "session_id", "user_id", "org_id", "interaction_id"])
@pytest.mark.parametrize("other", [str(UUID(int=9)), None], ids=["another", "none"])
def test_an_id_that_stands_for_two_is_refused(name: str, other: str | None) -> None:
    plain = ContextSnapshot(run_id=RunIdentity.from_dict({name: str(UUID(int=1))})).to_dict()
    assert loads(json.dumps(plain)).run_id == RunIdentity.from_dict(plain["run_id"])
    with pytest.raises(ValueError, match=f"^{name} stands for two: "):
        loads(json.dumps({**plain, name: other}))
    shouted = {**plain, name: str(plain[name]).upper()}
    assert getattr(loads(json.dumps(shouted)), name) == UUID(int=1)


def plain_data(**parts: Any) -> dict[str, Any]:
    """As an older version would have written it, with the nested parts only."""
    keys = ("run_id", "enrichments", "conversation", "extensions", "created_at", "metadata")
    return {**{key: held for key, held in ContextSnapshot().to_dict().items() if key in keys}, **parts}


MESSAGE = {"role": "user", "content": "x"}


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"run_id": 5}, "run_id holds a number, not an object"),
        ({"run_id": {"created_at": 5}}, "run_id.created_at holds a number, not text"),
        ({"run_id": {}}, "run_id.created_at is missing"),
        ({"run_id": {"created_at": ""}}, "run_id.created_at is empty"),
        ({"run_id": {"created_at": "2020-01-01", "user_id": 5}}, "run_id.user_id holds a number, not text"),
        ({"created_at": None}, "created_at holds null, not text"),
        ({"created_at": ""}, "created_at is empty"),
        ({"metadata": [1]}, "metadata holds a list, not an object"),
        ({"metadata": True}, "metadata holds true or false, not an object"),
        ({"extensions": [1]}, "extensions holds a list, not an object"),
        ({"extensions_type": ["Skills"]}, "extensions_type holds a list, not text"),
        ({"user_id": 5}, "user_id holds a number, not text"),
        ({"messages": 1.5}, "messages holds a number, not a list"),
        ({"messages": [5]}, r"messages\[0\] holds a number, not an object"),
        ({"conversation": []}, "conversation holds a list, not an object"),
        ({"conversation": {"messages": {}}}, "conversation.messages holds an object, not a list"),
        (
            {"conversation": {"messages": [MESSAGE, {"role": "user"}]}},
            r"conversation.messages\[1\].content is missing",
        ),
        (
            {"conversation": {"messages": [MESSAGE] * 300 + [None]}},
            r"conversation.messages\[300\] holds null, not an object",
        ),
        ({"conversation": {"messages": [{**MESSAGE, "timestamp": 5}]}}, "timestamp holds a number, not text"),
        ({"conversation": {"routing_decision": 5}}, "conversation.routing_decision holds a number, not an object"),
        (
            {"conversation": {"routing_decision": {"agent_id": "a"}}},
            "conversation.routing_decision.pipeline_name is missing",
        ),
        ({"enrichments": {"profile": "x"}}, "enrichments.profile holds text, not an object"),
        ({"enrichments": {"profile": {"goals": {}}}}, "enrichments.profile.goals holds an object, not a list"),
        ({"enrichments": {"memory": {"key_facts": 5}}}, "enrichments.memory.key_facts holds a number, not a list"),
        (
            {"enrichments": {"documents": [{"blocks": {}}]}},
            r"enrichments.documents\[0\].blocks holds an object, not a list",
        ),
    ],
)
@pytest.mark.parametrize("load", [load_snapshot, lambda text: asyncio.run(load_snapshot_async(text))])
def test_a_part_of_another_kind_is_refused_with_its_path(load: Any, parts: dict[str, Any], message: str) -> None:
    assert load(json.dumps(plain_data())) is not None
    with pytest.raises(ValueError, match=f"^not a snapshot: .*{message}$"):
        load(json.dumps(plain_data(**parts)))


@pytest.mark.parametrize("place", ["the snapshot", "its identity"])
def test_a_moment_that_is_missing_is_not_made_up(place: str) -> None:
    data = plain_data()
    del (data if place == "the snapshot" else data["run_id"])["created_at"]
    with pytest.raises(ValueError, match="created_at is missing"):
        loads(json.dumps(data))


def test_extensions_that_are_empty_come_back() -> None:
    @dataclass(frozen=True)
    class Nothing(ExtensionBundle):
        pass

    empty: tuple[Any, ...] = ({}, Nothing())
    for extensions in empty:
        snapshot: ContextSnapshot[Any] = ContextSnapshot(extensions=extensions)
        known = {"Nothing": Nothing}
        for back in (
            load_snapshot(dump_snapshot(snapshot), known),
            asyncio.run(load_snapshot_async(dump_snapshot(snapshot), known)),
            ContextSnapshot.from_dict(snapshot.to_dict(), known),
        ):
            assert type(back.extensions) is type(snapshot.extensions) and back == snapshot


WRONG: Any = {"a": 1}
NONE: Any = None


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"metadata": [1]}, "metadata: a list "),
        ({"extensions": [1]}, "extensions: a list "),
        ({"enrichments": Enrichments(profile=ProfileEnrichment(goals=WRONG))}, "enrichments.profile.goals: a dict "),
        (
            {"enrichments": Enrichments(memory=MemoryEnrichment(key_facts=WRONG))},
            "enrichments.memory.key_facts: a dict ",
        ),
        (
            {"enrichments": Enrichments(documents=[DocumentEnrichment(blocks=WRONG)])},
            r"enrichments.documents\[0\].blocks: a dict ",
        ),
        ({"enrichments": Enrichments(web_results=NONE)}, "enrichments.web_results: None "),
        ({"enrichments": Enrichments(documents=NONE)}, "enrichments.documents: None "),
        ({"conversation": Conversation(messages=NONE)}, "conversation.messages: None "),
        (
            {"conversation": Conversation(messages=[Message(role="user", content="", metadata=NONE)])},
            r"conversation.messages\[0\].metadata: None ",
        ),
    ],
)
def test_what_would_be_refused_or_lost_when_it_is_read_is_not_written(parts: Any, message: str) -> None:
    with pytest.raises(TypeError, match=f"^{message}.*cannot be written as JSON; a (dict|list) belongs there$"):
        dump_snapshot(ContextSnapshot(**parts))
