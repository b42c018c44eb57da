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
    if '"created_at"' in str(text):
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
        ("[]", "holds a list, not an object"),
        ('{"a": 1', "Expecting ',' delimiter: line 1 column 8"),
        ('{"extensions": {"a": 1}, "extensions_type": "Skills"}', "extensions of type 'Skills' would be lost"),
    ],
    ids=["newer", "no-number", "no-object", "cut-off", "unknown-extension"],
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
