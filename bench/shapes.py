"""The graphs that are measured: for each stage, by number, the stages it depends on."""

from __future__ import annotations

from collections.abc import Callable

Edges = list[tuple[int, ...]]

_WIDTH = 10


def chain(n: int) -> Edges:
    """Each stage depends on the one before."""
    return [() if i == 0 else (i - 1,) for i in range(n)]


def fan(n: int) -> Edges:
    """One root, all others but one depend on it, the last joins them."""
    return [(), *[(0,)] * (n - 2), tuple(range(1, n - 1))]


def layered(n: int) -> Edges:
    """Layers of ten; each stage depends on two of the layer before."""
    return [() if i < _WIDTH else (_above(i, 0), _above(i, 1)) for i in range(n)]


def _above(i: int, shift: int) -> int:
    layer, place = divmod(i, _WIDTH)
    return (layer - 1) * _WIDTH + (place + shift) % _WIDTH


def ladder(n: int) -> Edges:
    """Two chains; each step of the second also depends on the step of the first beside it."""
    edges: Edges = []
    for i in range(n):
        if i % 2 == 0:
            edges.append((i - 2,) if i >= 2 else ())
        else:
            edges.append((i - 2, i - 1) if i >= 2 else (i - 1,))
    return edges


SHAPES: dict[str, Callable[[int], Edges]] = {"chain": chain, "fan": fan, "layered": layered, "ladder": ladder}
