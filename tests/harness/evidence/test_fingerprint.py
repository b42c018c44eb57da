"""Deep digests: equal content gives an equal digest, and only that."""

import copy
import dataclasses
import enum
import threading
from collections import OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.evidence.fingerprint import DEPTH_MAX, PREVIEW_CHARS_MAX, digest, preview
from stageflow.plus import deep_freeze

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=5)
    | st.binary(max_size=4)
    | st.dates()
    | st.decimals()
)
keys = st.text(max_size=3) | st.integers(0, 5)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.sets(st.integers(0, 9), max_size=3)
    ),
    max_leaves=12,
)


@dataclasses.dataclass
class Box:
    content: Any
    label: str = ""


@dataclasses.dataclass
class Crate:
    content: Any
    label: str = ""


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


class Size(enum.Enum):
    RED = 1


class Level(enum.IntEnum):
    ONE = 1


class Text(str):
    __slots__ = ()


class Opaque:
    def __init__(self, content: int) -> None:
        self.content = content


class Unhashable(Opaque):
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


Pair = namedtuple("Pair", "left right")


class Unlucky:
    def __repr__(self) -> str:
        raise OSError("no")


def other_classes(value: Any) -> Any:
    """The same content in other container classes, dict items in reverse order."""
    if isinstance(value, dict):
        return MappingProxyType({k: other_classes(v) for k, v in reversed(value.items())})
    if isinstance(value, list):
        return UserList([other_classes(v) for v in value])
    if isinstance(value, tuple):
        return tuple(other_classes(v) for v in value)
    return frozenset(value) if isinstance(value, set) else value


def with_a_leaf_changed(value: Any) -> tuple[Any, bool]:
    """A copy in which the first leaf found is another one; False where there is none."""
    if isinstance(value, dict):
        for k, v in value.items():
            changed, found = with_a_leaf_changed(v)
            if found:
                return {**value, k: changed}, True
        return value, False
    if isinstance(value, list | tuple):
        for i, v in enumerate(value):
            changed, found = with_a_leaf_changed(v)
            if found:
                return type(value)([*value[:i], changed, *value[i + 1 :]]), True
        return value, False
    if isinstance(value, set):
        return (value | {99}, True) if value else (value, False)
    return ["another leaf"], True


@given(values)
def test_equal_content_in_whichever_class_gives_an_equal_digest(value: Any) -> None:
    assert digest(value) == digest(copy.deepcopy(value)) == digest(other_classes(value))


@given(values)
def test_a_frozen_value_and_what_it_was_made_from_agree(value: Any) -> None:
    assert digest(deep_freeze(value)) == digest(value)


@given(values)
def test_a_changed_leaf_gives_another_digest(value: Any) -> None:
    changed, found = with_a_leaf_changed(value)
    assert (digest(changed) != digest(value)) is found


@given(st.lists(values, max_size=3), st.lists(values, max_size=3))
def test_where_one_list_ends_is_part_of_it(left: list[Any], right: list[Any]) -> None:
    if left:
        assert digest([left, right]) != digest([left[:-1], [left[-1], *right]])


@given(values)
def test_a_digest_is_sixteen_hex_digits(value: Any) -> None:
    assert len(digest(value)) == 16
    int(digest(value), 16)


@pytest.mark.parametrize(
    "value",
    [
        OrderedDict(b=2, a=1),
        defaultdict(int, {"a": 1, "b": 2}),
        UserDict({"a": 1, "b": 2}),
        MappingProxyType({"b": 2, "a": 1}),
        deep_freeze({"a": 1, "b": 2}),
    ],
    ids=["ordered", "default", "user", "proxy", "frozen"],
)
def test_mappings_agree(value: Any) -> None:
    assert digest(value) == digest({"a": 1, "b": 2})


@pytest.mark.parametrize(
    "value", [deque([1, 2]), UserList([1, 2]), deep_freeze([1, 2])], ids=["deque", "user", "frozen"]
)
def test_sequences_agree(value: Any) -> None:
    assert digest(value) == digest([1, 2])


def test_subclasses_of_plain_values_agree() -> None:
    assert digest(Text("a")) == digest("a")
    assert digest(Pair(1, 2)) == digest((1, 2))
    assert digest(bytearray(b"a")) == digest(b"a")


