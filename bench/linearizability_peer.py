"""Times both searches in the peer's environment. Started by `bench.linearizability`.

python bench/linearizability_peer.py SIZES CONCURRENCY TURNS     one line of JSON on standard output: for each history
                                                    {"names", "operations", "right", "said", "ours", "detangle"}
"""

from __future__ import annotations

import gc
import importlib
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))  # last: the peer's environment has packages of its own

from harness.checks.linearizability import by_target, linearize
from harness.checks.models import REGISTER
from harness.evidence.records import Operation


def history(names: int, operations: int, concurrency: int, seed: int) -> list[Operation]:
    """A linearizable one: each operation takes effect at a moment between its invoke and its return, drawn at random.

    Of three operations two read. The actors are busy all the time.
    """
    draw = random.Random(seed)
    free_at = [0] * concurrency
    moments = list[tuple[int, Operation]]()
    for number in range(operations):
        actor = free_at.index(min(free_at))
        invoke = free_at[actor] + 1 + draw.randrange(1_000)
        free_at[actor] = ret = invoke + 1 + draw.randrange(3_000)
        f, target = draw.choice(["write", "read", "read"]), f"k{draw.randrange(names)}"
        moments.append((draw.randrange(invoke, ret), Operation(f"a{actor}", f, target, number, "ok", invoke, ret)))
    held: dict[str, Any] = {}
    answered = list[Operation]()
    for _, op in sorted(moments, key=lambda moment: moment[0]):
        if op.f == "write":
            held[op.target] = op.value
        answered.append(op if op.f == "write" else replace(op, value=held.get(op.target)))
    return sorted(answered, key=lambda op: op.invoke)


def with_a_stale_read(operations: list[Operation]) -> list[Operation]:
    """The last read finds the first value that was ever written to its name."""
    last = max(i for i, op in enumerate(operations) if op.f == "read")
    name = operations[last].target
    first = next(op.value for op in operations if op.f == "write" and op.target == name)
    return [replace(op, value=first) if i == last else op for i, op in enumerate(operations)]


def ours(operations: list[Operation]) -> bool | None:
    """Whether each name has an order; looks no further than the first that has none, or of which that is not known."""
    answers = (linearize(part, REGISTER).linearizable for part in by_target(operations).values())
    return next((answer for answer in answers if not answer), True)


def recorded(peer: Any, operations: list[Operation]) -> Any:
    """The same history as the peer records it."""
    events = [(op.invoke, 0, op) for op in operations] + [(op.ret or 0, 1, op) for op in operations]
    told = peer.History()
    handles: dict[int, Any] = {}
    for _, kind, op in sorted(events, key=lambda event: event[:2]):
        if kind:
            told.ok(handles[id(op)], None if op.f == "write" else op.value)
        elif op.f == "write":
            handles[id(op)] = told.invoke(op.actor, "put", (op.target, op.value))
        else:
            handles[id(op)] = told.invoke(op.actor, "get", op.target)
    return told


def compared(peer: Any, operations: list[Operation], turns: int) -> dict[str, Any]:
    """What both say, and their median seconds; they take turns, and the first turn warms up."""
    told = recorded(peer, operations)
    searches: dict[str, Callable[[], bool | None]] = {
        "ours": lambda: ours(operations),
        "detangle": lambda: bool(told.check(peer.lin.KV()).ok),
    }
    said = [search() for search in searches.values()]
    taken: dict[str, list[float]] = {name: [] for name in searches}
    for _ in range(turns):
        for name, search in searches.items():
            gc.collect()
            began = time.perf_counter()
            search()
            taken[name].append(time.perf_counter() - began)
    return {"said": said, **{name: statistics.median(found) for name, found in taken.items()}}


def main(sizes: list[list[int]], concurrency: int, turns: int) -> list[dict[str, Any]]:
    """A row for each history and for the same with a stale read."""
    peer = importlib.import_module("detangle")
    rows = []
    for names, operations in sizes:
        right = history(names, operations, concurrency, seed=1)
        for explained, judged in ((True, right), (False, with_a_stale_read(right))):
            row = {"names": names, "operations": operations, "right": explained}
            rows.append(row | compared(peer, judged, turns))
    return rows


if __name__ == "__main__":
    sizes, concurrency, turns = sys.argv[1:]
    print(json.dumps(main(json.loads(sizes), int(concurrency), int(turns))))
