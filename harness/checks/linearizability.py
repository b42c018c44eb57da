"""Whether some order explains a history: Wing and Gong's search as Lowe wrote it. For checks; pure.

J. Wing and C. Gong, Testing and Verifying Concurrent Objects, JPDC 1993; G. Lowe, Testing for linearizability, CCPE
2017 (the doubly linked list of events, the memory of what was tried); A. Horn and D. Kroening, Faster linearizability
checking via P-compositionality, FORTE 2015 (by key, where every operation touches one key).
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from harness.checks.models import REFUSED, Model
from harness.evidence.records import Operation

STATES_MAX = 30_000
STATES_OF_ONE_MAX = 10  # for each operation, where a history is long


@dataclass(frozen=True, slots=True)
class Search:
    """`linearizable` is None where the budget ran out. `order` are the operations of an order that explains all, as
    indices; `states` counts what was remembered.
    """

    linearizable: bool | None
    states: int
    order: tuple[int, ...] = ()


def linearize(
    operations: Sequence[Operation], model: Model, states_max: int | None = None, initial: Hashable = REFUSED
) -> Search:
    """Looks for one order of the operations, each between its invoke and its return, in which `model` gives every
    answer; from `initial` where it is given.

    An operation of unknown outcome has no return: its effect may come at any time after its invoke, or never. One that
    returned and observes goes first as soon as it can, with no second thought: whatever order explains the rest without
    it explains it with it. (Not so a write that happens to leave the state as it is: it may be needed later, after
    another one.) So only what can change the state is branched on and remembered.

    A "yes" is of this history alone. The search is exponential in the number of operations open at once.
    """
    if states_max is None:
        states_max = max(STATES_MAX, STATES_OF_ONE_MAX * len(operations))
    ring = _Ring(operations, model)
    op_at, nxt = ring.op_at, ring.nxt
    bits = [1 << i for i in range(len(operations))]
    returned = [op.ret is not None for op in operations]
    observing = [op.ret is not None and model.observes(op) for op in operations]
    must, step = sum(returned), model.step
    state: Any = model.initial if initial is REFUSED else initial
    mask = done = 0
    chosen: list[tuple[int, Any, bool]] = []  # operation, state before it, whether there was no other choice
    tried = set[tuple[int, Any]]()
    at = nxt[-1]
    while done < must:
        i = op_at[at]
        if i < 0:  # the end, or a return whose operation has no place yet: what follows may not go before it
            free = True
            while free:
                if not chosen:
                    return Search(False, len(tried))
                i, state, free = chosen.pop()
                mask ^= bits[i]
                done -= returned[i]
                at = ring.put_back(i)
            at = nxt[at]
            continue
        after = step(state, operations[i])
        if after is REFUSED:
            at = nxt[at]
            continue
        free = observing[i]
        if not free:
            key = (mask | bits[i], after)
            if key in tried:
                at = nxt[at]
                continue
            if len(tried) == states_max:
                return Search(None, len(tried))
            tried.add(key)
        chosen.append((i, state, free))
        state = after
        mask |= bits[i]
        done += returned[i]
        at = ring.take_out(i)
    return Search(True, len(tried), tuple(i for i, _, _ in chosen))


class _Ring:
    """Calls and returns in order of time, linked both ways; the last place is the head.

    `op_at` has the operation that is called at a place, -1 for a return and for the head. A call at the very moment of
    a return overlaps. An operation that observes and never came back is left out: it says nothing.
    """

    def __init__(self, operations: Sequence[Operation], model: Model) -> None:
        events = list[tuple[int, int, int]]()
        for i, op in enumerate(operations):
            if op.ret is not None:
                events += (op.invoke, 0, i), (op.ret, 1, i)
            elif not model.observes(op):
                events.append((op.invoke, 0, i))
        events.sort()
        end = len(events)
        self.op_at = [-1 if kind else i for _, kind, i in events] + [-1]
        self.nxt: list[int] = [*range(1, end + 1), 0]
        self._prv: list[int] = [end, *range(end)]
        self._places: list[list[int]] = [[] for _ in operations]
        for at, (_, _, i) in enumerate(events):
            self._places[i].append(at)

    def take_out(self, i: int) -> int:
        """Unlinks an operation; gives the first place of what is left."""
        nxt, prv = self.nxt, self._prv
        for at in self._places[i]:
            before, behind = prv[at], nxt[at]
            nxt[before], prv[behind] = behind, before
        return nxt[-1]

    def put_back(self, i: int) -> int:
        """Links it again, the last one that was taken out; gives the place of its call."""
        nxt, prv = self.nxt, self._prv
        for at in reversed(self._places[i]):
            nxt[prv[at]] = prv[nxt[at]] = at
        return self._places[i][0]


def by_target(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    """The histories of each name, where every operation touches one: all are linearizable exactly where each is."""
    parts: dict[str, list[Operation]] = {}
    for op in operations:
        parts.setdefault(op.target, []).append(op)
    return parts
