"""Snapshots as JSON text and back: exact, or refused with the path; each message once; in steps that stall no loop."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from json.encoder import encode_basestring_ascii as _escaped
from math import isfinite
from typing import Any, NoReturn

from stageflow.context.context_snapshot import (
    SCHEMA,
    ContextSnapshot,
    conversation_data,
    enrichments_data,
    refuse_unknown_schema,
)
from stageflow.context.conversation import Conversation, message_from_dict, routing_from_dict
from stageflow.context.enrichments import DocumentEnrichment, Enrichments, MemoryEnrichment, ProfileEnrichment
from stageflow.context.extensions import ExtensionBundle
from stageflow.context.identity import ID_NAMES, id_from_text
from stageflow.context.types import Message
from stageflow.immutable.views import list_view
from stageflow.plus.checksum import checksum_steps
from stageflow.plus.parse import Steps, parse_steps
from stageflow.plus.shapes import kind_of, shape_steps

# One chunk is what is written between two turns of the loop: at most a few milliseconds.
_CHUNK_CHARS = 16_384
_MADE_PER_TURN = 256


def dump_snapshot(snapshot: ContextSnapshot[Any]) -> str:
    """The snapshot as JSON text, which `load_snapshot` turns into an equal one.

    Carries the number of its schema and a checksum of its content, and writes every part once, unlike `to_dict`, which
    repeats it under the flat keys of older versions. Values of any depth. Raises TypeError with the path of the first
    value that JSON could not give back as it is: other types than str, int, float, bool, None, list and dict with text
    keys, floats that are not finite, whole numbers too long to be read again, and text with lone surrogates. Of typed
    extensions it holds what their own `to_dict` gives: whether that is all of them is up to their class.
    """
    return "".join(_chunks(snapshot))


async def dump_snapshot_async(snapshot: ContextSnapshot[Any]) -> str:
    """As `dump_snapshot`, giving way to other tasks after every chunk of about 16 kB."""
    held = []
    for chunk in _chunks(snapshot):
        held.append(chunk)
        await asyncio.sleep(0)
    return "".join(held)


def load_snapshot(text: str | bytes, extension_types: dict[str, type[Any]] | None = None) -> ContextSnapshot[Any]:
    """The snapshot of a text made by `dump_snapshot`, or of `json.dumps(snapshot.to_dict())`.

    Raises ValueError for an unknown schema, for text that is no snapshot (a part that is missing or of another kind, a
    moment at which it was made among them), for content that is not what its checksum was taken of (a text without one
    is read as it is; layout and order of keys are free), and for what would be lost: a key at the top that a snapshot
    does not have, extensions whose type is not in `extension_types`, or one of two ids where an id stands twice and
    not alike. What the `from_dict` of an extension raises is let through. Values of any depth. Parses in one go, so a
    very large text holds the loop up; `load_snapshot_async` does not.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        data = _run_through(parse_steps(_decoded(text)))
    checked = _run_through(_checked_steps(data, extension_types))
    return ContextSnapshot.from_dict(checked, extension_types)


async def load_snapshot_async(
    text: str | bytes, extension_types: dict[str, type[Any]] | None = None
) -> ContextSnapshot[Any]:
    """As `load_snapshot`, giving way to other tasks after every 16 kB or so."""
    parsed = await _step_by_step(parse_steps(_decoded(text)))
    data = await _step_by_step(_checked_steps(parsed, extension_types))
    talk, found = conversation_data(data), enrichments_data(data)
    rest = {name: held for name, held in data.items() if name not in _MANY}
    snapshot: ContextSnapshot[Any] = ContextSnapshot.from_dict(rest, extension_types)
    if talk is not None:
        messages = await _each(message_from_dict, talk.get("messages"))
        snapshot = snapshot.with_conversation(Conversation(messages, routing_from_dict(talk.get("routing_decision"))))
    if found is not None:
        documents = await _each(DocumentEnrichment.from_dict, found.get("documents"))
        made = Enrichments.from_dict({**found, "documents": None})
        snapshot = snapshot.with_enrichments(replace(made, documents=documents))
    return snapshot


# The parts of plain data that hold things of which there may be many, nested and flat.
_MANY = frozenset(
    ("conversation", "messages", "routing_decision", "enrichments", "profile", "memory", "documents", "web_results")
)


async def _each(make: Callable[[Any], Any], held: Any) -> Any:
    made = []
    for number, data in enumerate(held or (), 1):
        made.append(make(data))
        if not number % _MADE_PER_TURN:
            await asyncio.sleep(0)
    return list_view(made)


