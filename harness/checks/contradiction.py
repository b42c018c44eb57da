"""From a history that no order explains to the few operations that contradict each other. For checks; pure.

Every step only loosens what is asked (fewer answers to explain, effects that may come at any time or never), so what is
left contradicts itself whatever the operations that were dropped did, and whenever.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from harness.checks.linearizability import linearize
from harness.checks.models import REFUSED, Model
from harness.evidence.records import Operation

STATES_MAX = 2_000  # of one search while a witness is made small; what would take more is left as it is
ENDINGS_MAX = 50


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`operations` cannot be explained from any of `states`, all that can have been when step `since` was over.

    `culprit` is the one whose answer first had no explanation; `source` is the last that had changed the state before.
    """

    operations: tuple[Operation, ...]
    culprit: Operation
    states: tuple[Hashable, ...]
    since: int
    source: Operation | None

    def lines(self, model: Model, sentence: Callable[[Operation], str]) -> list[str]:
        """The witness. The culprit stands last, the sentence that says what is wrong before the rest."""
        told = [sentence(op) for op in self.operations if op is not self.culprit]
        before = []
        if self.source is not None and len(self.states) == 1:
            before = [sentence(self.source), f"So after step {self.since} it held {model.shown(self.states[0])}."]
        elif len(self.states) > 1:
            either = "; or ".join(model.shown(state) for state in self.states[:3])
            before = [f"After step {self.since} it held {either}."]
        elif self.source is None and len(self.operations) == 1:
            before = [f"So far it held {model.shown(model.initial)}."]
        return [*before, *told, sentence(self.culprit), self._reason()]

    def _reason(self) -> str:
        if len(self.operations) == 1:
            return "Nothing was under way that could explain this answer."
        return "No order of these, each somewhere between its call and its return, gives all of these answers."


def contradiction(history: Sequence[Operation], model: Model) -> Contradiction:
    """Of a history that is not linearizable."""
    ops, culprit = _until_it_breaks(history, model)
    since, states = _last_rest(ops, culprit, model)
    earlier = [op for op in ops if op.ret is not None and op.ret <= since]
    late: list[Operation | None] = [op for op in ops if op.ret is None or op.ret > since]
    shown = list[Operation]()
    for i, op in enumerate(late):
        assert op is not None
        loosened = [*late[:i], None if model.observes(op) else replace(_pending(op), invoke=0), *late[i + 1 :]]
        if op is not culprit and _breaks([o for o in loosened if o is not None], states, model):
            late = loosened
        else:
            shown.append(op)
    source = max((op for op in earlier if not model.observes(op)), key=lambda op: op.ret or 0, default=None)
    return Contradiction(tuple(shown), culprit, states, since, source)


def _breaks(ops: Sequence[Operation], states: Sequence[Hashable], model: Model) -> bool:
    return all(linearize(ops, model, STATES_MAX, state).linearizable is False for state in states)


def _until_it_breaks(history: Sequence[Operation], model: Model) -> tuple[list[Operation], Operation]:
    """The history up to the first return that has no explanation, and the operation that returned there.

    The beginning of a linearizable history is linearizable, so the place is found by halving.
    """
    returns = sorted((op for op in history if op.ret is not None), key=lambda op: op.ret or 0)
    low, high = 0, len(returns) - 1
    while low < high:
        middle = (low + high) // 2
        if linearize(_beginning(history, returns[middle].ret or 0, model), model).linearizable is False:
            high = middle
        else:
            low = middle + 1
    culprit = returns[low]
    return _beginning(history, culprit.ret or 0, model), culprit


def _beginning(history: Sequence[Operation], until: int, model: Model) -> list[Operation]:
    """What was known at that moment: what had not returned yet may have had its effect or not."""
    begun = [op for op in history if op.invoke <= until]
    kept = [op for op in begun if (op.ret is not None and op.ret <= until) or not model.observes(op)]
    return [op if op.ret is None or op.ret <= until else _pending(op) for op in kept]


def _pending(op: Operation) -> Operation:
    return replace(op, ret=None, outcome="unknown", detail="")


def _last_rest(ops: Sequence[Operation], culprit: Operation, model: Model) -> tuple[int, tuple[Hashable, ...]]:
    """The last moment before the culprit's call at which nothing was under way, and all states that there can be then.

    What came before adds nothing to the contradiction but these states. Goes no further than where there are too many.
    """
    states: tuple[Hashable, ...] = (model.initial,)
    since, begun = 0, list[Operation]()
    for op in sorted(ops, key=lambda op: op.invoke):
        if begun and all(o.ret is not None and o.ret < op.invoke for o in begun):
            found = endings(begun, model, states)
            if found is None:
                break
            states, since, begun = found, max(o.ret or 0 for o in begun), []
        if op is culprit:
            break
        begun.append(op)
    return since, states


def endings(
    operations: Sequence[Operation], model: Model, initials: Sequence[Hashable], states_max: int = STATES_MAX
) -> tuple[Hashable, ...] | None:
    """All states in which orders that explain the operations, which all returned, can end; None where there are many.

    A search of its own, by breadth: Wing and Gong's without Lowe's list.
    """
    whole = (1 << len(operations)) - 1
    seen = {(0, state) for state in initials}
    todo, found = list(seen), dict[Hashable, None]()
    while todo:
        mask, state = todo.pop()
        if mask == whole:
            found[state] = None
            continue
        left = [i for i in range(len(operations)) if not mask >> i & 1]
        earliest = min(operations[i].ret or 0 for i in left)
        for i in left:
            after = model.step(state, operations[i]) if operations[i].invoke <= earliest else REFUSED
            if after is not REFUSED and (mask | 1 << i, after) not in seen:
                seen.add((mask | 1 << i, after))
                todo.append((mask | 1 << i, after))
        if len(seen) > states_max or len(found) > ENDINGS_MAX:
            return None
    return tuple(sorted(found, key=repr))
