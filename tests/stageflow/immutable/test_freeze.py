"""deep_freeze and thaw over every kind of value."""

from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import FrozenInstanceError, dataclass, field
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stageflow.immutable import DictView, ListView, deep_freeze, thaw, verify_immutable

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text(), inner)
        | st.tuples(inner, inner)
        | st.sets(st.integers())
        | st.builds(bytearray, st.binary())
    ),
    max_leaves=30,
)
json_trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(trees)
def test_a_frozen_value_equals_its_source_and_nothing_in_it_can_change(tree: Any) -> None:
    frozen = deep_freeze(tree)
    assert frozen == tree
    assert verify_immutable(frozen) == []
    assert deep_freeze(frozen) is frozen or deep_freeze(frozen) == frozen


@given(json_trees)
def test_thaw_undoes_deep_freeze_with_plain_types(tree: Any) -> None:
    thawed = thaw(deep_freeze(tree))
    assert thawed == tree
    stack = [thawed]
    while stack:
        value = stack.pop()
        assert type(value) not in (DictView, ListView)
        stack.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())


@given(json_trees, json_trees)
def test_equal_frozen_values_have_equal_hashes(one: Any, other: Any) -> None:
    left, right = deep_freeze([one]), deep_freeze([other])
    if left == right:
        assert hash(left) == hash(right)


def test_later_changes_to_the_source_are_invisible() -> None:
    source: dict[str, Any] = {"list": [1], "dict": {"a": {"b": []}}, "set": {1}, "bytes": bytearray(b"x")}
    frozen = deep_freeze(source)
    source["list"].append(2)
    source["dict"]["a"]["b"].append(1)
    source["set"].add(2)
    source["bytes"].extend(b"y")
    assert frozen == {"list": [1], "dict": {"a": {"b": []}}, "set": {1}, "bytes": b"x"}


def test_container_subclasses_are_frozen_too() -> None:
    assert type(deep_freeze(OrderedDict(a=[1]))) is DictView
    assert type(deep_freeze(defaultdict(list, a=[1]))["a"]) is ListView
    assert deep_freeze(MappingProxyType({"a": [1]})) == {"a": [1]}
    assert verify_immutable(deep_freeze(MappingProxyType({"a": [1]}))) == []


def test_tuples_are_rebuilt_only_where_needed_and_keep_their_class() -> None:
    point = namedtuple("point", "x y")
    same = point(1, "a")
    assert deep_freeze(same) is same
    rebuilt = deep_freeze(point(1, ["a"]))
    assert type(rebuilt) is point
    assert rebuilt.y == ["a"]
    assert type(rebuilt.y) is ListView


@dataclass(frozen=True)
class Settings:
    name: str
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slotted:
    tags: list[str]


@pytest.mark.parametrize("source", [Settings("a", ["x"]), Slotted(["x"])], ids=["dict", "slots"])
def test_frozen_dataclasses_are_rebuilt_with_frozen_fields(source: Any) -> None:
    frozen = deep_freeze({"s": source})["s"]
    assert frozen == source
    assert frozen is not source
    with pytest.raises(TypeError):
        frozen.tags.append("y")
    with pytest.raises(FrozenInstanceError):
        frozen.tags = []
    assert type(thaw(frozen).tags) is list


def test_a_frozen_dataclass_without_mutable_content_is_kept() -> None:
    source = Slotted(deep_freeze(["x"]))
    assert deep_freeze(source) is source


def test_opaque_objects_are_kept_by_reference_and_named() -> None:
    class Handle:
        pass

    handle = Handle()
    frozen = deep_freeze({"h": [handle]})
    assert frozen["h"][0] is handle
    assert verify_immutable(frozen) == [("value['h'][0]", "opaque Handle: kept by reference")]


@pytest.mark.parametrize("depth", [10, 5_000, 20_000])
def test_any_depth_works(depth: int) -> None:
    deep: Any = {"leaf": [1]}
    for _ in range(depth):
        deep = {"k": [deep]}
    frozen, thawed = deep_freeze(deep), thaw(deep_freeze(deep))
    assert verify_immutable(frozen) == []
    for _ in range(depth):
        assert type(frozen) is DictView
        assert type(thawed) is dict
        frozen, thawed = frozen["k"][0], thawed["k"][0]
    assert frozen == thawed == {"leaf": [1]}


def test_a_value_that_contains_itself_is_refused_with_the_path() -> None:
    loop: dict[str, Any] = {"a": [1]}
    loop["a"].append(loop)
    with pytest.raises(ValueError, match=r"contains itself: \['a'\]\[1\] is the value"):
        deep_freeze(loop)


def test_verify_names_every_mutable_path() -> None:
    @dataclass
    class Open:
        items: list[int]

    found = dict(verify_immutable(({"a": [1]}, {2}, Open([3]), bytearray(b"x"))))
    assert found == {
        "value[0]": "mutable dict",
        "value[0]['a']": "mutable list",
        "value[1]": "mutable set",
        "value[2]": "mutable dataclass Open",
        "value[2].items": "mutable list",
        "value[3]": "mutable bytearray",
    }


def test_verify_survives_values_that_contain_themselves() -> None:
    loop: list[Any] = []
    loop.append(loop)
    assert verify_immutable(loop) == [("value", "mutable list")]