def _decoded(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode(json.detect_encoding(text), "surrogatepass")


async def _step_by_step(steps: Steps) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value
        await asyncio.sleep(0)


def _run_through(steps: Steps) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


# The keys at the top of what `dump_snapshot` and `to_dict` write.
_KNOWN = frozenset(ContextSnapshot().to_dict()) | {"checksum"}


def _checked_steps(data: Any, extension_types: dict[str, type[Any]] | None) -> Steps:
    """What was parsed, if it may be a snapshot that can be given back whole."""
    if not isinstance(data, dict):
        raise ValueError(f"not a snapshot: the text holds {kind_of(data)}, not an object")
    type_name = data.get("extensions_type")
    if isinstance(type_name, str) and type_name and type_name not in (extension_types or {}):
        raise ValueError(
            f"extensions of type {type_name!r} would be lost; pass extension_types={{{type_name!r}: {type_name}}}"
        )
    if "checksum" in data:
        held = {name: value for name, value in data.items() if name != "checksum"}
        if (found := (yield from checksum_steps(held))) != data["checksum"]:
            raise ValueError(
                f"the snapshot is damaged: its content gives checksum {found}, it was written with {data['checksum']!r}"
            )
    if unknown := sorted(data.keys() - _KNOWN):
        raise ValueError(f"{', '.join(map(repr, unknown))} would be lost: a snapshot of this version has no such key")
    refuse_unknown_schema(data)
    yield from shape_steps(data)
    _refuse_two_identities(data)
    return data


def _refuse_two_identities(data: dict[str, Any]) -> None:
    """`to_dict` writes each id twice, in `run_id` and at the top: of two that differ one would be lost."""
    nested = data.get("run_id")
    if not isinstance(nested, dict):
        return
    for name in ID_NAMES:
        if name in data and name in nested and id_from_text(data[name]) != id_from_text(nested[name]):
            raise ValueError(
                f"{name} stands for two: {data[name]!r} at the top, {nested[name]!r} in run_id; a snapshot has one"
            )


def _chunks(snapshot: ContextSnapshot[Any]) -> Iterator[str]:
    held: list[str] = []
    length = 0
    checksum = yield from _summed(_document(snapshot))
    for piece in _pieces({**_document(snapshot), "checksum": checksum}):
        held.append(piece)
        length += len(piece)
        if length >= _CHUNK_CHARS:
            yield "".join(held)
            held, length = [], 0
    yield "".join(held)


def _summed(document: dict[str, Any]) -> Generator[str, None, str]:
    """The checksum of a document, with an empty chunk for each turn that it takes."""
    steps = checksum_steps(document)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return str(done.value)
        yield ""


def _document(snapshot: ContextSnapshot[Any]) -> dict[str, Any]:
    """What is written, holding the snapshot's own frozen content; iterators stand for lists, so nothing is copied."""
    talk, found = snapshot.conversation, snapshot.enrichments
    extensions: Any = snapshot.extensions
    typed = isinstance(extensions, ExtensionBundle)
    routing = talk.routing_decision if talk is not None else None
    extension_data = extensions.to_dict() if typed else extensions
    _refuse_other_kinds("", {"metadata": (dict, snapshot.metadata), "extensions": (dict, extension_data)})
    return {
        "schema": SCHEMA,
        "run_id": snapshot.run_id.to_dict(),
        "enrichments": found
        and {
            "profile": found.profile and _profile(found.profile),
            "memory": found.memory and _memory(found.memory),
            "documents": (
                _document_held(number, document)
                for number, document in enumerate(_listed("enrichments.documents", found.documents))
            ),
            "web_results": _listed("enrichments.web_results", found.web_results),
        },
        "conversation": talk
        and {
            "messages": (
                _message(number, message)
                for number, message in enumerate(_listed("conversation.messages", talk.messages))
            ),
            "routing_decision": routing
            and {name: getattr(routing, name) for name in ("agent_id", "pipeline_name", "topology", "reason")},
        },
        "extensions": extension_data,
        "extensions_type": type(extensions).__name__ if typed else None,
        "input_text": snapshot.input_text,
        "input_audio_duration_ms": snapshot.input_audio_duration_ms,
        "topology": snapshot.topology,
        "execution_mode": snapshot.execution_mode,
        "created_at": snapshot.created_at.isoformat(),
        "metadata": snapshot.metadata,
    }


def _profile(held: ProfileEnrichment) -> dict[str, Any]:
    kinds = {"preferences": (dict, held.preferences), "goals": (list, held.goals)}
    _refuse_other_kinds("enrichments.profile.", kinds)
    return held.to_dict()


def _memory(held: MemoryEnrichment) -> dict[str, Any]:
    kinds = {"recent_topics": (list, held.recent_topics), "key_facts": (list, held.key_facts)}
    _refuse_other_kinds("enrichments.memory.", kinds)
    return held.to_dict()


def _document_held(number: int, held: DocumentEnrichment) -> dict[str, Any]:
    kinds = {"blocks": (list, held.blocks), "metadata": (dict, held.metadata)}
    _refuse_other_kinds(f"enrichments.documents[{number}].", kinds)
    return held.to_dict()


def _refuse_other_kinds(before: str, parts: Mapping[str, tuple[type, Any]]) -> None:
    """A part that holds another kind than its class declares would be refused when the text is read."""
    for name, (kind, held) in parts.items():
        if held is not None and not isinstance(held, kind):
            found = next((base for base in (dict, list) if isinstance(held, base)), type(held))
            _refuse([before + name], f"a {found.__name__}", f"a {kind.__name__} belongs there")


def _listed(path: str, held: Any) -> Any:
    """None would come back as an empty list."""
    if held is None:
        _refuse([path], "None", "a list belongs there")
    return held


def _message(number: int, message: Message) -> dict[str, Any]:
    if message.metadata is None:  # which would come back as an empty dict
        _refuse([f"conversation.messages[{number}].metadata"], "None", "a dict belongs there")
    sent_at = message.timestamp.isoformat() if message.timestamp else None
    return {"role": message.role, "content": message.content, "timestamp": sent_at, "metadata": message.metadata}


_SCALARS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    float: float.__repr__,
    str: _escaped,
}


