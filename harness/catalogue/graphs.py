"""Shapes of pipelines that a mission can name. Pure: a shape, a size and a seed give names and dependencies."""

import math
import random
from collections.abc import Callable, Sequence

from harness.catalogue.entry import Argument, Entry

STAGES_MAX = 20_000
_STAGES = {"stages": Argument("int", 10, "number of stages", min=1, max=STAGES_MAX, unit="stages")}

GRAPHS: tuple[Entry, ...] = (
    Entry("chain", "Each stage depends on the one before it.", _STAGES),
    Entry("fan_out", "Stages without dependencies on each other, all ready at once.", _STAGES),
    Entry("fan_in", "Stages without dependencies on each other, and a last one that depends on all of them.", _STAGES),
    Entry("diamond", "One stage, then all but two side by side, then one that depends on them.", _STAGES),
    Entry("ladder", "Two chains; each stage of the second also depends on the one of the first beside it.", _STAGES),
    Entry("layered", "Layers as wide as they are many; each stage depends on two of the layer before.", _STAGES),
    Entry(
        "random",
        "Each stage depends on none to three of the five before it, as drawn from the seed.",
        {**_STAGES, "seed": Argument("int", 0, "what the dependencies are drawn from", min=0, max=2**31)},
    ),
    Entry("chain_and_fan", "One half of the stages one after another, beside them the other half, all ready.", _STAGES),
)


def edges(kind: str, stages: int, seed: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    """[(name, dependencies)] in an order in which dependencies come first. Raises KeyError for an unknown kind."""
    width = len(str(stages - 1))
    names = [f"s{i:0{width}d}" for i in range(stages)]
    before = _SHAPES[kind](stages, seed)
    return [(name, tuple(names[i] for i in needs)) for name, needs in zip(names, before, strict=True)]


Numbers = Sequence[tuple[int, ...]]
"""For each stage, by number, the stages it depends on."""


def _chain(stages: int, _seed: int = 0) -> Numbers:
    return [tuple(range(max(i - 1, 0), i)) for i in range(stages)]


def _fan_out(stages: int, _seed: int = 0) -> Numbers:
    return [()] * stages


def _fan_in(stages: int, _seed: int) -> Numbers:
    return [*[()] * (stages - 1), tuple(range(stages - 1))]


def _diamond(stages: int, _seed: int) -> Numbers:
    last = tuple(range(1, stages - 1)) or (0,)
    return [(), *[(0,)] * (stages - 2), *[last] * (stages > 1)]


def _ladder(stages: int, _seed: int) -> Numbers:
    return [tuple(n for n in ((i - 2, i - 1) if i % 2 else (i - 2,)) if n >= 0) for i in range(stages)]


def _layered(stages: int, _seed: int) -> Numbers:
    """The last layer may be narrower. Each stage needs the one above it and the next one of that layer, in a ring."""
    width = math.isqrt(max(stages - 1, 0)) + 1
    pairs = [(i // width * width - width, i % width) for i in range(stages)]
    return [() if row < 0 else tuple(sorted({row + place, row + (place + 1) % width})) for row, place in pairs]


def _random(stages: int, seed: int) -> Numbers:
    drawn = random.Random(seed)
    reach = [range(max(i - 5, 0), i) for i in range(stages)]
    return [tuple(sorted(drawn.sample(near, drawn.randint(0, min(3, len(near)))))) for near in reach]


def _chain_and_fan(stages: int, _seed: int) -> Numbers:
    return [*_chain(stages - stages // 2), *_fan_out(stages // 2)]


_SHAPES: dict[str, Callable[[int, int], Numbers]] = {
    "chain": _chain,
    "fan_out": _fan_out,
    "fan_in": _fan_in,
    "diamond": _diamond,
    "ladder": _ladder,
    "layered": _layered,
    "random": _random,
    "chain_and_fan": _chain_and_fan,
}
