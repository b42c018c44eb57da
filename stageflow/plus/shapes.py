"""Whether parsed text has the shape of a snapshot's plain data: looked at before anything is made of it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stageflow.context.identity import ID_NAMES

_PER_TURN = 256


@dataclass(frozen=True, slots=True)
class _Shape:
    """What may stand in a place. None and a missing key may, unless it is `needed`."""

    kind: type
    parts: Mapping[str, _Shape] = field(default_factory=dict)
    needed: bool = False
    filled: bool = False


_OBJECT, _LIST, _TEXT = _Shape(dict), _Shape(list), _Shape(str)
_MOMENT = _Shape(str, needed=True, filled=True)
_IDS = dict.fromkeys(ID_NAMES, _TEXT)
_PROFILE = _Shape(dict, {"user_id": _TEXT, "preferences": _OBJECT, "goals": _LIST})
_MEMORY = _Shape(dict, {"recent_topics": _LIST, "key_facts": _LIST})
_ANY = _Shape(object, needed=True)
_TALK = {"messages": _LIST, "routing_decision": _OBJECT}
_FOUND = {"profile": _PROFILE, "memory": _MEMORY, "documents": _LIST, "web_results": _LIST}
_SNAPSHOT = _Shape(
    dict,
    {
        "run_id": _Shape(dict, {**_IDS, "created_at": _MOMENT}, needed=True),
        "created_at": _MOMENT,
        "metadata": _OBJECT,
        "extensions": _OBJECT,
        "extensions_type": _TEXT,
        "conversation": _Shape(dict, _TALK),
        "enrichments": _Shape(dict, _FOUND),
        **_IDS,
        **_TALK,
        **_FOUND,
    },
)
_DECIDED = _Shape(dict, dict.fromkeys(("agent_id", "pipeline_name", "topology"), _ANY))
_EACH = {
    "messages": _Shape(dict, {"role": _ANY, "content": _ANY, "timestamp": _TEXT, "metadata": _OBJECT}, needed=True),
    "documents": _Shape(dict, {"blocks": _LIST, "metadata": _OBJECT}, needed=True),
}
_WORDS = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}


def shape_steps(data: dict[str, Any]) -> Generator[None, None, None]:
    """Raises ValueError with the path of the first part that is missing or of another kind than a snapshot has there.

    Looks at the parts that a snapshot is made of, its moments among them, and not into metadata and the like, which
    may hold anything. Yields after every 256 messages or documents.
    """
    _refuse(_fault(_SNAPSHOT, data), "")
    for outer in ("", "conversation", "enrichments"):
        part = data if not outer else data.get(outer) or {}
        before = f"{outer}." if outer else ""
        if part.get("routing_decision"):
            _refuse(_fault(_DECIDED, part["routing_decision"]), f"{before}routing_decision")
        for name, shape in _EACH.items():
            for number, held in enumerate(part.get(name) or ()):
                _refuse(_fault(shape, held), f"{before}{name}[{number}]")
                if number % _PER_TURN == _PER_TURN - 1:
                    yield


def _refuse(fault: str, path: str) -> None:
    if fault:
        raise ValueError(f"not a snapshot: {(path + fault).lstrip('.')}")


def _fault(shape: _Shape, value: Any) -> str:
    """The path to what is wrong, with what is; empty if nothing is."""
    if value is None and not shape.needed:
        return ""
    if not isinstance(value, shape.kind):
        return f" holds {kind_of(value)}, not {_WORDS[shape.kind]}"
    if shape.filled and not value:
        return " is empty"
    held: Any = value
    for name, part in shape.parts.items():
        if name not in held:
            if part.needed:
                return f".{name} is missing"
        elif fault := _fault(part, held[name]):
            return f".{name}{fault}"
    return ""


def kind_of(value: Any) -> str:
    """What JSON calls it."""
    return next(word for kind, word in _WORDS.items() if isinstance(value, kind))
