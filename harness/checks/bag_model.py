"""What an OutputBag may answer: the first writer of a name wins, an overwrite is another attempt. For checks of bags.

Operations are recorded as `write` (without allow_overwrite), `overwrite`, `get`, `output`, `value`, `has`, `contains`
and `attempts` of one name, and `keys`, `outputs`, `entries`, `retries`, `len` and `to_dict` of the whole bag, whose
answers are JSON texts. The attempt of a write or of a get stands in its detail, as does the key of a value. Each output
holds the text that was written under the key TEXT, and None under NOTHING.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from harness.checks.models import REFUSED, Model
from harness.evidence.records import Operation

WRITES = ("write", "overwrite")
OF_ONE_NAME = (*WRITES, "get", "output", "value", "has", "contains", "attempts")
OF_THE_BAG = ("keys", "outputs", "entries", "retries", "len", "to_dict")
TEXT, NOTHING, MISSING = "text", "nothing", "missing"
KEYS = (TEXT, NOTHING, MISSING)
"""Keys that a value is asked by; no output has the last one."""
DEFAULT = "the default"
CONFLICT = "OutputConflictError"
DID_NOT_SUSPEND = "did not suspend"
OTHER_ENTRY = "with the entry of "
"""Stands in the detail of a write that returned an entry of something else than what it wrote."""

Entry = tuple[str, Any, int]  # name, value, attempt


@lru_cache(maxsize=4096)
def attempt_in(detail: str) -> int | None:
    """The attempt that an answer named, if it did."""
    found = re.search(r"attempt (-?\d+)", detail)
    return int(found[1]) if found else None


def is_conflict(op: Operation) -> bool:
    """Whether a write was refused as the interface says it may be. Any other error is no answer that it allows."""
    return op.f == "write" and op.outcome == "fail" and op.detail.startswith(CONFLICT)


def raised(operations: Sequence[Operation]) -> list[Operation]:
    """The operations that ended in an error which the interface does not allow."""
    return [op for op in operations if op.outcome == "fail" and not is_conflict(op)]


def step(state: tuple[Entry, ...], op: Operation) -> Any:
    """The entries in order of first writing, after `op`."""
    if op.f in OF_THE_BAG:
        return state if op.outcome == "ok" and _OF_THE_BAG[op.f](state, op.value) else REFUSED
    place = next((i for i, entry in enumerate(state) if entry[0] == op.target), -1)
    present = state[place] if place >= 0 else None
    if op.f in WRITES:
        return _write(state, place, present, op)
    return state if op.outcome == "ok" and _reads_right(present, op) else REFUSED


def _reads_right(present: Entry | None, op: Operation) -> bool:
    match op.f:
        case "get" | "output":
            told = attempt_in(op.detail)
            right = op.value == (present[1] if present else None)
            return right and told in (None, present[2] if present else 0)
        case "value":
            held = {TEXT: present[1], NOTHING: None} if present else {}
            return bool(op.value == held.get(op.detail, DEFAULT))
        case "attempts":
            return op.value == (present[2] if present else 0)
        case _:
            return op.value is (present is not None)


def _write(state: tuple[Entry, ...], place: int, present: Entry | None, op: Operation) -> Any:
    told = attempt_in(op.detail)
    if op.outcome == "fail":
        return state if is_conflict(op) and present and told in (None, present[2]) else REFUSED
    if present and op.f == "write":
        return state if op.outcome == "unknown" else REFUSED
    attempt = present[2] + 1 if present else 1
    if told not in (None, attempt) or OTHER_ENTRY in op.detail:
        return REFUSED
    entry = (op.target, op.value, attempt)
    return (*state[:place], entry, *state[place + 1 :]) if present else (*state, entry)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Any:
    return json.loads(text)


def _totals(state: tuple[Entry, ...]) -> list[int]:
    return [len(state), sum(attempt for _, _, attempt in state)]


_OF_THE_BAG = {
    "keys": lambda state, told: _parsed(told) == [name for name, _, _ in state],
    "outputs": lambda state, told: _parsed(told) == {name: value for name, value, _ in state},
    "entries": lambda state, told: _parsed(told) == [list(entry) for entry in state],
    "retries": lambda state, told: _parsed(told) == [name for name, _, attempt in state if attempt > 1],
    "len": lambda state, told: told == len(state),
    "to_dict": lambda state, told: _parsed(told) == [{name: [n, value] for name, value, n in state}, *_totals(state)],
}


def shown(state: tuple[Entry, ...]) -> str:
    """The bag in words."""
    if not state:
        return "nothing"
    return ", ".join(f"{name!r} = {value!r} (attempt {attempt})" for name, value, attempt in state)


BAG = Model("OutputBag", (), step, lambda op: op.f not in WRITES or op.outcome == "fail", shown)

_CALLS = {
    "overwrite": "write",
    "output": "get_output",
    "value": "get_value",
    "contains": "__contains__",
    "attempts": "get_attempt_count",
    "retries": "get_retry_stages",
}


def method(op: Operation) -> str:
    """The name of the method that was called."""
    return _CALLS.get(op.f, op.f)


def sentence(op: Operation) -> str:
    """An operation in one line: who called what, when, and what came of it."""
    name = "" if op.f in OF_THE_BAG else repr(op.target)
    given = f", {op.value!r}" if op.f in WRITES else f", {op.detail!r}, {DEFAULT!r}" if op.f == "value" else ""
    more = ", allow_overwrite=True" if op.f == "overwrite" else ""
    call = f"{op.actor} called {method(op)}({name}{given}{more}) at step {op.invoke}"
    if op.ret is None:
        return f"{call}; it never came back."
    if op.outcome == "fail":
        return f"{call}; it raised {op.detail} at step {op.ret}."
    if op.f in WRITES:
        return f"{call}; it was acknowledged{_told(op)} at step {op.ret}."
    return f"{call} and got {op.value!r}{_told(op)} at step {op.ret}."


def _told(op: Operation) -> str:
    if op.f == "value":
        return ""  # its detail is what was asked for
    told = ", ".join(part for part in op.detail.split(", ") if part not in (DID_NOT_SUSPEND, "suspended"))
    return f" ({told})" if told else ""


def premise(overlapped: bool, operations: Sequence[Operation]) -> str:
    """Why the history could have gone wrong: operations overlapped; or none of several actors' writes suspends, so that
    on one event loop none can overlap, whatever the schedule. Empty where neither is so.
    """
    if overlapped:
        return "operations overlapped"
    writes = [op for op in operations if op.f in WRITES and op.outcome == "ok"]
    if len({op.actor for op in writes}) > 1 and all(DID_NOT_SUSPEND in op.detail for op in writes):
        return "no write suspends, so that on one event loop none is overtaken"
    return ""
