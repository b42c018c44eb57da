"""How the core's value types are made: once, frozen, through their public `__init__`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import FrozenInstanceError, fields
from functools import wraps
from typing import Any, TypeVar

from stageflow.immutable.freeze import deep_freeze, trust
from stageflow.immutable.views import DictView, ListView, dict_view, empty_dict, empty_list
from stageflow.suggest import unknown_keyword

T = TypeVar("T")
Setter = Callable[[Any, Any], None]


def slot_setters(cls: type, *names: str) -> tuple[Setter, ...]:
    """The setters of the slots of a frozen class, for the `__init__` of that class."""
    return tuple(vars(cls)[name].__set__ for name in names)


def refuse_second_init(instance: object) -> None:
    """Raise TypeError: a frozen object would be changed by running its `__init__` again."""
    raise TypeError(
        f"frozen {type(instance).__name__}: cannot run __init__ again; dataclasses.replace() gives a changed copy"
    )


def value_type(cls: type[T]) -> type[T]:
    """Finish a frozen dataclass whose `__post_init__` freezes its fields: `__init__` works once, copies are itself.

    A keyword that `__init__` does not take raises TypeError naming the nearest one that it does.
    """
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]
    first = names[0]
    original = cls.__init__

    @wraps(original)
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        if hasattr(self, first):
            refuse_second_init(self)
        try:
            original(self, *args, **kwargs)
        except TypeError:
            unknown = [name for name in kwargs if name not in names]
            if unknown:
                raise unknown_keyword(f"{cls.__name__}()", unknown, names) from None
            raise

    cls.__init__ = __init__  # type: ignore[method-assign]
    refuse_assignment(cls)
    copies_are_itself(cls)
    trust(cls)
    return cls


def refuse_assignment(cls: type) -> None:
    """Assigning or deleting any attribute raises FrozenInstanceError; a subclass may have attributes of its own.

    What `dataclass(frozen=True, slots=True)` generates raises TypeError for unknown names, which makes
    `ContextSnapshot[Bundle](...)` fail: typing tries to set `__orig_class__` and expects an AttributeError.
    """
    names = frozenset(field.name for field in fields(cls))

    def __setattr__(self: Any, name: str, value: Any) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(
                f"{cls.__name__} is frozen: cannot set {name!r}; dataclasses.replace() gives a changed copy"
            )
        object.__setattr__(self, name, value)

    def __delattr__(self: Any, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"{cls.__name__} is frozen: cannot delete {name!r}")
        object.__delattr__(self, name)

    cls.__setattr__ = __setattr__  # type: ignore[method-assign,assignment]
    cls.__delattr__ = __delattr__  # type: ignore[method-assign,assignment]


def copies_are_itself(cls: type) -> None:
    """copy and deepcopy return the object; pickle makes the copy through `__init__`."""

    def itself(self: Any, memo: Any = None) -> Any:
        return self

    def reduce(self: Any, protocol: Any) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, field.name) for field in fields(self))

    cls.__copy__ = itself  # type: ignore[attr-defined]
    cls.__deepcopy__ = itself  # type: ignore[attr-defined]
    cls.__reduce_ex__ = reduce  # type: ignore[method-assign,assignment]


def freeze_fields(instance: object, *names: str) -> None:
    """Replace the named fields of a dataclass under construction by frozen equals."""
    for name in names:
        held = getattr(instance, name)
        frozen = deep_freeze(held)
        if frozen is not held:
            object.__setattr__(instance, name, frozen)


def freeze_texts(instance: object, *names: str) -> None:
    """Replace the named fields of a dataclass under construction by tuples of text. Raises as `texts` does."""
    for name in names:
        held = texts(getattr(instance, name), f"{type(instance).__name__}.{name}")
        object.__setattr__(instance, name, held)


def texts(value: Any, what: str) -> tuple[str, ...]:
    """Several texts as a tuple, those of a set in sorted order.

    Raises TypeError naming `what` for anything else. One text is refused, too: taken letter by letter it would be many,
    and asked for a part of it it would say yes.
    """
    if isinstance(value, str | bytes | bytearray | Mapping) or not isinstance(value, Iterable):
        raise TypeError(f"{what} must be several texts, such as ('a', 'b'), got {type(value).__name__}: {value!r:.80}")
    held = tuple(value)
    for one in held:
        if not isinstance(one, str):
            raise TypeError(f"{what} must be several texts, got {type(one).__name__} among them: {one!r:.80}")
    return tuple(sorted(held)) if isinstance(value, AbstractSet) else held


def frozen_mapping(value: Any, what: str) -> Any:
    """A frozen dict of `value`; None gives an empty one. Raises TypeError naming `what` for anything not a mapping."""
    if value is None:
        return empty_dict()
    frozen = deep_freeze(value)
    if type(frozen) is DictView:
        return frozen
    if isinstance(frozen, Mapping):
        return dict_view({key: deep_freeze(held) for key, held in frozen.items()})
    raise TypeError(f"{what} must be a dict, got {type(value).__name__}: {value!r:.80}")


def frozen_sequence(value: Any, what: str) -> Any:
    """A frozen list of `value`; None gives an empty one. Raises TypeError naming `what` for anything not a sequence."""
    if value is None:
        return empty_list()
    frozen = deep_freeze(value)
    if type(frozen) is ListView:
        return frozen
    if isinstance(frozen, str | bytes | Mapping) or not hasattr(frozen, "__iter__"):
        raise TypeError(f"{what} must be a list, got {type(value).__name__}: {value!r:.80}")
    return deep_freeze(list(frozen))
