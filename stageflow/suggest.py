"""What a wrong name may have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None when none is near."""
    from difflib import get_close_matches  # costs more than the rest of the package to import, needed for errors only

    found = get_close_matches(name, [candidate for candidate in known if isinstance(candidate, str)], n=1)
    return found[0] if found else None


def unknown_keyword(where: str, given: Iterable[str], known: Iterable[str]) -> TypeError:
    """The error for a keyword that a call does not take, naming the nearest one that it does."""
    names = list(known)
    wrong = next(iter(given))
    near = nearest(wrong, names)
    hint = f"did you mean {near!r}?" if near else f"known keywords: {', '.join(names)}"
    return TypeError(f"{where} got an unexpected keyword argument {wrong!r}; {hint}")


def names_keywords(function: F) -> F:
    """Make a function say which keyword was meant when it is called with one that it does not take.

    Costs a call more, so it is not for what runs once per stage. Taking `**unknown` would cost less, but would keep
    type checkers from finding the same mistake.
    """
    code = function.__code__
    names = [name for name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount] if name not in _IMPLIED]
    where = f"{function.__qualname__.removesuffix('.__init__')}()"

    @wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except TypeError:
            unknown = [name for name in kwargs if name not in names]
            if unknown:
                raise unknown_keyword(where, unknown, [name for name in names if name[0] != "_"]) from None
            raise

    return called  # type: ignore[return-value]


def names_fields(cls: type[T]) -> type[T]:
    """Make a class say which keyword was meant when it is made with one that its `__init__` does not take."""
    init: Any = names_keywords(cls.__init__)
    cls.__init__ = init  # type: ignore[method-assign]
    return cls


_IMPLIED = ("self", "cls")
