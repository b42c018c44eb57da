"""What is taken out of a text: by patterns, and by the names before values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.evidence.redaction import REACH_CHARS, REDACTED, Redaction

KEYS = Redaction(keys=("api_key", "Authorization"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("{'api_key': 's3', 'b': 1}", f"{{'api_key': {REDACTED}, 'b': 1}}", id="repr-of-a-dict"),
        pytest.param('{"api_key": "a\\"b", "c": 1}', f'{{"api_key": {REDACTED}, "c": 1}}', id="json-with-an-escape"),
        pytest.param("{'api_key': {'a': [1, '}']}, 'c': 3}", f"{{'api_key': {REDACTED}, 'c': 3}}", id="nested"),
        pytest.param("{'api_key': b'abc', 'd': 1}", f"{{'api_key': {REDACTED}, 'd': 1}}", id="bytes"),
        pytest.param("{'api_key': -1.5e3, 'd': 1}", f"{{'api_key': {REDACTED}, 'd': 1}}", id="number"),
        pytest.param("{'api_key': <Key a, b>, 'd': 1}", f"{{'api_key': {REDACTED}, 'd': 1}}", id="object"),
        pytest.param("{'api_key': Key('a, b'), 'd': 1}", f"{{'api_key': {REDACTED}, 'd': 1}}", id="call"),
        pytest.param(
            r'"{\"api_key\": \"abc\", \"d\": 1}"', rf'"{{\"api_key\": {REDACTED}, \"d\": 1}}"', id="json-in-json"
        ),
        pytest.param("Config(api_key='x', b=2)", f"Config(api_key={REDACTED}, b=2)", id="repr-of-a-dataclass"),
        pytest.param("[('api_key', 'abc'), ('d', 1)]", f"[('api_key', {REDACTED}), ('d', 1)]", id="pairs"),
        pytest.param("api_key=abc done", f"api_key={REDACTED} done", id="assignment-in-a-line"),
        pytest.param('E("no api_key=abc")\nE: no', f'E("no api_key={REDACTED}")\nE: no', id="end-of-a-string"),
        pytest.param("?api_key=abc&x=1", f"?api_key={REDACTED}&x=1", id="query"),
        pytest.param("authorization: Bearer a b\nnext", f"authorization: {REDACTED}\nnext", id="header-to-its-end"),
        pytest.param("API_KEY='x'", f"API_KEY={REDACTED}", id="another-case"),
        pytest.param("{'api_key': 's3...", f"{{'api_key': {REDACTED}", id="cut-off"),
        pytest.param("my_api_key=5, api_keys: 6", "my_api_key=5, api_keys: 6", id="part-of-another-name"),
        pytest.param("the api_key, which is gone", "the api_key, which is gone", id="running-text"),
        pytest.param("KeyError: 'api_key'", "KeyError: 'api_key'", id="the-name-alone"),
    ],
)
def test_what_stands_under_a_key_is_redacted_and_nothing_else(text: str, shown: str) -> None:
    assert KEYS.text(text) == shown
    assert KEYS.text(shown) == shown


values = st.recursive(
    st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.binary(max_size=8)),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner), st.tuples(inner, inner)),
    max_leaves=8,
)


@given(before=st.dictionaries(st.text("abc_"), values, max_size=2), secret=values)
def test_a_payload_shows_the_same_whatever_stands_under_a_key(before: dict[str, object], secret: object) -> None:
    told = [KEYS.text(repr({**before, "api_key": value, "after": 1})) for value in (secret, "another")]
    assert told[0] == told[1]
    assert told[0].endswith(f"'api_key': {REDACTED}, 'after': 1}}")


@given(secret=st.text(), rest=st.integers())
def test_so_does_json(secret: str, rest: int) -> None:
    text = KEYS.text(json.dumps({"api_key": secret, "rest": rest}))
    assert text == f'{{"api_key": {REDACTED}, "rest": {rest}}}'


@given(st.text("ab1 ["), st.sampled_from([("a+", "ab"), ("b1", "1.*"), ("[a-b]{2}", "b a"), ("1",)]))
def test_nothing_that_a_pattern_matched_is_left_whatever_stands_before_it_in_the_list(
    text: str, patterns: tuple[str, ...]
) -> None:
    shown = Redaction(patterns).text(text)
    assert shown == Redaction(patterns[::-1]).text(text)
    alone = [Redaction((pattern,)).text(text).replace(REDACTED, "") for pattern in patterns]
    assert all(len(shown.replace(REDACTED, "")) <= len(left) for left in alone)


def test_what_two_patterns_match_is_one_place() -> None:
    both = Redaction(("[0-9]{4}", r"card_\w+"))
    assert both.text("a card_1234abcd b") == f"a {REDACTED} b"


def test_the_first_half_of_what_a_cut_goes_through_is_not_left() -> None:
    redaction = Redaction(("s3cret",))
    assert redaction.start_of("abc s3cret", 7) == f"abc {REDACTED}"[:7]
    assert "s3c" not in redaction.start_of("x" * 10 + "s3cret" + "y" * REACH_CHARS, 13)
    assert Redaction().start_of("abc s3cret", 7) == "abc s3c"


def test_a_match_of_no_length_takes_nothing_out() -> None:
    assert Redaction((r"\b",)).text("a b") == "a b"