def _pieces(root: Any) -> Iterator[str]:
    """The JSON text of a value in small pieces, with a stack of its own instead of recursion."""
    steps: list[str] = []
    open_values: list[tuple[Iterator[tuple[str, str, Any]], str]] = []
    prefix, value = "", root
    while True:
        scalar = _SCALARS.get(type(value))
        if scalar is not None:
            if type(value) is float and not isfinite(value):
                _refuse(steps, repr(value), "it would not come back; write None or text")
            if type(value) is int and value.bit_length() > _SHORT_BITS:
                _check_number(value, steps)
            if type(value) is str and len(value) > _CHUNK_CHARS:
                yield prefix
                yield from _long_text(value, steps)
            else:
                if type(value) is str and not value.isascii():
                    _check_text(value, steps)
                yield prefix + scalar(value)
        else:
            entries, brackets = _opened(value, steps)
            yield prefix + brackets[0]
            open_values.append((entries, brackets[1]))
            steps.append("")
        entry = None
        while open_values and (entry := next(open_values[-1][0], None)) is None:
            yield open_values.pop()[1]
            steps.pop()
        if entry is None:
            return
        prefix, steps[-1], value = entry


def _opened(value: Any, steps: list[str]) -> tuple[Iterator[tuple[str, str, Any]], str]:
    if isinstance(value, dict):
        return _entries(value, steps), "{}"
    if not isinstance(value, list | Iterator):
        _refuse(steps, type(value).__name__, "write text, numbers, lists or dicts instead")
    return (("," if index else "", f"[{index}]", held) for index, held in enumerate(value)), "[]"


# A whole number of no more bits has fewer digits than the smallest limit that Python can be set to.
_SHORT_BITS = 2_000


def _check_number(number: int, steps: list[str]) -> None:
    try:
        int.__repr__(number)
    except ValueError:
        most = sys.get_int_max_str_digits()
        _refuse(steps, f"a whole number of more than {most} digits", "it could not be read again; write its hex()")


def _check_text(text: str, steps: list[str]) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        _refuse(steps, "text with a lone surrogate", "it would not come back; decode it with errors='replace'")


def _entries(value: dict[Any, Any], steps: list[str]) -> Iterator[tuple[str, str, Any]]:
    separator = ""
    for key, held in value.items():
        if type(key) is not str:
            _refuse([*steps[:-1], f"[{key!r}]"], f"a key of type {type(key).__name__}", "JSON has text keys only")
        _check_text(key, [*steps[:-1], f"[{key!r}]"])
        yield f"{separator}{_escaped(key)}:", f".{key}", held
        separator = ","


def _long_text(text: str, steps: list[str]) -> Iterator[str]:
    yield '"'
    for start in range(0, len(text), _CHUNK_CHARS):
        piece = text[start : start + _CHUNK_CHARS]
        _check_text(piece, steps)
        yield _escaped(piece)[1:-1]
    yield '"'


def _refuse(steps: list[str], what: str, way_out: str) -> NoReturn:
    raise TypeError(f"{''.join(steps).lstrip('.')}: {what} cannot be written as JSON; {way_out}")
