"""FrozenDict and FrozenList: immutable collections that are not dict and list subclasses. Deep since D-09."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NoReturn, TypeVar

from stageflow.immutable.construct import slot_setters
from stageflow.immutable.freeze import deep_freeze, thaw, trust

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class _Sealed:
    """No attribute of an instance can be set or deleted; `__init__` works once."""

    __slots__ = ()

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: cannot set attribute {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: cannot delete attribute {name!r}")

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self


@trust
class FrozenDict(_Sealed, Mapping[K, V], Generic[K, V]):
    """An immutable mapping over a deep-frozen copy of `data` (a mapping or pairs; None gives an empty one).

    Later changes to `data`, at any depth, are invisible. Equal to any mapping with the same items; hashable when its
    values are. Item assignment and deletion raise TypeError.
    """

    __slots__ = ("_data",)
    _data: dict[K, V]

    def __init__(self, data: Mapping[K, V] | Iterable[tuple[K, V]] | None = None) -> None:
        if hasattr(self, "_data"):
            raise TypeError("FrozenDict is frozen: cannot run __init__ again")
        _set_dict(self, deep_freeze(dict(data) if data is not None else {}))

    def __getitem__(self, key: K) -> V:
        return self._data[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def __repr__(self) -> str:
        return f"FrozenDict({dict(self._data)!r})"

    def __hash__(self) -> int:
        return hash(self._data)

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self._data),)

    def get(self, key: K, default: Any = None) -> Any:
        """The value of `key`, or `default`."""
        return self._data.get(key, default)

    def keys(self) -> Any:
        """The keys in insertion order."""
        return self._data.keys()

    def values(self) -> Any:
        """The values in insertion order."""
        return self._data.values()

    def items(self) -> Any:
        """The items in insertion order."""
        return self._data.items()

    def to_dict(self) -> dict[K, V]:
        """A mutable deep copy."""
        copy: dict[K, V] = thaw(self._data)
        return copy

    def copy(self) -> FrozenDict[K, V]:
        """A new FrozenDict with the same items."""
        return FrozenDict(self._data)


@trust
class FrozenList(_Sealed, Sequence[T], Generic[T]):
    """An immutable sequence over a deep-frozen copy of `data` (None gives an empty one).

    A slice is a tuple. Equal to a FrozenList or list with the same items. Item assignment raises TypeError.
    """

    __slots__ = ("_data",)
    _data: list[T]

    def __init__(self, data: Iterable[T] | None = None) -> None:
        if hasattr(self, "_data"):
            raise TypeError("FrozenList is frozen: cannot run __init__ again")
        _set_list(self, deep_freeze(list(data) if data is not None else []))

    def __getitem__(self, index: int | slice) -> Any:
        return tuple(self._data[index]) if isinstance(index, slice) else self._data[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, item: object) -> bool:
        return item in self._data

    def __repr__(self) -> str:
        return f"FrozenList({list(self._data)!r})"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FrozenList):
            return self._data == other._data
        return self._data == other if isinstance(other, list) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._data)

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenList, (list(self._data),)

    def to_list(self) -> list[T]:
        """A mutable deep copy."""
        copy: list[T] = thaw(self._data)
        return copy

    def copy(self) -> FrozenList[T]:
        """A new FrozenList with the same items."""
        return FrozenList(self._data)


(_set_dict,) = slot_setters(FrozenDict, "_data")
(_set_list,) = slot_setters(FrozenList, "_data")

__all__ = ["FrozenDict", "FrozenList"]
