"""The catalogue of mutation attempts, on containers that accept changes and on containers that refuse them."""

import dataclasses
from collections import Counter, UserDict, UserList, deque
from collections.abc import Callable, Iterator, MutableSet
from types import MappingProxyType
from typing import Any

import pytest

from harness.evidence.fingerprint import digest
from harness.evidence.records import Operation
from harness.worker.plants.plain import FirstLevelDict, FirstLevelList
from harness.worker.probes.mutate import assign_everything, attempts_on, bypass, mutate_everything
from harness.worker.recorder import Recorder
from stageflow.plus import deep_freeze

MAKERS: dict[str, Callable[[], Any]] = {
    "list": lambda: [3, 1, 2],
    "dict": lambda: {"b": 1, "a": 2},
    "set": lambda: {1, 2},
    "bytearray": lambda: bytearray(b"cab"),
}
ATTEMPTS = [(kind, name, attempt) for kind, make in MAKERS.items() for name, attempt in attempts_on(make())]
IN_PLACE = [a for a in ATTEMPTS if a[0] in ("list", "dict")]  # a frozen set or bytearray has no mutators at all
IDS = [f"{kind} {name}" for kind, name, _ in ATTEMPTS]


@pytest.mark.parametrize(("kind", "name", "attempt"), ATTEMPTS, ids=IDS)
def test_each_mutator_changes_a_mutable_container(kind: str, name: str, attempt: Callable[[Any], Any]) -> None:
    container = MAKERS[kind]()
    before = digest(container)
    attempt(container)
    assert digest(container) != before


@pytest.mark.parametrize(("kind", "name", "attempt"), IN_PLACE, ids=[i for i in IDS if i.startswith(("list", "dict"))])
def test_each_mutator_is_refused_by_a_frozen_container(kind: str, name: str, attempt: Callable[[Any], Any]) -> None:
    frozen = deep_freeze(MAKERS[kind]())
    before = digest(frozen)
    with pytest.raises((TypeError, AttributeError)):
        attempt(frozen)
    assert digest(frozen) == before


def test_mutators_have_distinct_names_per_kind() -> None:
    for make in MAKERS.values():
        names = Counter(name for name, _ in attempts_on(make()))
        assert max(names.values()) == 1


@pytest.mark.parametrize("value", [(), (1,), frozenset({1}), b"x"], ids=repr)
def test_what_has_no_mutators_is_not_tried(value: Any) -> None:
    assert attempts_on(value) == () or isinstance(value, bytes)
    recorder = Recorder()
    mutate_everything(value, "x", "mutate", "s0", recorder)
    assert recorder.records == []


def attack(root: Any, mutators_max: int | None = None) -> list[Operation]:
    recorder = Recorder()
    mutate_everything(root, "x", "mutate", "s0", recorder, mutators_max)
    return [r for r in recorder.records if isinstance(r, Operation)]


def changed(operations: list[Operation]) -> set[str]:
    return {o.target for o in operations if (o.outcome, o.detail) == ("ok", "changed")}


def test_every_container_that_can_be_changed_is_found() -> None:
    tree = {"list": [1, [2]], "set": {1}, "bytes": bytearray(b"ab"), "tuple": ([3],)}
    found = changed(attack(tree))
    assert found >= {"x", "x['list']", "x['list'][1]", "x['set']", "x['bytes']", "x['tuple'][0]"}


def test_a_frozen_tree_refuses_everything() -> None:
    tree = deep_freeze({"list": [1, [2]], "set": {1}, "tuple": ([3],), "dict": {"k": {}}})
    operations = attack(tree)
    assert len(operations) > 50
    assert {o.outcome for o in operations} == {"fail"}
    assert {o.detail for o in operations} == {"TypeError", "StopIteration"}  # an empty one has no first key


def test_the_first_level_alone_is_not_enough() -> None:
    shallow = FirstLevelDict({"list": FirstLevelList([[1]]), "plain": {"k": 1}})
    assert changed(attack(shallow)) == {"x['list'][0]", "x['plain']"}


def test_an_empty_container_can_be_filled() -> None:
    assert changed(attack([[]])) >= {"x[0]"}
    assert changed(attack({"k": {}})) >= {"x['k']"}


class CopyingList(UserList[Any]):
    """Hands out a private copy of what it holds."""

    def __getitem__(self, i: Any) -> Any:
        value = super().__getitem__(i)
        return list(value) if isinstance(value, list) else value

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self.data)))

    def _refuse(self, *args: Any) -> Any:
        raise TypeError("frozen")

    append = extend = insert = __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse  # type: ignore[assignment]
    reverse = sort = pop = remove = clear = _refuse  # type: ignore[assignment]


