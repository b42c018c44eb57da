"""Frozen dicts and lists: equal to plain ones, never changed."""

import copy
import json
import pickle
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import orjson
import pytest

from stageflow.immutable import DictView, ListView, deep_freeze, thaw

PLAIN = {"a": 1, "b": [1, {"c": None}], "d": {"e": "f"}}

DICT_MUTATIONS: list[tuple[str, Callable[[Any], Any]]] = [
    ("set", lambda d: d.__setitem__("k", 1)),
    ("delete", lambda d: d.__delitem__("a")),
    ("update", lambda d: d.update(k=1)),
    ("setdefault", lambda d: d.setdefault("k", 1)),
    ("pop", lambda d: d.pop("a")),
    ("pop-default", lambda d: d.pop("missing", None)),
    ("popitem", lambda d: d.popitem()),
    ("clear", lambda d: d.clear()),
    ("ior", lambda d: d.__ior__({"k": 1})),
    ("init", lambda d: d.__init__({"k": 1})),
]
LIST_MUTATIONS: list[tuple[str, Callable[[Any], Any]]] = [
    ("set", lambda x: x.__setitem__(0, 9)),
    ("set-slice", lambda x: x.__setitem__(slice(0, 1), [])),
    ("delete", lambda x: x.__delitem__(0)),
    ("append", lambda x: x.append(1)),
    ("extend", lambda x: x.extend([1])),
    ("insert", lambda x: x.insert(0, 1)),
    ("pop", lambda x: x.pop()),
    ("remove", lambda x: x.remove(1)),
    ("clear", lambda x: x.clear()),
    ("reverse", lambda x: x.reverse()),
    ("sort", lambda x: x.sort()),
    ("iadd", lambda x: x.__iadd__([1])),
    ("imul", lambda x: x.__imul__(2)),
    ("init", lambda x: x.__init__([1])),
]


@pytest.mark.parametrize("mutate", [m for _, m in DICT_MUTATIONS], ids=[n for n, _ in DICT_MUTATIONS])
def test_no_mutator_of_a_frozen_dict_works(mutate: Callable[[Any], Any]) -> None:
    frozen = deep_freeze(PLAIN)
    with pytest.raises(TypeError, match=r"frozen dict: cannot .*; thaw\(\) gives a mutable copy"):
        mutate(frozen)
    assert frozen == PLAIN


@pytest.mark.parametrize("mutate", [m for _, m in LIST_MUTATIONS], ids=[n for n, _ in LIST_MUTATIONS])
def test_no_mutator_of_a_frozen_list_works(mutate: Callable[[Any], Any]) -> None:
    frozen = deep_freeze([1, 2, [3]])
    with pytest.raises(TypeError, match=r"frozen list: cannot .*; thaw\(\) gives a mutable copy"):
        mutate(frozen)
    assert frozen == [1, 2, [3]]


def test_every_mutator_of_dict_and_list_is_refused() -> None:
    harmless = {"copy", "fromkeys", "get", "items", "keys", "values", "count", "index"}
    for view, plain in ((DictView, dict), (ListView, list)):
        public = {name for name in vars(plain) if not name.startswith("_")} - harmless
        assert public <= set(vars(view))


def test_the_refusal_names_the_key() -> None:
    with pytest.raises(TypeError, match="cannot set 'k'"):
        deep_freeze({})["k"] = 1


def test_frozen_views_equal_plain_containers_in_both_directions() -> None:
    frozen = deep_freeze(PLAIN)
    assert frozen == PLAIN
    assert dict.__eq__(PLAIN, frozen) is True
    assert frozen["b"] == [1, {"c": None}]
    assert isinstance(frozen, dict)
    assert isinstance(frozen["b"], list)
    assert repr(frozen) == repr(PLAIN)


def test_json_orjson_and_pickle_see_plain_data() -> None:
    frozen = deep_freeze(PLAIN)
    assert json.loads(json.dumps(frozen)) == PLAIN
    assert orjson.loads(orjson.dumps(frozen)) == PLAIN
    restored = pickle.loads(pickle.dumps(frozen))
    assert restored == PLAIN
    assert type(restored["b"]) is ListView


def test_copies_of_a_frozen_value_are_itself() -> None:
    frozen = deep_freeze(PLAIN)
    assert copy.copy(frozen) is frozen
    assert copy.deepcopy(frozen) is frozen
    assert copy.deepcopy({"x": frozen["b"]})["x"] is frozen["b"]


def test_copy_methods_and_operators_give_plain_containers() -> None:
    frozen, items = deep_freeze({"a": 1}), deep_freeze([1, 2])
    for plain in (frozen.copy(), frozen | {"b": 2}, {"b": 2} | frozen, dict(frozen)):
        assert type(plain) is dict
        plain["c"] = 3
    for made in (items.copy(), items.__add__([3]), [0].__add__(items), items * 2, items[:1], list(items)):
        assert type(made) is list
        made.append(4)
    assert frozen == {"a": 1}
    assert items == [1, 2]


def test_calling_the_type_freezes_as_dataclasses_asdict_does() -> None:
    @dataclass
    class Holder:
        held: Any

    assert asdict(Holder(deep_freeze(PLAIN))) == {"held": PLAIN}
    assert type(deep_freeze({"a": [1]})["a"]) is ListView
    assert DictView.fromkeys("ab", 1) == {"a": 1, "b": 1}


def test_hash_is_consistent_with_equality_or_refused() -> None:
    assert hash(deep_freeze({"a": 1, "b": [2]})) == hash(deep_freeze({"b": [2], "a": 1}))
    assert len({deep_freeze([1, [2]]), deep_freeze([1, [2]])}) == 1
    with pytest.raises(TypeError):
        hash(deep_freeze({"a": object.__new__(type("Unhashable", (), {"__hash__": None}))}))


def test_views_take_no_attributes() -> None:
    with pytest.raises(AttributeError):
        deep_freeze({}).extra = 1


def test_a_thawed_view_is_the_callers_own() -> None:
    frozen = deep_freeze(PLAIN)
    mine = thaw(frozen)
    mine["b"][1]["c"] = "changed"
    assert frozen == PLAIN
