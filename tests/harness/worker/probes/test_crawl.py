"""Walks over object graphs: what is reached, what can change, what two sides share."""

import dataclasses
from collections import OrderedDict, UserDict, deque
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from harness.worker.probes.crawl import can_change, is_container, reachable, shared_mutable
from stageflow.plus import deep_freeze


@dataclasses.dataclass
class Box:
    content: Any
    label: str = ""


@dataclasses.dataclass(frozen=True)
class FrozenBox:
    content: Any


@dataclasses.dataclass
class Empty:
    pass


class Opaque:
    """A handle, a sink, a port: shared on purpose, never walked."""

    def __init__(self, content: Any) -> None:
        self.content = content


class BadKey:
    def __repr__(self) -> str:
        raise OSError("no")

    def __hash__(self) -> int:
        return 1


def paths(value: Any) -> list[str]:
    return [at for at, _ in reachable(value, "x")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, [2], {"k": (3,)}], ["x", "x[1]", "x[2]", "x[2]['k']"]),
        (Box({"a": [1]}), ["x", "x.content", "x.content['a']"]),
        ({1: Box([2]), "b": frozenset({(1,)})}, ["x", "x[1]", "x[1].content", "x['b']", "x['b']{(1,)}"]),
        (deque([[1]]), ["x", "x[0]"]),
        (UserDict({"a": bytearray(b"x")}), ["x", "x['a']"]),
        (MappingProxyType({"a": [1]}), ["x", "x['a']"]),
        ("text", []),
        (b"bytes", []),
        (7, []),
        (Box, []),
        (Opaque([1]), []),
        ([Opaque([1]), lambda: None, range(3)], ["x"]),
    ],
    ids=[
        "nested",
        "dataclass",
        "set-and-keys",
        "deque",
        "user-dict",
        "proxy",
        "text",
        "bytes",
        "number",
        "class",
        "opaque",
        "opaque-inside",
    ],
)
def test_what_is_reached_and_by_which_path(value: Any, expected: list[str]) -> None:
    assert paths(value) == expected


def test_every_object_is_met_once_even_in_a_cycle() -> None:
    shared: list[Any] = [1]
    shared.append(shared)
    assert paths({"a": shared, "b": shared}) == ["x", "x['a']"]


def test_the_number_of_objects_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from harness.worker.probes import crawl

    monkeypatch.setattr(crawl, "OBJECTS_MAX", 10)
    assert len(paths([[i] for i in range(1000)])) == 10


@pytest.mark.parametrize(
    ("key", "label"),
    [(BadKey(), "<BadKey: repr raised OSError>"), ("k" * 500, "'" + "k" * 76 + "...")],
    ids=["repr-raises", "long"],
)
def test_no_key_of_a_subject_breaks_a_path(key: Any, label: str) -> None:
    assert paths({key: [1]}) == ["x", f"x[{label}]"]


@pytest.mark.parametrize(
    ("value", "container"),
    [
        ([], True),
        ({}, True),
        (set(), True),
        (bytearray(), True),
        ((), True),
        ("", False),
        (b"", False),
        (Box(1), False),
    ],
    ids=["list", "dict", "set", "bytearray", "tuple", "text", "bytes", "dataclass"],
)
def test_containers(value: Any, container: bool) -> None:
    assert is_container(value) is container


CHANGEABLE: list[Any] = [
    [],
    [1],
    {},
    {"a": 1},
    OrderedDict(a=1),
    UserDict({"a": 1}),
    set(),
    {1},
    bytearray(b"a"),
    deque([1]),
    Box(1),
]
FIXED: list[Any] = [
    (),
    (1,),
    frozenset({1}),
    MappingProxyType({"a": 1}),
    MappingProxyType({}),
    FrozenBox([1]),
    Empty(),
    deep_freeze({}),
    deep_freeze({"a": 1}),
    deep_freeze([]),
    deep_freeze([1]),
    deep_freeze({1}),
    deep_freeze(bytearray(b"a")),
]


@pytest.mark.parametrize("value", CHANGEABLE, ids=repr)
def test_what_can_change_is_found_and_left_as_it_was(value: Any) -> None:
    before = repr(value)
    assert can_change(value)
    assert repr(value) == before


