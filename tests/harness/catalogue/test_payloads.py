"""Payloads: what they hold, and that model and stages make the same."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.catalogue.payloads import PAYLOAD, payload_of
from harness.evidence.fingerprint import digest

KINDS = sorted(PAYLOAD)


@given(st.sampled_from(KINDS), st.integers(1, 60), st.integers(1, 12), st.integers(0, 9))
def test_the_same_arguments_give_equal_content_in_other_objects(kind: str, size: int, depth: int, seed: int) -> None:
    one, other = payload_of(kind, "s1", size, depth, seed), payload_of(kind, "s1", size, depth, seed)
    assert digest(one) == digest(other)
    if isinstance(one, dict):
        untouched = copy.deepcopy(other)
        one.clear()
        assert digest(other) == digest(untouched)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "edge_values"])
def test_stages_and_seeds_have_content_of_their_own(kind: str) -> None:
    made = [payload_of(kind, stage, 20, 3, seed) for stage in ("s1", "s2") for seed in (0, 1)]
    assert len({digest(content) for content in made}) == 4


@pytest.mark.parametrize(("kind", "size"), [("flat", 7), ("nested", 7), ("messages", 7), ("text", 500)])
def test_the_size_is_the_one_asked_for(kind: str, size: int) -> None:
    assert len(payload_of(kind, "s1", size)) == size


def test_nested_content_goes_down_to_the_depth_asked_for() -> None:
    assert _depth(payload_of("nested", "s1", 200, 6)) == 6
    assert _depth(payload_of("nested", "s1", 200, 1)) == 1


def test_an_edge_value_is_never_one_that_somebody_changed() -> None:
    payload_of("edge_values", "s1")["empty"].append("changed")
    assert "changed" not in payload_of("edge_values", "s1")["empty"]


def test_an_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        payload_of("surprise", "s1")


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else None
    return 0 if inner is None else 1 + max(map(_depth, inner), default=0)
