"""A fixed piece of work, timed right before and after a native trial, so that times of two runs can be compared.

A machine is faster at one hour than at the next by a tenth or more, and whatever runs on it is so together. How many
times this work a trial takes is left alone by that.
"""

import gc
import time
from typing import Any

ROUNDS = 400
"""About half a millisecond on a machine of 2020: long against the clock's resolution, short against a trial."""


class _Node:
    __slots__ = ("children", "name", "value")

    def __init__(self, name: str, value: int) -> None:
        self.name = name
        self.value = value
        self.children: list[Any] = []


def reference_us() -> int:
    """How long the work takes now, in microseconds, at least 1. The collector is off meanwhile: when it would strike
    depends on what ran before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        started = time.perf_counter_ns()
        _work()
        return max((time.perf_counter_ns() - started) // 1_000, 1)
    finally:
        if was_on:
            gc.enable()


def _work() -> int:
    """Calls, attributes, small objects, dictionaries and lists, as running a pipeline has them; nothing is kept."""
    known: dict[str, _Node] = {}
    total = 0
    for number in range(ROUNDS):
        name = f"stage-{number % 16}"
        node = _Node(name, number)
        parent = known.get(name)
        if parent is not None:
            node.children.append((parent.name, parent.value))
        known[name] = node
        total += sum(value for _, value in node.children)
    return total
