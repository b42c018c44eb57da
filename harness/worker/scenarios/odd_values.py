"""Family odd_values: what JSON has no form for, in every part of a snapshot that can hold it, written and read back."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, make_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import partial
from typing import Any, NoReturn
from uuid import UUID

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, text_of
from harness.worker.recorder import Recorder

KEYS = ("ledger", "entry")
"""Stand on the way to each value, so that a refusal can be asked whether it names them."""
DEPTH = 5_000
DEEP = f"lists {DEPTH:,} deep"
BACK, REFUSED = "comes back", "is refused"
Context = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class _Case:
    """A value in a part of a snapshot: how the snapshot is made and the value read, and what a refusal has to name."""

    kind: str
    part: str
    value: Any
    make: Callable[[], Any]
    read: Callable[[Any], Any]
    path: tuple[str, ...]
    known: Mapping[str, Any] = field(default_factory=dict)


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """Each value in each part; then extensions with and without their type. Records `odd_value` for each."""
    for kind, value in _values():
        for case in _cases(kind, value, subject):
            _try(case, subject, recorder)
    for case in _extensions(subject):
        _try(case, subject, recorder)


def _values() -> Iterator[tuple[str, Any]]:
    """(kind, value). The last ones JSON has a form for, which not every reader and writer can cope with."""
    yield from (("NaN", float("nan")), ("infinity", float("inf")), ("a tuple", (1, 2)), ("a set", {1}))
    yield from (("bytes", b"\x00"), ("an id", UUID(int=7)), ("a date", datetime(2020, 1, 1, tzinfo=UTC)))
    yield from (("a decimal", Decimal("1.10")), ("an object", _Opaque()))
    yield from (
        ("a key that is a number", {3: "three"}),
        ("a key that is None", {None: 0}),
        ("a key twice", {1: 0, "1": 1}),
    )
    yield from (("half of a surrogate pair", "\ud800"), ("a key that is half of a pair", {"\ud800": 0}))
    yield "a number of 5,000 digits", 10**4_999
    yield from (("text of an enumeration", _Word.ONE), ("a number of an enumeration", _Number.ONE))
    deep: Any = []
    for _ in range(DEPTH):
        deep = [deep]
    yield DEEP, deep
    yield from (("a true boolean", True), ("minus zero", -0.0), ("a number over 2**53", 2**53 + 1), ("a NUL", "\x00"))
    yield from (("an empty dict", {}), ("an empty list", []), ("an empty text", ""), ("nothing", None))


class _Word(StrEnum):
    ONE = "one"


class _Number(IntEnum):
    ONE = 1


class _Opaque:
    """Nothing that anybody could write."""


def _cases(kind: str, value: Any, subject: Subject) -> Iterator[_Case]:
    """The value in each part, under the same keys."""
    held = {"ledger": [0, {"entry": value}]}
    context: Context = partial(subject.name, "stageflow.context")
    for part, fields, find in (
        ("metadata", lambda: {"metadata": held}, lambda s: s.metadata),
        ("messages", lambda: _talk(context, held), lambda s: s.conversation.messages[0].metadata),
        ("profile", lambda: _profile(context, held), lambda s: s.enrichments.profile.preferences),
        ("goals", lambda: _profile(context, {}, [held]), lambda s: s.enrichments.profile.goals[0]),
        ("recent_topics", lambda: _memory(context, [held], []), lambda s: s.enrichments.memory.recent_topics[0]),
        ("key_facts", lambda: _memory(context, [], [held]), lambda s: s.enrichments.memory.key_facts[0]),
        ("blocks", lambda: _documents(context, [held], {}), lambda s: s.enrichments.documents[0].blocks[0]),
        ("documents", lambda: _documents(context, [], held), lambda s: s.enrichments.documents[0].metadata),
        ("web_results", lambda: _web(context, held), lambda s: s.enrichments.web_results[0]),
        ("extensions", lambda: {"extensions": held}, lambda s: s.extensions),
    ):
        make = partial(_made, subject, fields)
        yield _Case(kind, part, value, make, partial(_inner, find), (part, *KEYS))
        if kind == DEEP:
            return  # takes its time, and all parts are written by the same code
    make = partial(_made, subject, lambda: _web(context, {"entry": value}))
    path = ("web_results", "entry")
    yield _Case(kind, "web_results at the top", value, make, lambda s: s.enrichments.web_results[0]["entry"], path)


def _made(subject: Subject, fields: Callable[[], dict[str, Any]]) -> Any:
    return subject.snapshot(run_id=subject.run_identity(1), **fields())


def _inner(find: Callable[[Any], Any], snapshot: Any) -> Any:
    return find(snapshot)["ledger"][1]["entry"]


def _talk(context: Context, held: dict[str, Any]) -> dict[str, Any]:
    message = context("Message")(role="user", content="text", metadata=held)
    return {"conversation": context("Conversation")(messages=[message])}


def _profile(context: Context, held: dict[str, Any], goals: list[Any] | None = None) -> dict[str, Any]:
    profile = context("ProfileEnrichment")
    return {"enrichments": context("Enrichments")(profile=profile(preferences=held, goals=goals or []))}


def _memory(context: Context, topics: list[Any], facts: list[Any]) -> dict[str, Any]:
    memory = context("MemoryEnrichment")(recent_topics=topics, key_facts=facts)
    return {"enrichments": context("Enrichments")(memory=memory)}


def _documents(context: Context, blocks: list[Any], metadata: dict[str, Any]) -> dict[str, Any]:
    document = context("DocumentEnrichment")(blocks=blocks, metadata=metadata)
    return {"enrichments": context("Enrichments")(documents=[document])}


def _web(context: Context, held: dict[str, Any]) -> dict[str, Any]:
    return {"enrichments": context("Enrichments")(web_results=[held])}


def _extensions(subject: Subject) -> Iterator[_Case]:
    """Extensions that are a dict, or of a type that the reader is told of or not."""
    bundle = subject.name("stageflow.context", "ExtensionBundle")
    extension = make_dataclass("Ledger", [("entry", int)], bases=(bundle,), frozen=True)
    nothing = make_dataclass("Nothing", [], bases=(bundle,), frozen=True)
    for kind, value, known in (
        ("a dict", {"ledger": [1]}, {}),
        ("an empty dict", {}, {}),
        ("a type without fields", nothing(), {"Nothing": nothing}),
        ("a type that the reader knows", extension(7), {"Ledger": extension}),
        ("a type that the reader does not know", extension(7), {}),
    ):
        make = partial(subject.snapshot, run_id=subject.run_identity(1), extensions=value)
        yield _Case(kind, "extensions", value, make, lambda s: s.extensions, ("extension",), known)


def _try(case: _Case, subject: Subject, recorder: Recorder) -> None:
    """Writes and reads one snapshot; records how that ended, and whether a refusal names every part of the path."""
    error, named = "", True
    try:
        text = subject.write_snapshot(case.make())
        _look_for_words(text)
        back = case.read(subject.read_snapshot(text, case.known))
        ended = BACK if _same(back, case.value) else "comes back as something else"
    except _NoJson as raised:
        ended, error = "is written as text that is no JSON", str(raised)
    except Exception as raised:  # noqa: BLE001 - whatever the subject raises is what is recorded
        error = f"{type(raised).__name__}: {text_of(raised)[:200]}"
        ended = REFUSED if isinstance(raised, (TypeError, ValueError)) else f"raises {type(raised).__name__}"
        named = all(step in text_of(raised) for step in case.path)
    path = " > ".join(case.path)
    recorder.event("odd_value", kind=case.kind, part=case.part, path=path, ended=ended, error=error, named=named)


class _NoJson(Exception):
    """A word that JSON does not have stands in a text that was written as JSON."""


def _look_for_words(text: str) -> None:
    """Raises _NoJson for NaN and its like, which the standard library reads all the same."""
    try:
        json.loads(text, parse_constant=_no_json)
    except RecursionError:
        return  # too deep for this parser, which says nothing of the text


def _no_json(word: str) -> NoReturn:
    raise _NoJson(f"it holds {word}")


def _same(got: Any, put: Any) -> bool:
    """Equal in content and types; lists of any depth."""
    while isinstance(got, list) and isinstance(put, list) and len(got) == len(put) == 1:
        got, put = got[0], put[0]
    return digest(got) == digest(put)
