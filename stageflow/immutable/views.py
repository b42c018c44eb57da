"""The frozen dict and list that every value object hands out: equal to plain ones, read at C speed, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn, SupportsIndex, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_WAY_OUT = "thaw() gives a mutable copy"


def _refuse(kind: str, attempt: str) -> NoReturn:
    raise TypeError(f"frozen {kind}: cannot {attempt}; {_WAY_OUT}")


class ViewType(type):
    """Makes `DictView(pairs)` and `ListView(items)` freeze their argument, and leaves `__init__` free to refuse.

    `dataclasses.asdict`, pickle and similar code rebuild containers by calling their type.
    """

    # deep_freeze, put here by stageflow.immutable.freeze: it needs the views, so they cannot import it.
    freeze: Callable[[Any], Any]

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        plain = dict if issubclass(cls, dict) else list
        return ViewType.freeze(plain(*args, **kwargs))


class OpenDict(dict[K, V]):
    """A DictView being made: `__class__ = DictView` freezes it. Filled by C code, which DictView's own calls forbid."""

    __slots__ = ()


class OpenList(list[V]):
    """A ListView being made, in the same way."""

    __slots__ = ()


class DictView(OpenDict[K, V], metaclass=ViewType):
    """A dict that cannot be changed. Made by `deep_freeze`, so its values are frozen too.

    Equal to a plain dict with the same items; `.copy()`, `|` and `dict()` give a plain dict; json, orjson, pickle,
    copy and deepcopy work. Hashable when its values are. Raises TypeError for every mutation.
    """

    __slots__ = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _refuse("dict", "run __init__ again")

    @classmethod
    def fromkeys(cls, keys: Iterable[Any], value: Any = None) -> Any:
        """A frozen dict, as for dict."""
        return cls(dict.fromkeys(keys, value))

    def __setitem__(self, key: K, value: V) -> NoReturn:
        _refuse("dict", f"set {key!r}")

    def __delitem__(self, key: K) -> NoReturn:
        _refuse("dict", f"delete {key!r}")

    def __ior__(self, other: Any) -> NoReturn:  # type: ignore[misc]
        _refuse("dict", "merge with |=")

    def update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused with TypeError."""
        _refuse("dict", "update")

    def setdefault(self, key: K, default: Any = None) -> NoReturn:
        """Refused with TypeError."""
        _refuse("dict", f"set {key!r}")

    def pop(self, key: K, *default: Any) -> NoReturn:
        """Refused with TypeError."""
        _refuse("dict", f"pop {key!r}")

    def popitem(self) -> NoReturn:
        """Refused with TypeError."""
        _refuse("dict", "pop an item")

    def clear(self) -> NoReturn:
        """Refused with TypeError."""
        _refuse("dict", "clear")

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __copy__(self) -> DictView[K, V]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> DictView[K, V]:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return type(self), (dict(self),)


class ListView(OpenList[V], metaclass=ViewType):
    """A list that cannot be changed. Made by `deep_freeze`, so its items are frozen too.

    Equal to a plain list with the same items; `.copy()`, `+`, `*`, slices and `list()` give a plain list; json, orjson,
    pickle, copy and deepcopy work. Hashable when its items are. Raises TypeError for every mutation.
    """

    __slots__ = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _refuse("list", "run __init__ again")

    def __setitem__(self, index: Any, value: Any) -> NoReturn:
        _refuse("list", f"set [{index!r}]")

    def __delitem__(self, index: Any) -> NoReturn:
        _refuse("list", f"delete [{index!r}]")

    def __iadd__(self, other: Any) -> NoReturn:  # type: ignore[misc]
        _refuse("list", "extend with +=")

    def __imul__(self, times: SupportsIndex) -> NoReturn:
        _refuse("list", "repeat with *=")

    def append(self, item: V) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", "append")

    def extend(self, items: Any) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", "extend")

    def insert(self, index: SupportsIndex, item: V) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", f"insert at [{index!r}]")

    def pop(self, index: SupportsIndex = -1) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", f"pop [{index!r}]")

    def remove(self, item: V) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", f"remove {item!r}")

    def clear(self) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", "clear")

    def reverse(self) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", "reverse")

    def sort(self, *, key: Any = None, reverse: bool = False) -> NoReturn:
        """Refused with TypeError."""
        _refuse("list", "sort")

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self))

    def __copy__(self) -> ListView[V]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> ListView[V]:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        return type(self), (list(self),)


_new_dict, _fill_dict = dict.__new__, dict.update
_new_list, _fill_list = list.__new__, list.extend


def dict_view(items: dict[K, V]) -> DictView[K, V]:
    """A view over a copy of `items`, whose values must be frozen already."""
    view: DictView[K, V] = _new_dict(DictView)
    _fill_dict(view, items)
    return view


def list_view(items: list[V]) -> ListView[V]:
    """A view over a copy of `items`, which must be frozen already."""
    view: ListView[V] = _new_list(ListView)
    _fill_list(view, items)
    return view


def empty_dict() -> Any:
    """A new empty frozen dict."""
    return _new_dict(DictView)


def empty_list() -> Any:
    """A new empty frozen list."""
    return _new_list(ListView)
