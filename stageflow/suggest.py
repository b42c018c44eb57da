"""What a wrong name may have meant."""

from __future__ import annotations

from collections.abc import Iterable


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
