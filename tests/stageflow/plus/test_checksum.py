"""Snapshots that were damaged after they were written: refused, or equal to what was written."""

import asyncio
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow import ContextSnapshot, Conversation, Message, RunIdentity
from stageflow.plus import dump_snapshot, dump_snapshot_async, load_snapshot, load_snapshot_async
from stageflow.plus.checksum import checksum_steps

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))


def checksum(value: Any) -> str:
    steps = checksum_steps(value)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return str(done.value)


def saved() -> ContextSnapshot[Any]:
    return ContextSnapshot(
        run_id=RunIdentity(),
        conversation=Conversation([Message("user", "héllo", None, {"n": [1, 2.5, None, True]})]),
        input_text="text",
        metadata={"a": {"b": [1, 2, {}], "c": []}, "d": -7},
    )


def reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(held) for held in value] if isinstance(value, list) else value


def test_layout_and_order_of_keys_are_free() -> None:
    text, snapshot = dump_snapshot(saved()), None
    for other in (json.dumps(json.loads(text), indent=2), json.dumps(reordered(json.loads(text)))):
        snapshot = load_snapshot(other)
        assert asyncio.run(load_snapshot_async(other)) == snapshot == load_snapshot(text)


def damaged(text: bytes) -> Iterator[bytes]:
    """Every truncation, and every byte with one of its bits turned."""
    for place in range(len(text)):
        yield text[:place]
        for bit in range(8):
            yield text[:place] + bytes([text[place] ^ 1 << bit]) + text[place + 1 :]


def test_every_truncation_and_every_turned_bit_is_refused_or_changes_nothing() -> None:
    text, refused, kept = dump_snapshot(saved()).encode(), 0, 0
    whole = load_snapshot(text)
    for changed in damaged(text):
        try:
            assert load_snapshot(changed) == whole, changed
            kept += 1
        except ValueError:
            refused += 1
    assert refused > 8 * len(text) and kept < 20


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["metadata"].update(d=7),
        lambda data: data["metadata"]["a"].pop("c"),
        lambda data: data["metadata"]["a"]["b"].reverse(),
        lambda data: data.update(input_text=None),
        lambda data: data.pop("created_at"),
        lambda data: data.update(checksum=None),
    ],
    ids=["a-number", "an-empty-list", "two-change-places", "a-text", "a-key", "the-checksum"],
)
def test_changed_content_is_refused_and_the_error_says_so(change: Any) -> None:
    data = json.loads(dump_snapshot(saved()))
    change(data)
    with pytest.raises(ValueError, match=r"^the snapshot is damaged: its content gives checksum"):
        load_snapshot(json.dumps(data))
    with pytest.raises(ValueError, match=r"^the snapshot is damaged"):
        asyncio.run(load_snapshot_async(json.dumps(data)))


def test_a_text_without_a_checksum_is_read_as_it_is() -> None:
    data = json.loads(dump_snapshot(saved()))
    del data["checksum"]
    data["metadata"]["d"] = 8
    assert load_snapshot(json.dumps(data)).metadata["d"] == 8


def test_a_key_that_would_be_lost_is_refused() -> None:
    data = {**saved().to_dict(), "priority": 1, "approved": True}
    with pytest.raises(ValueError, match=r"^'approved', 'priority' would be lost"):
        load_snapshot(json.dumps(data))


@given(TREES, TREES)
def test_values_that_differ_have_checksums_that_differ(a: Any, b: Any) -> None:
    assert (checksum(a) == checksum(b)) == (json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True))


@given(st.dictionaries(st.text(max_size=5), TREES, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_count(held: dict[str, Any], drawn: random.Random) -> None:
    keys = list(held)
    drawn.shuffle(keys)
    assert checksum({key: held[key] for key in keys}) == checksum(held)


def test_long_text_and_many_parts_are_summed_in_turns() -> None:
    assert len(list(checksum_steps({"text": "x" * 100_000}))) >= 6
    assert len(list(checksum_steps(list(range(10_000))))) >= 9
    nested: Any = []
    for _ in range(50_000):
        nested = [nested]
    assert len(checksum(nested)) == 16


def test_both_ways_of_writing_give_one_text_and_a_long_one_is_summed_in_turns() -> None:
    snapshot: ContextSnapshot[Any] = ContextSnapshot(input_text="é" * 100_000, metadata={"many": list(range(5_000))})
    assert asyncio.run(dump_snapshot_async(snapshot)) == dump_snapshot(snapshot)


def test_a_number_too_long_to_be_read_again_is_refused_with_its_path() -> None:
    with pytest.raises(TypeError, match=r"^metadata\.big\[0\]: a whole number of more than 4300 digits"):
        dump_snapshot(ContextSnapshot(metadata={"big": [10**5000]}))
