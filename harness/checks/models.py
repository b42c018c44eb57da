"""Sequential models: what a data type may answer when one operation follows another. For `linearizability`.

A model is a few plain functions over operations as they are recorded. `step` gives the state after an operation, or
REFUSED where no state of that kind gives such an answer. An operation of unknown outcome may have had its effect,
whatever it would have answered. Where an operation fails, the model says what that means; an error it does not know is
never right.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final

from harness.evidence.records import Operation

REFUSED: Final = object()


@dataclass(frozen=True, slots=True)
class Model:
    """`observes` is true of an operation that changes no state in any order; `shown` puts a state into words."""

    name: str
    initial: Hashable
    step: Callable[[Any, Operation], Any]
    observes: Callable[[Operation], bool]
    shown: Callable[[Any], str] = repr


def _register(state: Any, op: Operation) -> Any:
    if op.outcome == "fail":
        return REFUSED
    if op.f == "write":
        return op.value
    return state if state == op.value else REFUSED


REGISTER = Model("register", None, _register, lambda op: op.f != "write")
"""`write` and `read` of one value, which is None at first. No operation may fail."""


def _counter(state: int, op: Operation) -> Any:
    if op.outcome == "fail":
        return REFUSED
    if op.f == "read":
        return state if state == op.value else REFUSED
    return state + 1 if op.outcome == "unknown" or op.value == state + 1 else REFUSED


ATTEMPT_COUNTER = Model("attempt counter", 0, _counter, lambda op: op.f == "read")
"""`count` answers how many there have been, itself included; `read` answers the same and counts nothing."""


def _set(state: frozenset[str], op: Operation) -> Any:
    if op.outcome == "fail":
        return REFUSED
    match op.f:
        case "add":
            return state | {op.target}
        case "remove":
            return state - {op.target}
        case "contains":
            return state if (op.target in state) is op.value else REFUSED
        case _:
            return state if len(state) == op.value else REFUSED


SET = Model("set", frozenset(), _set, lambda op: op.f in ("contains", "size"))
"""`add` and `remove` of the target, `contains` (a bool), and `size`, which looks at the whole set."""


def queue(capacity: int | None = None) -> Model:
    """First in, first out: `enqueue`, and `dequeue`, whose value is None where the queue was empty.

    An enqueue fails where `capacity` are waiting, and only there.
    """

    def step(state: tuple[Any, ...], op: Operation) -> Any:
        """What waits in the queue after `op`."""
        if op.f == "enqueue":
            full = capacity is not None and len(state) >= capacity
            if op.outcome == "fail":
                return state if full else REFUSED
            if full:
                return state if op.outcome == "unknown" else REFUSED
            return (*state, op.value)
        if op.outcome == "unknown":
            return state[1:]
        if op.outcome == "fail" or (state[0] if state else None) != op.value:
            return REFUSED
        return state[1:]

    def observes(op: Operation) -> bool:
        """A refusal, and a look at an empty queue."""
        return op.outcome == "fail" or (op.f == "dequeue" and op.outcome == "ok" and op.value is None)

    return Model("queue", (), step, observes, lambda state: ", ".join(map(repr, state)) or "nothing")


def _mutex(state: str | None, op: Operation) -> Any:
    if op.f == "acquire":
        if op.outcome == "fail":
            return state if state is not None else REFUSED
        return op.actor if state is None else REFUSED
    held = state == op.actor
    if op.outcome == "fail":
        return REFUSED if held else state
    return None if held else REFUSED


MUTEX = Model("mutex", None, _mutex, lambda op: op.outcome == "fail")
"""`acquire` and `release` by the actor. An acquire that fails found it held, a release that fails was by no holder."""
