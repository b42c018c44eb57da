"""Family damaged_documents: a snapshot's text that is of another schema, read twice, cut off, or has a bit turned."""

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from harness.evidence.fingerprint import digest
from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, text_of
from harness.worker.recorder import Recorder
from harness.worker.scenarios.checkpoints import plain_content
from harness.worker.scenarios.mutation_attempts import snapshot_of

SHOWN = 5
REFUSALS = (ValueError, TypeError, KeyError)
"""Errors that say that something is wrong with what was given. (RecursionError, AttributeError are crashes.)"""


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """One snapshot, written once. Records `schema_tried`, `read_twice` and `damage_tried`, and each kind of damage that
    goes unseen as `damage_unseen`.
    """
    text = subject.write_snapshot(_saved(subject))
    _read_twice(text, subject, recorder)
    _other_schemas(json.loads(text), subject, recorder)
    whole = digest(subject.read_snapshot(text))
    _damage("truncation", _cut(text.encode()), whole, subject, recorder)
    _damage("bit flip", _flipped(text.encode()), whole, subject, recorder)


def _saved(subject: Subject) -> Any:
    """A snapshot whose text is the same in each trial."""
    made_at = datetime(2020, 1, 1, tzinfo=UTC)
    identity = subject.name("stageflow.context", "RunIdentity")(pipeline_run_id=UUID(int=1), created_at=made_at)
    return dataclasses.replace(snapshot_of(subject, plain_content()), run_id=identity, created_at=made_at)


def _read_twice(text: str, subject: Subject, recorder: Recorder) -> None:
    """The text as it was written, and without the moment at which the snapshot was made."""
    data = json.loads(text)
    data.pop("created_at", None)
    for what, variant in (("as it was written", text), ("without created_at", json.dumps(data))):
        first, second = (_tried(variant, subject) for _ in range(2))
        recorder.event("read_twice", what=what, first=first[0], second=second[0], error=first[1])


def _tried(text: str | bytes, subject: Subject) -> tuple[str, str]:
    """The digest of what was read, or "refused" or "crashed", with the error."""
    try:
        return digest(subject.read_snapshot(text)), ""
    except REFUSALS as error:
        return "refused", f"{type(error).__name__}: {text_of(error)[:200]}"
    except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
        return "crashed", f"{type(error).__name__}: {text_of(error)[:200]}"


def _other_schemas(document: dict[str, Any], subject: Subject, recorder: Recorder) -> None:
    """Documents of other schemas, each without its seal, as another version of the subject might have written it."""
    bare = subject.unsealed(document)
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
    for kind, change in changes.items():
        text = json.dumps(change())
        ended, error = _tried(text, subject)
        if ended not in ("refused", "crashed"):
            kept = kind == "an unknown key" and "added_by_a_newer_version" in subject.write_snapshot(
                subject.read_snapshot(text)
            )
            ended = "kept" if kept else "read"
        recorder.event("schema_tried", kind=kind, ended=ended, error=error)


def _cut(text: bytes) -> Iterator[tuple[str, bytes]]:
    for length in range(len(text)):
        yield f"cut off after {length} of {len(text)} bytes", text[:length]


def _flipped(text: bytes) -> Iterator[tuple[str, bytes]]:
    for place in range(len(text)):
        for bit in range(8):
            turned = text[place] ^ 1 << bit
            near = text[max(place - 20, 0) : place + 20].decode(errors="replace")
            where = f"byte {place} ({text[place : place + 1]!r} became {bytes([turned])!r}) near {near!r}"
            yield where, text[:place] + bytes([turned]) + text[place + 1 :]


def _damage(kind: str, damaged: Iterator[tuple[str, bytes]], whole: str, subject: Subject, recorder: Recorder) -> None:
    """Counts how reading each one ended, and records the first ones that were neither refused nor equal."""
    ended: Counter[str] = Counter()
    for where, text in damaged:
        found, error = _tried(text, subject)
        word = found if found in ("refused", "crashed") else "equal" if found == whole else "another"
        ended[word] += 1
        if word in ("crashed", "another") and ended[word] <= SHOWN:
            recorder.event("damage_unseen", kind=kind, where=where, ended=word, error=error)
    recorder.event(
        "damage_tried", kind=kind, **{word: ended[word] for word in ("refused", "equal", "another", "crashed")}
    )
