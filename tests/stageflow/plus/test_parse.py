"""Parsing in steps: the value that the standard library gives, frozen, whatever the window cuts through."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow import verify_immutable
from stageflow.plus.parse import parse_steps


def parse(text: str, window_chars: int = 16_384) -> tuple[Any, int]:
    """The value, and in how many steps it was parsed."""
    steps, count = parse_steps(text, window_chars), 1
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value, count
        count += 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES, st.integers(1, 40), st.booleans(), st.sampled_from([None, 1]))
def test_any_value_comes_out_equal_and_frozen(value: Any, window: int, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    found, _ = parse(text, window)
    assert repr(found) == repr(value)  # repr, because it tells 1 from 1.0 and True
    assert verify_immutable(found) == []


@given(st.text('[]{}",:0-.e1tru \\u8d', max_size=12), st.integers(1, 8))
def test_what_the_standard_library_refuses_is_refused(text: str, window: int) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(ValueError, match=": line"):
            parse(text, window)
    else:
        assert repr(parse(text, window)[0]) == repr(expected)


@pytest.mark.parametrize("window", range(1, 30))
@pytest.mark.parametrize(
    "text",
    [
        '"' + r"a\ud83d\ude00\\\"\n\u00e4" * 4 + '"',
        '"' + r"\ud83d\ud83d\ude00\ude00" * 3 + '"',
        '"' + "\\\\" * 40 + '"',
        '"' + r"\ud800" * 40 + '"',
        "[1.5e10, -12.25, 123456789012345678901234567890, 1e+5, 10]",
        '{"' + "k" * 40 + '": {"a": []}, "a": 1, "a": 2}',
        ' [ [ ] , { } , "" ] ' + " " * 40,
        "NaN" + " " * 40,
    ],
    ids=["pairs", "half-pairs", "backslashes", "halves-only", "numbers", "keys", "empty", "nan"],
)
def test_a_window_may_cut_anywhere(text: str, window: int) -> None:
    assert repr(parse(text, window)[0]) == repr(json.loads(text))


@pytest.mark.parametrize(
    "text",
    [json.dumps("x" * 200_000), json.dumps("ä" * 50_000), json.dumps([{"n": n} for n in range(20_000)])],
    ids=["text", "escaped-text", "rows"],
)
def test_there_is_a_step_for_every_window(text: str) -> None:
    assert parse(text)[1] >= len(text) // 16_384


def test_any_depth_is_parsed() -> None:
    value, depth = parse("[" * 5_000 + "]" * 5_000)[0], 0
    while value:
        value, depth = value[0], depth + 1
    assert depth == 4_999
