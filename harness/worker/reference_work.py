"""A fixed piece of work, timed right before and after a native trial, so that times of two runs can be compared.

A machine is faster at one hour than at the next by a tenth or more, and whatever runs on it is so together. How many
times this work a trial takes is left alone by that, the more so the more alike the two are: a reference without an
event loop left half as much again between two runs of the same code (docs/diff.md).
"""

import asyncio
import gc
from time import perf_counter_ns  # bound before a subject can replace it
from typing import Any

ROUNDS = 2
TASKS = 60
"""About 2 ms on a machine of 2020: long against the clock's resolution and a single interruption."""


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
        loop = asyncio.SelectorEventLoop()
        try:
            started = perf_counter_ns()
            loop.run_until_complete(_work())
            return max((perf_counter_ns() - started) // 1_000, 1)
        finally:
            loop.close()
    finally:
        if was_on:
            gc.enable()


async def _work() -> int:
    """Tasks that suspend, small objects, dictionaries and lists, as running a pipeline has them; nothing is kept."""
    total = 0
    for _ in range(ROUNDS):
        known: dict[str, _Node] = {}
        total += sum(await asyncio.gather(*(_stage(number, known) for number in range(TASKS))))
    return total


async def _stage(number: int, known: dict[str, _Node]) -> int:
    await asyncio.sleep(0)
    name = f"stage-{number % 16}"
    node = _Node(name, number)
    parent = known.get(name)
    if parent is not None:
        node.children.append((parent.name, parent.value))
    known[name] = node
    return sum(value for _, value in node.children)
