"""results/ledger.json on disk: one writer at a time, whole or not at all, rebuilt from the runs where it is damaged."""

import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from harness.errors import UsageError
from harness.evidence.encodable import INDENTED, json_bytes
from harness.evidence.paths import RUN, unwritable, write_atomically
from harness.findings.document import RunDocument
from harness.findings.ledger import LedgerDocument, LedgerEntry, with_decisions, with_run
from harness.findings.store import read_run

LEDGER = "ledger.json"
LOCK = ".ledger.lock"
SCHEMA = 1
Entries = Mapping[str, LedgerEntry]


@dataclass(slots=True)
class Ledger:
    """The entries by fingerprint, and what a reader has to know about how they were read."""

    entries: dict[str, LedgerEntry] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_ledger(results: Path) -> Ledger:
    """The ledger of a results folder; made from the runs there where there is none, and nothing is written then.

    Raises UsageError for one that cannot be read, is damaged or of another version.
    """
    try:
        data = (results / LEDGER).read_bytes()
    except FileNotFoundError:
        return rebuilt(results)
    except OSError as error:
        raise UsageError(f"{results / LEDGER}: cannot be read ({error.strerror})") from error
    return Ledger(dict(_parsed(data, results / LEDGER)))


def update_ledger(results: Path, change: Callable[[Entries], Entries]) -> Ledger:
    """Reads the ledger, changes it and writes it, while no other process does; gives it as it was written.

    A damaged one is set aside under another name and rebuilt from the runs. Raises UsageError where it cannot be
    written or was written by a later version; then it stays as it was. What `change` raises leaves it as it was, too.
    """
    with _locked(results):
        try:
            ledger = read_ledger(results)
        except DamagedLedgerError as error:
            ledger = _set_aside(results, error)
        ledger.entries = dict(change(ledger.entries))
        document = LedgerDocument(entries=dict(sorted(ledger.entries.items())))
        content = document.model_dump(mode="json", by_alias=True, warnings=False)
        write_atomically(results / LEDGER, json_bytes(content, INDENTED | orjson.OPT_SORT_KEYS))
    return ledger


def note_run(results: Path, run: RunDocument) -> Ledger:
    """Enters the findings of a run; one that was entered before is not counted again."""
    return update_ledger(results, lambda entries: with_run(entries, run))


def rebuilt(results: Path) -> Ledger:
    """What the runs below a results folder say; a run that cannot be read is left out, and named."""
    ledger = Ledger()
    for path in sorted(results.glob(f"*/run-*/{RUN}")):
        try:
            ledger.entries = with_run(ledger.entries, read_run(path))
        except UsageError as error:
            ledger.notes.append(f"left out of the ledger: {str(error).splitlines()[0]}")
    return ledger


class DamagedLedgerError(UsageError):
    """A ledger that does not meet its schema; `salvaged` are those of its entries that do."""

    def __init__(self, message: str, salvaged: tuple[LedgerEntry, ...] = ()) -> None:
        super().__init__(message)
        self.salvaged = salvaged


def _parsed(data: bytes, path: Path) -> Entries:
    again = "it is set aside and rebuilt from the runs by the next run, or by 'findings accept', 'resolve' or 'add'"
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise DamagedLedgerError(f"{path}:{error.lineno}:{error.colno}: not JSON ({error.msg})\n  {again}") from error
    if isinstance(content, dict) and content.get("schema", SCHEMA) != SCHEMA:
        raise UsageError(
            f"{path}: schema {content['schema']!r}, this version of the harness reads schema {SCHEMA}\n"
            "  use the version that wrote it, or move the file away: it is rebuilt from the runs"
        )
    try:
        return LedgerDocument.model_validate(content).entries
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "document"
        message = f"{path}: damaged at {where}: {error.errors()[0]['msg']}\n  {again}"
        raise DamagedLedgerError(message, tuple(_whole_entries(content))) from error


def _whole_entries(content: Any) -> Iterator[LedgerEntry]:
    entries = content.get("entries") if isinstance(content, dict) else None
    for entry in entries.values() if isinstance(entries, dict) else ():
        try:
            yield LedgerEntry.model_validate(entry)
        except ValidationError:
            continue  # its run folder says it again; a decision in it stays in the file that is set aside


def _set_aside(results: Path, error: DamagedLedgerError) -> Ledger:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = results / f"ledger.damaged-{now}.json"
    (results / LEDGER).rename(kept)
    ledger = rebuilt(results)
    ledger.entries = with_decisions(ledger.entries, error.salvaged)
    first = str(error).splitlines()[0]
    ledger.notes.insert(
        0,
        f"{first}\n  it was rebuilt from the runs; what people had decided is taken over where it could be read,\n"
        f"  the old file is kept as {kept}",
    )
    return ledger


@contextmanager
def _locked(results: Path) -> Iterator[None]:
    """While held, no other process writes the ledger. The lock goes with its process, however that ends."""
    path = results / LOCK
    try:
        results.mkdir(parents=True, exist_ok=True)
        lock = path.open("ab")
    except OSError as error:
        raise unwritable(path, error) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
