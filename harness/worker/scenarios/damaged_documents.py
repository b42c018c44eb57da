"""Family damaged_documents: a snapshot's text that is of another schema, read twice, cut off, or has a bit turned."""

import dataclasses
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, Unsupported, text_of
from harness.worker.recorder import Recorder
from harness.worker.scenarios.checkpoints import plain_content
from harness.worker.scenarios.mutation_attempts import snapshot_of

SHOWN = 5
BITS = 8
FREE = ("metadata", "preferences", "blocks", "web_results")
"""Parts that may hold anything: what they hold is not a part of the snapshot's shape."""
Read = Callable[[str | bytes], Awaitable[Any]]
REFUSALS = (ValueError, TypeError, KeyError)
"""Errors that say that something is wrong with what was given. (RecursionError, AttributeError are crashes.)"""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One snapshot, written once. Records `schema_tried`, `read_twice` and `damage_tried`, and each kind of damage that
    goes unseen as `damage_unseen`.
    """
    text = subject.write_snapshot(_saved(subject))
    whole, plain = digest(subject.read_snapshot(text)), subject.unsealed(json.loads(text))
    for how, read in _readers(subject):
        await _read_twice(how, text, plain, read, recorder)
        await _other_schemas(how, plain, read, subject, recorder)
        await _damage(f"truncation{how}", _cut(text.encode()), whole, read, recorder)
        await _damage(f"part of another kind{how}", _of_other_kinds(plain), whole, read, recorder)
        turned = _flipped(text.encode(), BITS if not how else 1)
        await _damage(f"bit flip{how}", turned, whole, read, recorder)


def _readers(subject: Subject) -> Iterator[tuple[str, Read]]:
    """(how, reading): in one go and, where the subject can, step by step. Names are looked up at the moment of use."""

    async def at_once(text: str | bytes) -> Any:
        return subject.read_snapshot(text)

    async def step_by_step(text: str | bytes) -> Any:
        return await subject.name("stageflow.plus", "load_snapshot_async")(text)

    yield "", at_once
    try:
        subject.name("stageflow.plus", "load_snapshot_async")
    except Unsupported:
        return
    yield ", step by step", step_by_step


def _saved(subject: Subject) -> Any:
    """A snapshot whose text is the same in each trial."""
    made_at = datetime(2020, 1, 1, tzinfo=UTC)
    identity = subject.name("stageflow.context", "RunIdentity")(pipeline_run_id=UUID(int=1), created_at=made_at)
    return dataclasses.replace(snapshot_of(subject, plain_content()), run_id=identity, created_at=made_at)


async def _read_twice(how: str, text: str, plain: dict[str, Any], read: Read, recorder: Recorder) -> None:
    """The text as it was written, and, without its seal, with one of its moments taken out."""
    undated = {key: held for key, held in plain.items() if key != "created_at"}
    nobody = {**plain, "run_id": {key: held for key, held in plain["run_id"].items() if key != "created_at"}}
    for what, variant in (
        ("as it was written", text),
        ("without created_at", json.dumps(undated)),
        ("without run_id.created_at", json.dumps(nobody)),
    ):
        first, second = await _tried(variant, read), await _tried(variant, read)
        recorder.event("read_twice", what=what + how, first=first[0], second=second[0], error=first[1])


async def _tried(text: str | bytes, read: Read) -> tuple[str, str]:
    """The digest of what was read, or "refused" or "crashed", with the error."""
    try:
        return digest(await read(text)), ""
    except REFUSALS as error:
        return "refused", f"{type(error).__name__}: {text_of(error)[:200]}"
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        return "crashed", f"{type(error).__name__}: {text_of(error)[:200]}"


async def _other_schemas(how: str, bare: dict[str, Any], read: Read, subject: Subject, recorder: Recorder) -> None:
    """Documents of other schemas, each without its seal, as another version of the subject might have written it."""
    marker = next((key for key in ("schema", "schema_version", "version") if key in bare), "")
    recorder.event("schema_marker", key=marker)
    changes: dict[str, Callable[[], dict[str, Any]]] = {
        "an unknown key": lambda: {**bare, "added_by_a_newer_version": {"a": 1}},
    }
    if marker:
        now = bare[marker]
        changes["a newer schema"] = lambda: {**bare, marker: now + 1 if isinstance(now, int) else f"{now}9"}
        changes["a schema far ahead"] = lambda: {**bare, marker: 10**6 if isinstance(now, int) else "1000000"}
        changes["a schema that is no number"] = lambda: {**bare, marker: "newest"}
        changes["a schema that is null"] = lambda: {**bare, marker: None}
        for wrong in (True, 0, -1):
            changes[f"a schema that is {wrong}"] = partial(lambda schema: {**bare, marker: schema}, wrong)
    for kind, change in changes.items():
        text = json.dumps(change())
        ended, error = await _tried(text, read)
        if ended not in ("refused", "crashed"):
            kept = kind == "an unknown key" and "added_by_a_newer_version" in subject.write_snapshot(await read(text))
            ended = "kept" if kept else "read"
        recorder.event("schema_tried", kind=kind + how, ended=ended, error=error)


def _cut(text: bytes) -> Iterator[tuple[str, bytes]]:
    for length in range(len(text)):
        yield f"cut off after {length} of {len(text)} bytes", text[:length]


def _of_other_kinds(plain: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The document without its seal, as another program might write it: a part of it is of another kind."""
    for path in _parts(plain):
        changed = json.loads(json.dumps(plain))
        holder: Any = changed
        for step in path[:-1]:
            holder = holder[step]
        for other in (5, True, "x", [1] if isinstance(holder[path[-1]], dict) else {"a": 1}):
            holder[path[-1]] = other
            yield f"{'.'.join(map(str, path))} is {json.dumps(other)}", json.dumps(changed).encode()


def _parts(held: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to all objects and lists that the snapshot's own parts are made of."""
    for step, part in held.items() if isinstance(held, dict) else enumerate(held):
        if isinstance(part, dict | list):
            yield (*path, step)
            if step not in FREE:
                yield from _parts(part, (*path, step))


def _flipped(text: bytes, bits: int) -> Iterator[tuple[str, bytes]]:
    """Of each byte so many bits, in turn."""
    for place in range(len(text)):
        for bit in range(place % BITS, place % BITS + bits):
            bit %= BITS
            turned = text[place] ^ 1 << bit
            near = text[max(place - 20, 0) : place + 20].decode(errors="replace")
            where = f"byte {place} ({text[place : place + 1]!r} became {bytes([turned])!r}) near {near!r}"
            yield where, text[:place] + bytes([turned]) + text[place + 1 :]


async def _damage(kind: str, damaged: Iterator[tuple[str, bytes]], whole: str, read: Read, recorder: Recorder) -> None:
    """Counts how reading each one ended, and records the first ones that were neither refused nor equal."""
    ended: Counter[str] = Counter()
    for where, text in damaged:
        found, error = await _tried(text, read)
        word = found if found in ("refused", "crashed") else "equal" if found == whole else "another"
        ended[word] += 1
        if word in ("crashed", "another") and ended[word] <= SHOWN:
            recorder.event("damage_unseen", kind=kind, where=where, ended=word, error=error)
    recorder.event(
        "damage_tried", kind=kind, **{word: ended[word] for word in ("refused", "equal", "another", "crashed")}
    )
