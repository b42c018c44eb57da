"""`clean`: old runs go, everything else stays."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.evidence.facts import RunFacts
from harness.findings.ledger_file import note_run, read_ledger
from harness.findings.locate import find_run
from harness.findings.old_runs import StoredRun, too_many, without_runs
from harness.findings.store import write_run
from harness.supervisor.journal import Journal
from tests.cli.conftest import Ended
from tests.harness.report.factory import finding, found, mission, run

Stress = Callable[..., Ended]


def stored(number: int, *, id_: str = "CORE-008", day: int = 1, spec: str = "bundled", **changes: Any) -> Path:
    """A finished run, as clean sees it, below ./results, and its entry in the ledger."""
    name = f"run-2026-03-{day:02d}-{number:03d}"
    folder = Path("results") / id_ / name
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "wide.jsonl").write_text("x" * 1_000)
    made = run(
        run_id=name,
        mission=mission(id=id_),
        started_at=f"2026-03-{day:02d}T{number:02d}:00:00Z",
        **changes,
    )
    made = found(made.model_copy(update={"subject": made.subject.model_copy(update={"spec": spec})}), finding())
    write_run(folder, made)
    note_run(Path("results"), made)
    return folder


def unfinished(number: int, started: str = "2026-03-09T00:00:00Z") -> Path:
    folder = Path("results") / "CORE-008" / f"run-2026-03-09-{number:03d}"
    (folder / "evidence").mkdir(parents=True)
    (folder / "plan.json").write_text(json.dumps({"mission": "CORE-008", "subject": "bundled", "plant": None}))
    RunFacts("a", "high", "results", "c", "m", started).save(folder)
    return folder


def there() -> set[str]:
    return {path.relative_to("results").as_posix() for path in Path("results").glob("*/*")}


def test_the_newest_of_each_mission_and_subject_stay(stress: Stress, folder: Path) -> None:
    gone = [stored(1), stored(2), stored(1, id_="OWN-001")]
    kept = [stored(3), stored(4, spec="path:x"), stored(2, id_="OWN-001"), stored(1, day=2, plant="lost-write")]
    ended = stress("clean", "--keep", "1")
    assert ended.code == 0, ended.err
    assert there() == {path.relative_to("results").as_posix() for path in kept}
    assert [line.split(" (")[0] for line in ended.out.splitlines()[:-1]] == [f"gone: {path}" for path in gone]
    assert ended.out.splitlines()[-1].startswith("3 runs gone, ")
    assert ended.out.endswith(" bytes; 4 runs left.\n")


def test_the_bytes_are_those_of_the_files(stress: Stress, folder: Path) -> None:
    old, _ = stored(1), stored(2)
    size = sum(path.stat().st_size for path in old.rglob("*") if path.is_file())
    assert f"1 run gone, {size:,} bytes; 1 run left." in stress("clean", "--keep", "1").out
    assert size > 1_000


def test_the_start_decides_and_not_the_name(stress: Stress, folder: Path) -> None:
    late = stored(1, day=5)
    (early := stored(9, day=1)).rename(early.with_name("run-2026-03-09-001"))
    assert stress("clean", "--keep", "1").code == 0
    assert there() == {late.relative_to("results").as_posix()}


def test_the_ledger_keeps_its_entry_and_lists_the_runs_that_are_there(stress: Stress, folder: Path) -> None:
    for number in (1, 2, 3):
        stored(number)
    (before,) = read_ledger(Path("results")).entries.values()
    stress("clean", "--keep", "1")
    (entry,) = read_ledger(Path("results")).entries.values()
    assert list(entry.runs) == ["CORE-008/run-2026-03-01-003"]
    assert (entry.occurrences, entry.first_seen, entry.last_seen) == (3, before.first_seen, before.last_seen)
    assert without_runs({"f": before}, frozenset()) == {"f": before}


def test_a_dry_run_removes_nothing_and_says_the_same(stress: Stress, folder: Path) -> None:
    for number in (1, 2, 3):
        stored(number)
    before, ledger = there(), (folder / "results" / "ledger.json").read_bytes()
    said = stress("clean", "--keep", "1", "--dry-run").out
    assert (there(), (folder / "results" / "ledger.json").read_bytes()) == (before, ledger)
    assert stress("clean", "--keep", "1").out == said.replace("would go", "gone")


def test_one_mission_only(stress: Stress, folder: Path) -> None:
    for id_ in ("CORE-008", "OWN-001"):
        stored(1, id_=id_), stored(2, id_=id_)
    stress("clean", "--keep", "1", "--mission", "OWN-001")
    assert there() == {"CORE-008/run-2026-03-01-001", "CORE-008/run-2026-03-01-002", "OWN-001/run-2026-03-01-002"}


def test_a_run_without_an_end_stays_until_it_is_asked_for(stress: Stress, folder: Path) -> None:
    cut_off, done = unfinished(1), stored(1)
    ended = stress("clean", "--keep", "1")
    assert ended.out == "0 runs gone, 0 bytes; 2 runs left.\n"
    assert f"left: {cut_off}: it has no run.json: cut off; 'check' judges what was done" in ended.err
    older = unfinished(2, "2026-02-01T00:00:00Z")
    assert stress("clean", "--keep", "1", "--include-unfinished").code == 0
    assert (cut_off.exists(), older.exists(), done.exists()) == (True, False, False)


def test_a_run_that_somebody_is_working_on_stays(stress: Stress, folder: Path) -> None:
    resumed, new = stored(1), unfinished(1)
    stored(2), unfinished(2)
    with Journal.create(resumed), Journal.create(new):
        ended = stress("clean", "--keep", "1", "--include-unfinished")
        assert ended.code == 0, ended.err
        assert f"left: {resumed}: another process is working on it" in ended.err
        assert (resumed.exists(), new.exists()) == (True, True)
        assert f"left: {new}: it has no run.json: under way" in stress("clean", "--keep", "1").err
    assert stress("clean", "--keep", "1", "--include-unfinished").code == 0
    assert (resumed.exists(), new.exists()) == (False, False)


def test_what_is_no_run_of_ours_stays_and_is_named(stress: Stress, folder: Path) -> None:
    stored(1), stored(2)
    mine = folder / "results" / "CORE-008" / "run-2026-03-01-007"
    mine.mkdir()
    (mine / "notes.txt").write_text("my own")
    elsewhere = stored(1, id_="OWN-001").rename(folder / "results" / "CORE-008" / "run-2026-02-01-001")
    for name in ("run-old", "run-2026-03-01-001.bak", "examples", "run-2026-03-01-001 copy"):
        (folder / "results" / "CORE-008" / name).mkdir()
    deeper = stored(3).rename(folder / "results" / "CORE-008" / "examples" / "run-2026-01-01-001")
    ended = stress("clean", "--keep", "1")
    assert "1 run gone" in ended.out
    assert "run-2026-03-01-007: it holds neither a run.json nor a plan.json of a run" in ended.err
    assert "run-2026-02-01-001: it is a run of OWN-001, and no run of CORE-008" in ended.err
    assert all(path.exists() for path in (mine / "notes.txt", elsewhere, deeper / "run.json"))
    assert len(list((folder / "results" / "CORE-008").iterdir())) == 7


def test_no_symbolic_link_is_followed(stress: Stress, folder: Path) -> None:
    outside = stored(1, id_="OWN-001").parent.rename(folder / "OWN-001")
    stored(1), stored(2)
    old = folder / "results" / "CORE-008" / "run-2026-03-01-001"
    (old / "evidence" / "link").symlink_to(outside)
    (folder / "results" / "OWN-001").symlink_to(outside)
    linked = folder / "results" / "CORE-008" / "run-2026-01-01-001"
    linked.symlink_to(outside / "run-2026-03-01-001")
    ended = stress("clean", "--keep", "1")
    assert (ended.code, old.exists()) == (0, False)
    assert f"left: results/CORE-008/{linked.name}: a symbolic link" in ended.err
    assert (outside / "run-2026-03-01-001" / "run.json").is_file()
    assert linked.is_symlink() and (folder / "results" / "OWN-001").is_symlink()


def test_half_a_removal_is_no_run_and_goes_with_the_next(
    stress: Stress, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(1), stored(2)

    def full(path: Path) -> None:
        raise OSError(5, "Input/output error", str(path / "evidence"))

    with monkeypatch.context() as broken:
        broken.setattr("harness.findings.old_runs.shutil.rmtree", full)
        ended = stress("clean", "--keep", "1")
    assert ended.code == 2
    assert "evidence: cannot be removed (Input/output error)" in ended.err
    (rest,) = (folder / "results" / "CORE-008").glob(".removed-*")
    assert find_run("CORE-008/latest").parent.name == "run-2026-03-01-002"
    assert list((folder / "results").glob("*/run-*/run.json")) == [
        folder / "results/CORE-008/run-2026-03-01-002/run.json"
    ]
    again = stress("clean", "--keep", "1")
    assert "the rest of a removal that was cut off\n0 runs gone, " in again.out
    assert not rest.exists()
    (entry,) = read_ledger(Path("results")).entries.values()
    assert list(entry.runs) == ["CORE-008/run-2026-03-01-002"]


def test_a_run_that_somebody_else_removed_meanwhile_is_none_of_ours(folder: Path, stress: Stress) -> None:
    from harness.findings.old_runs import remove

    assert remove(folder / "results" / "CORE-008" / "run-2026-03-01-001") is False


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--keep", "0"), "greater than or equal to 1"),
        (("--keep", "many"), "invalid value for '--keep'"),
        ((), "missing option '--keep'"),
        (("--keep", "1", "--out", "nowhere"), "nowhere: cannot be read (No such file or directory)"),
        (("--keep", "1", "--mission", "CORE-9"), "results/CORE-9: there is no such folder"),
    ],
)
def test_what_cannot_be_meant_ends_with_2_and_removes_nothing(
    stress: Stress, folder: Path, words: tuple[str, ...], says: str
) -> None:
    stored(1), stored(2)
    ended = stress("clean", *words)
    assert (ended.code, says in ended.err) == (2, True), ended.err
    assert len(there()) == 2


def test_runs_of_one_second_are_told_apart_by_their_number() -> None:
    runs = [
        StoredRun(Path(f"run-2026-03-01-{n:03d}"), "M", "bundled", "2026-03-01T00:00:00Z", finished=True)
        for n in (10, 9, 11)
    ]
    assert [run.folder.name[-3:] for run in too_many(runs, 1)] == ["009", "010"]
