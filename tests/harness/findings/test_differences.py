"""Field by field: what differs, and how it is called."""

from typing import Any

import pytest

from harness.findings.differences import differences


@pytest.mark.parametrize(
    ("said", "expected", "told"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a says 1; E says 2"]),
        ({"a": 1}, {"a": 1.0}, ["a says 1; E says 1.0"]),
        ({"a": True}, {"a": 1}, ["a says true; E says 1"]),
        ({"a": None}, {}, ["a says null; E says nothing"]),
        ({}, {"a": "x"}, ["a says nothing; E says 'x'"]),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, ["a.b[1] says 2; E says 3"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a[1] says nothing; E says 2"]),
        ({"h": [{"id": "H1", "r": 1}]}, {"h": [{"id": "H1", "r": 2}]}, ["h[H1].r says 1; E says 2"]),
        (
            {"c": [{"check": "x", "pipeline": "p", "n": 1}]},
            {"c": [{"check": "x", "pipeline": "p", "n": 2}]},
            ["c[x@p].n says 1; E says 2"],
        ),
        ({"h": [{"id": "H2"}]}, {"h": [{"id": "H1"}, {"id": "H2"}]}, ["h[H1] says nothing; E says {\"id\":\"H1\"}"]),
        (
            {"h": [{"id": "b"}, {"id": "a"}]},
            {"h": [{"id": "a"}, {"id": "b"}]},
            ['h: the order says ["b","a"]; E says ["a","b"]'],
        ),
        ({"h": [{"id": "a", "n": 1}, {"id": "a", "n": 2}]}, {"h": [{"id": "a", "n": 1}]}, None),
        (1, 2, ["the document says 1; E says 2"]),
    ],
)  # fmt: skip
def test_each_difference_has_its_path(said: Any, expected: Any, told: list[str] | None) -> None:
    found = [str(d).removeprefix("f: ") for d in differences(said, expected, "f", "E")]
    if told is None:  # two of one name are told by their place
        assert found == ['h[1] says {"id":"a","n":2}; E says nothing']
    else:
        assert found == told


def test_a_long_value_is_cut() -> None:
    (found,) = differences("x" * 5000, "y", "f", "E")
    assert len(str(found)) < 300
