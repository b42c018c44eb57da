"""A checksum over the content of plain data: the same for every layout of its JSON text and every order of its keys."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any
from zlib import crc32

_WINDOW = 16_384
_BITS = 64
_DICT, _LIST, _TEXT, _INT, _FLOAT = range(1, 6)

_LEAVES: dict[type, Callable[[Any], int]] = {
    str: lambda value: crc32(value.encode("utf-8", "surrogatepass"), _TEXT),
    type(None): lambda value: crc32(b"null"),
    bool: lambda value: crc32(b"true" if value else b"false"),
    int: lambda value: crc32(b"%x" % value, _INT),
    float: lambda value: crc32(float.__repr__(value).encode(), _FLOAT),
}


def checksum_steps(root: Any) -> Generator[None, None, str]:
    """Sums up every leaf and container, each weighted by the place where it stands; yields after every 16 kB or so.

    Returns 16 hexadecimal digits. One changed leaf changes the sum, and so do two that change places; other damage
    goes unseen once in about 2**32 times, and a forger can do as he likes. Values of any depth; what JSON cannot hold
    counts for nothing, because it is never written.
    """
    total = size = 0
    open_values: list[Iterator[tuple[int, Any]]] = [iter([(0, root)])]
    while open_values:
        for place, value in open_values[-1]:
            leaf = _LEAVES.get(type(value))
            if leaf is None:
                tag, parts = _opened(value, place)
                total += tag * (2 * place + 1)
                open_values.append(parts)
                break
            if type(value) is str:
                if len(value) > _WINDOW:
                    total += (yield from _long_text(value)) * (2 * place + 1)
                    continue
                size += len(value)
            total += leaf(value) * (2 * place + 1)
            size += 16
            if size >= _WINDOW:
                size, total = 0, total % 2**_BITS
                yield
        else:
            open_values.pop()
    return f"{total % 2**_BITS:016x}"


def _opened(value: Any, place: int) -> tuple[int, Iterator[tuple[int, Any]]]:
    """The mark of a container, and what it holds with the number of its place."""
    if isinstance(value, dict):
        return _DICT, _entries(value, place)
    if isinstance(value, list | Iterator):
        return _LIST, ((crc32(b"[%d" % index, place), held) for index, held in enumerate(value))
    return 0, iter(())


def _entries(held: dict[Any, Any], place: int) -> Iterator[tuple[int, Any]]:
    for key, value in held.items():
        if isinstance(key, str):
            yield crc32(key.encode("utf-8", "surrogatepass"), ~place & 0xFFFFFFFF), value


def _long_text(text: str) -> Generator[None, None, int]:
    found = _TEXT
    for start in range(0, len(text), _WINDOW):
        found = crc32(text[start : start + _WINDOW].encode("utf-8", "surrogatepass"), found)
        yield
    return found