def test_a_change_to_a_private_copy_is_no_breach() -> None:
    operations = attack(CopyingList([[1, 2]]))
    assert {o.detail for o in operations if o.outcome == "ok" and o.value != "__init__()"} == {"changed nothing"}
    assert {o.value for o in operations if o.detail == "changed"} == {"__init__()"}  # that one replaces what it holds


class Treacherous(dict[str, Any]):
    """Raises, and changes all the same."""

    def __init__(self, **items: Any) -> None:
        if self:
            raise TypeError("frozen")
        super().__init__(**items)

    def clear(self) -> None:
        super().clear()
        raise TypeError("frozen")

    def _refuse(self, *args: Any) -> Any:
        raise TypeError("frozen")

    __setitem__ = __delitem__ = update = setdefault = pop = popitem = __ior__ = _refuse  # type: ignore[assignment]


def test_a_mutator_that_raises_and_changes_all_the_same_is_found() -> None:
    operations = attack(Treacherous(a=1))
    assert {o.outcome for o in operations[:-1]} == {"fail"}
    assert (operations[-1].value, operations[-1].detail) == ("mutators that raised", "changed")


def test_only_the_first_few_mutators_where_asked() -> None:
    assert [o.value for o in attack({"a": 1}, 3)] == ["set a new key", "replace a key", "update()"]


@pytest.mark.parametrize(
    "value",
    [deque([2, 1]), UserDict({"a": 1}), UserList([1, 2]), MappingProxyType({"a": [1]})],
    ids=["deque", "user-dict", "user-list", "proxy-of-a-list"],
)
def test_other_container_classes_are_tried_too(value: Any) -> None:
    assert changed(attack(value))


class SetLike(MutableSet[Any]):
    def __init__(self, content: set[Any]) -> None:
        self._content = content

    def __contains__(self, x: object) -> bool:
        return x in self._content

    def __iter__(self) -> Iterator[Any]:
        return iter(self._content)

    def __len__(self) -> int:
        return len(self._content)

    def add(self, value: Any) -> None:
        self._content.add(value)

    def discard(self, value: Any) -> None:
        self._content.discard(value)


def test_a_set_of_another_class_is_tried_as_a_set() -> None:
    assert {o.value for o in attack(SetLike({1}))} >= {"add()", "discard()"}


@dataclasses.dataclass
class Open:
    content: Any
    derived: int = dataclasses.field(init=False, default=0)


@dataclasses.dataclass(frozen=True)
class Closed:
    content: Any

    def __init__(self, content: Any) -> None:
        if hasattr(self, "content"):
            raise TypeError("made once")
        object.__setattr__(self, "content", content)


@dataclasses.dataclass(frozen=True)
class InitAgain:
    content: Any


for of_the_subject in (Open, Closed, InitAgain):
    of_the_subject.__module__ = "stageflow.made_for_tests"


@dataclasses.dataclass
class OfTheUser:
    content: Any


def assigned(root: Any) -> dict[tuple[str, str, Any], str]:
    recorder = Recorder()
    assign_everything(root, "x", "s0", recorder)
    return {(r.f, r.target, r.value): r.outcome for r in recorder.records if isinstance(r, Operation)}


def test_assignments_to_an_open_object_are_accepted() -> None:
    said = assigned(Open(1))
    assert set(said.values()) == {"ok"}
    assert set(said) == {
        ("assign", "x.content", "set"),
        ("assign", "x.content", "delete"),
        ("assign", "x.derived", "set"),
        ("assign", "x.derived", "delete"),
        ("assign", "x.intruder", "add"),
        ("reinit", "x", "__init__"),
    }


def test_assignments_to_a_closed_object_are_refused() -> None:
    said = assigned({"k": Closed([Closed(1)])})
    assert set(said.values()) == {"fail"}
    assert ("reinit", "x['k'].content[0]", "__init__") in said


def test_nothing_is_assigned_to_a_class_of_the_users_own() -> None:
    said = assigned(OfTheUser([Closed(1)]))
    assert {target.partition("content[0]")[1] for _, target, _ in said} == {"content[0]"}


def test_a_frozen_dataclass_accepts_a_second_init() -> None:
    said = assigned(InitAgain(1))
    assert {how for how, outcome in said.items() if outcome == "ok"} == {("reinit", "x", "__init__")}


@pytest.mark.parametrize(
    ("value", "how"),
    [
        (deep_freeze({"a": 1}), "dict.__setitem__"),
        (deep_freeze([1]), "list.append"),
        (Closed(1), "object.__setattr__"),
    ],
    ids=["dict", "list", "object"],
)
def test_a_bypass_is_recorded_under_its_own_name(value: Any, how: str) -> None:
    recorder = Recorder()
    bypass(value, "x", "bypass", recorder)
    (operation,) = recorder.records
    assert isinstance(operation, Operation)
    assert (operation.f, operation.value) == ("bypass", how)