DISTINCT: list[Any] = [
    None,
    True,
    1,
    1.0,
    "1",
    b"1",
    Decimal(1),
    1j,
    Level.ONE,
    Colour.RED,
    Colour.GREEN,
    Size.RED,
    [1],
    (1,),
    {1},
    {1: 1},
    {"1": 1},
    [],
    (),
    set(),
    {},
    "",
    Box(1),
    Crate(1),
    Box(1, "x"),
    Box,
    [None],
    [[1]],
    [1, 1],
    [[1], 1],
    [1, [1]],
    {"a": [1], "b": []},
    {"a": [], "b": [1]},
    ["a,b"],
    ["a", "b"],
    "int1",
    -1,
    date(2020, 1, 1),
    datetime(2020, 1, 1),
    datetime(2020, 1, 1, tzinfo=UTC),
    time(1),
    timedelta(1),
    UUID(int=1),
    float("nan"),
    float("inf"),
    10**400,
    -(10**400),
    "\ud800",
    "\udfff",
    Opaque(1),
]


def test_type_and_structure_are_part_of_the_digest() -> None:
    seen: dict[str, Any] = {}
    for value in DISTINCT:
        assert seen.setdefault(digest(value), value) is value


def test_nan_equals_itself_here() -> None:
    assert digest([float("nan")]) == digest([float("nan")])


def test_opaque_objects_count_by_type_only() -> None:
    assert digest(Opaque(1)) == digest(Opaque(2)) != digest(Unhashable(1))
    assert digest([Unhashable(1)]) == digest([Unhashable(2)])
    assert digest(threading.Lock()) == digest(threading.Lock())


def test_a_dataclass_itself_is_opaque_and_spoils_no_other_class() -> None:
    assert digest(Box) == digest(Crate) == digest(int)


def test_fields_that_are_not_set_do_not_break_a_digest() -> None:
    box = Box(1)
    del box.content
    assert digest(box) == digest(Box(None))


def test_a_cycle_has_a_digest() -> None:
    first: list[Any] = [1]
    first.append(first)
    second: list[Any] = [1]
    second.append(second)
    other: list[Any] = [1]
    other.append([other])
    assert digest(first) == digest(second) != digest(other)
    loop: dict[str, Any] = {"box": Box(None)}
    loop["box"].content = loop
    same: dict[str, Any] = {"box": Box(None)}
    same["box"].content = same
    assert digest(loop) == digest(same)
    same["box"].label = "another"
    assert digest(loop) != digest(same)


def test_an_object_met_twice_is_no_cycle() -> None:
    shared = [1]
    assert digest([shared, shared]) == digest([[1], [1]])


def nest(depth: int, wrap: Callable[[Any], Any], core: Any = 0) -> Any:
    value = core
    for _ in range(depth):
        value = wrap(value)
    return value


WRAPPERS: list[Callable[[Any], Any]] = [lambda v: [v], lambda v: (v,), lambda v: {"k": v}, Box]
WRAPPER_IDS = ["list", "tuple", "dict", "dataclass"]


@pytest.mark.parametrize("wrap", WRAPPERS, ids=WRAPPER_IDS)
def test_content_counts_down_to_the_deepest_level(wrap: Callable[[Any], Any]) -> None:
    assert digest(nest(DEPTH_MAX - 1, wrap, 1)) != digest(nest(DEPTH_MAX - 1, wrap, 2))


@pytest.mark.parametrize("wrap", WRAPPERS, ids=WRAPPER_IDS)
def test_below_the_deepest_level_nothing_is_seen_and_nothing_breaks(wrap: Callable[[Any], Any]) -> None:
    assert digest(nest(DEPTH_MAX + 1, wrap, [1])) == digest(nest(5_000, wrap, [2]))


def test_a_preview_shows_no_address_and_keeps_a_text_that_looks_like_one() -> None:
    assert preview([object()]) == "[<object object>]"
    assert preview("landed at 0x10") == "'landed at 0x10'"


def test_a_preview_is_a_repr_of_bounded_length() -> None:
    assert preview([1, "a"]) == "[1, 'a']"
    assert preview("x" * 5000) == "'" + "x" * (PREVIEW_CHARS_MAX - 4) + "..."
    assert preview("x" * 50, 20) == "'" + "x" * 16 + "..."


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (Unlucky(), "<Unlucky: repr raised OSError>"),
        ([Unlucky()], "<list: repr raised OSError>"),
        (nest(100_000, lambda v: [v]), "<list: repr raised RecursionError>"),
        (10**5000, "<int: repr raised ValueError>"),
    ],
    ids=["own", "inside", "too-deep", "huge-int"],
)
def test_a_preview_names_a_repr_that_raises(value: Any, says: str) -> None:
    assert preview(value) == says
