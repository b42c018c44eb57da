"""ledger.json on disk: several processes at once, damage, other versions, places that cannot be written."""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from harness import bundled
from harness.errors import UsageError
from harness.findings.document import RunDocument
from harness.findings.ledger import Decision, decided
from harness.findings.ledger_file import LEDGER, DamagedLedgerError, note_run, read_ledger, rebuilt, update_ledger
from harness.findings.store import write_run
from tests.harness.report.factory import finding, found, mission, run

WRITER = """
import sys
from pathlib import Path
from harness.findings.ledger_file import note_run
from harness.findings.store import read_run
for path in sorted(Path(sys.argv[1]).glob(f"{sys.argv[2]}/run-*/run.json")):
    note_run(Path(sys.argv[1]), read_run(path))
"""


def stored(results: Path, name: str = "CORE-008", number: int = 1) -> RunDocument:
    """A run folder with two findings, one of which every run of the mission shows."""
    bugs = [
        finding(f"{name}-BUG-001", fingerprint=f"{name[-3:]}0"),
        finding(f"{name}-BUG-9", fingerprint=f"{name[-3:]}{number}"),
    ]
    made = found(run(run_id=f"run-2026-03-04-{number:03d}", mission=mission(id=name)), *bugs)
    folder = results / name / made.run_id
    folder.mkdir(parents=True)
    write_run(folder, made)
    return made


def test_ten_processes_lose_and_double_nothing(tmp_path: Path) -> None:
    names = [f"LOAD-{number:03d}" for number in range(10)]
    for name in names:
        for number in (1, 2, 3):
            stored(tmp_path, name, number)
    (tmp_path / LEDGER).write_bytes(b'{"schema": 1, "entries": {}}')  # or the first of them would enter everything
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], cwd=bundled.PACKAGE.parent)
        for name in names
    ]
    assert [process.wait() for process in started] == [0] * len(names)
    entries = read_ledger(tmp_path).entries
    assert {(e.mission, e.fingerprint): e.occurrences for e in entries.values()} == {
        (name, f"{name[-3:]}{number}"): 3 if number == 0 else 1 for name in names for number in range(4)
    }
    assert not list(tmp_path.glob("ledger.damaged*"))


def test_a_folder_without_a_ledger_is_read_from_its_runs_and_stays_as_it_is(tmp_path: Path) -> None:
    stored(tmp_path)
    assert {e.occurrences for e in read_ledger(tmp_path).entries.values()} == {1}
    assert not (tmp_path / LEDGER).exists()


def test_the_first_run_enters_those_before_it_too(tmp_path: Path) -> None:
    stored(tmp_path, number=1)
    second = stored(tmp_path, number=2)
    assert note_run(tmp_path, second).entries["0080"].occurrences == 2
    assert note_run(tmp_path, second).entries["0080"].occurrences == 2


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"schema": 1, "entries": {"0080": {}}}', b"\x00" * 40, b""])
def test_a_damaged_ledger_is_set_aside_and_rebuilt(tmp_path: Path, damage: bytes) -> None:
    made = stored(tmp_path)
    (tmp_path / LEDGER).write_bytes(damage)
    with pytest.raises(DamagedLedgerError, match="rebuilt from the runs"):
        read_ledger(tmp_path)
    ledger = note_run(tmp_path, made)
    assert ledger.entries == rebuilt(tmp_path).entries == read_ledger(tmp_path).entries
    (kept,) = tmp_path.glob("ledger.damaged-*.json")
    assert kept.read_bytes() == damage
    assert str(kept) in ledger.notes[0]


def test_what_was_decided_survives_damage_elsewhere_in_the_file(tmp_path: Path) -> None:
    made = stored(tmp_path)
    resolved = Decision("resolved", "2026-05-01T00:00:00Z", "mended")
    update_ledger(tmp_path, lambda entries: {k: decided(e, resolved) for k, e in entries.items()})
    body = orjson.loads((tmp_path / LEDGER).read_bytes())
    body["entries"]["0081"]["severity"] = "enormous"
    (tmp_path / LEDGER).write_bytes(orjson.dumps(body))
    entries = note_run(tmp_path, made).entries
    assert {name: (e.status, e.reason) for name, e in entries.items()} == {
        "0080": ("resolved", "mended"),
        "0081": ("open", ""),
    }


def test_a_ledger_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    made = stored(tmp_path)
    (tmp_path / LEDGER).write_bytes(b'{"schema": 2}')
    with pytest.raises(UsageError, match="schema 2, this version of the harness reads schema 1"):
        note_run(tmp_path, made)
    assert (tmp_path / LEDGER).read_bytes() == b'{"schema": 2}'


def test_a_run_that_cannot_be_read_is_named_and_left_out(tmp_path: Path) -> None:
    stored(tmp_path)
    (tmp_path / "CORE-008" / "run-2026-03-04-002").mkdir()
    (tmp_path / "CORE-008" / "run-2026-03-04-002" / "run.json").write_text("{")
    ledger = rebuilt(tmp_path)
    assert len(ledger.entries) == 2
    assert "run-2026-03-04-002/run.json:1:" in ledger.notes[0]


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    note_run(tmp_path, stored(tmp_path))
    before = (tmp_path / LEDGER).read_bytes()
    with pytest.raises(ZeroDivisionError):
        update_ledger(tmp_path, lambda entries: 1 // 0)  # type: ignore[arg-type, return-value]
    assert (tmp_path / LEDGER).read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        note_run(tmp_path / "file", run())