@pytest.mark.parametrize("value", FIXED, ids=repr)
def test_what_refuses_is_fixed(value: Any) -> None:
    assert not can_change(value)


def test_a_shared_mutable_object_is_found_with_both_paths() -> None:
    shared = {"deep": [1]}
    walked, found = shared_mutable(Box({"meta": shared}), [FrozenBox((shared,))])
    assert found == [
        ("parent.content['meta']", "derived[0].content[0]", "dict"),
        ("parent.content['meta']['deep']", "derived[0].content[0]['deep']", "list"),
    ]
    assert walked == 4 + 5


@pytest.mark.parametrize(
    "part",
    [
        (1, frozenset({2})),
        Opaque([1]),
        deep_freeze({"a": [1, {2}]}),
        FrozenBox((1, "x")),
        len,
        "text",
    ],
    ids=["immutable-parts", "opaque", "frozen", "frozen-dataclass", "callable", "text"],
)
def test_what_is_shared_on_purpose_is_no_finding(part: Any) -> None:
    assert shared_mutable([part], {"k": part})[1] == []


def test_equal_objects_are_not_one_object() -> None:
    assert shared_mutable({"a": [1]}, {"a": [1]})[1] == []


def test_a_mutable_dataclass_counts_and_one_whole_side_too() -> None:
    box = Box([1])
    assert [f[2] for f in shared_mutable(box, box)[1]] == ["Box", "list"]


def test_containers_that_a_property_makes_anew_are_not_shared() -> None:
    @dataclasses.dataclass
    class Lazy:
        items: Any = None

        def __getattribute__(self, name: str) -> Any:
            return [1] if name == "items" else object.__getattribute__(self, name)

    lazy = FrozenBox(Lazy())
    assert [f[2] for f in shared_mutable(lazy, lazy)[1]] == ["Lazy"]


def of_the_subject(thing: Any) -> Any:
    """The same class or function as the subject would define it."""
    thing.__module__ = "stageflow.anything"
    return thing


@of_the_subject
class Slotted:
    __slots__ = ("inner",)

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def method(self) -> Any:
        return self.inner


@of_the_subject
class Open:
    def __init__(self, inner: Any) -> None:
        self.inner = inner


@of_the_subject
class Hiding(dict[str, int]):
    """A container with something beside what it contains."""


def closing_over(shared: Any) -> Any:
    @of_the_subject
    def function() -> Any:
        return shared

    return function


def defaulting_to(shared: Any, *, by_name: bool = False) -> Any:
    if by_name:

        @of_the_subject
        def named(*, value: Any = shared) -> Any:
            return value

        return named

    @of_the_subject
    def function(value: Any = shared) -> Any:
        return value

    return function


def hiding(shared: Any) -> Hiding:
    made = Hiding(a=1)
    made.kept = shared  # type: ignore[attr-defined]
    return made


@pytest.mark.parametrize(
    ("hide", "path"),
    [
        (Slotted, "parent[0].inner"),
        (Open, "parent[0].inner"),
        (closing_over, "parent[0].<shared>"),
        (defaulting_to, "parent[0].<default 0>"),
        (lambda shared: defaulting_to(shared, by_name=True), "parent[0].<default value>"),
        (lambda shared: Slotted(shared).method, "parent[0].__self__.inner"),
        (hiding, "parent[0].kept"),
    ],
    ids=["slots", "dict", "closure", "default", "keyword-default", "bound-method", "container"],
)
def test_what_the_subject_hides_is_found(hide: Callable[[Any], Any], path: str) -> None:
    shared = [1]
    found = shared_mutable([hide(shared)], {"derived": hide(shared)})[1]
    assert (path, "list") in [(in_parent, kind) for in_parent, _, kind in found]
    assert shared_mutable([hide([1])], [hide([1])])[1] == []


@pytest.mark.parametrize("hide", [Opaque, lambda shared: lambda: shared], ids=["object", "closure"])
def test_what_an_author_hides_is_the_authors_own(hide: Callable[[Any], Any]) -> None:
    shared = [1]
    assert shared_mutable([hide(shared)], [hide(shared)])[1] == []


def test_a_variable_that_is_not_assigned_yet_is_no_error() -> None:
    @of_the_subject
    def function() -> Any:
        return later

    if function.__module__ == "never":
        later = 1
    assert shared_mutable([function], [function])[1] == []
