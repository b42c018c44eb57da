"""FrozenDict and FrozenList of the 0.5 interface."""

import copy
import pickle
from typing import Any

import pytest

from stageflow.utils import FrozenDict, FrozenList


def test_frozen_dict_reads_like_a_mapping() -> None:
    frozen = FrozenDict({"b": 1, "a": 2})
    assert frozen["b"] == 1
    assert list(frozen) == ["b", "a"]
    assert list(frozen.items()) == [("b", 1), ("a", 2)]
    assert len(frozen) == 2
    assert "a" in frozen
    assert frozen.get("x", 9) == 9
    assert FrozenDict([("k", 1)]) == {"k": 1}
    assert len(FrozenDict()) == len(FrozenDict(None)) == 0
    with pytest.raises(KeyError):
        frozen["x"]


def test_frozen_dict_cannot_be_changed_at_any_depth() -> None:
    source: dict[str, Any] = {"a": {"b": [1]}}
    frozen = FrozenDict(source)
    source["a"]["b"].append(2)
    assert frozen == {"a": {"b": [1]}}
    with pytest.raises(TypeError):
        frozen["x"] = 1  # type: ignore[index]
    with pytest.raises(TypeError):
        del frozen["a"]  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        frozen["a"]["b"].append(2)
    with pytest.raises(AttributeError):
        frozen._data = {}
    with pytest.raises(AttributeError):
        frozen.extra = 1
    with pytest.raises(TypeError):
        frozen.__init__({})  # type: ignore[misc]


def test_frozen_dict_equality_hash_and_copies() -> None:
    one, other = FrozenDict({"a": 1, "b": 2}), FrozenDict({"b": 2, "a": 1})
    assert one == other == {"a": 1, "b": 2}
    assert hash(one) == hash(other)
    assert type(hash(one)) is int
    assert one.copy() == one
    assert type(one.to_dict()) is dict
    assert copy.deepcopy(one) is one
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(one) == "FrozenDict({'a': 1, 'b': 2})"


def test_frozen_list_reads_like_a_sequence() -> None:
    frozen = FrozenList([1, 2, 3])
    assert frozen[0] == 1
    assert frozen[1:3] == (2, 3)
    assert list(reversed(frozen)) == [3, 2, 1]
    assert frozen.index(2) == 1
    assert frozen.count(3) == 1
    assert 2 in frozen
    assert len(FrozenList(None)) == 0
    assert repr(frozen) == "FrozenList([1, 2, 3])"


def test_frozen_list_equality_agrees_with_its_hash() -> None:
    assert FrozenList([1]) == FrozenList([1])
    assert FrozenList([1]) == [1]
    assert hash(FrozenList([1])) == hash(FrozenList([1]))
    assert FrozenList([1]) != FrozenList([2])
    assert FrozenList([1]) != (1,)


def test_frozen_list_cannot_be_changed_at_any_depth() -> None:
    frozen = FrozenList([[1]])
    with pytest.raises(TypeError):
        frozen[0] = 1  # type: ignore[index]
    with pytest.raises(TypeError):
        frozen[0].append(2)
    with pytest.raises(AttributeError):
        frozen._data = []
    assert frozen.to_list() == [[1]]
    assert frozen.copy() == frozen
    assert pickle.loads(pickle.dumps(frozen)) == frozen
