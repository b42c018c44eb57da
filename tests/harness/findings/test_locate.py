"""Which run is meant."""

from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.findings.locate import find_run
from harness.findings.store import write_findings, write_run
from tests.harness.report.factory import document, run


def make(folder: Path, started_at: str = "2026-03-04T05:06:07Z") -> Path:
    folder.mkdir(parents=True)
    write_findings(folder, document())
    return write_run(folder, run(started_at=started_at))


@pytest.fixture
def results(tmp_path: Path) -> Path:
    root = tmp_path / "results"
    make(root / "CORE-008" / "run-2026-03-04-002", "2026-03-04T09:00:00Z")
    make(root / "CORE-008" / "run-2026-03-04-010", "2026-03-04T09:30:00Z")
    make(root / "CORE-008" / "run-2026-03-03-999", "2026-03-03T23:00:00Z")
    make(root / "CORE-001" / "run-2026-03-04-001", "2026-03-04T09:10:00Z")
    make(root / "examples" / "CORE-008" / "run-2027-01-01-001", "2027-01-01T00:00:00Z")
    (root / "CORE-008" / "run-2026-03-05-001").mkdir()  # not finished
    return root


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{root}/CORE-008/run-2026-03-04-002", "CORE-008/run-2026-03-04-002"),
        ("{root}/CORE-008/run-2026-03-04-002/run.json", "CORE-008/run-2026-03-04-002"),
        ("{root}/CORE-008/run-2026-03-04-002/findings.json", "CORE-008/run-2026-03-04-002"),
        ("{root}/CORE-008", "CORE-008/run-2026-03-04-010"),
        ("latest", "CORE-008/run-2026-03-04-010"),
        ("CORE-001/latest", "CORE-001/run-2026-03-04-001"),
        ("CORE-008/latest", "CORE-008/run-2026-03-04-010"),
        ("{root}/CORE-001/latest", "CORE-001/run-2026-03-04-001"),
        ("CORE-001", "CORE-001/run-2026-03-04-001"),
        ("CORE-008/run-2026-03-03-999", "CORE-008/run-2026-03-03-999"),
        ("examples/latest", "examples/CORE-008/run-2027-01-01-001"),
    ],
)
def test_a_run_is_found(results: Path, text: str, expected: str) -> None:
    assert find_run(text.format(root=results), results) == results / expected / "run.json"


def test_latest_between_missions_is_by_the_start(results: Path) -> None:
    make(results / "CORE-002" / "run-2026-03-04-001", "2026-03-04T11:00:00Z")
    assert find_run("latest", results).parent.parent.name == "CORE-002"


def test_of_runs_that_started_together_the_higher_number_is_the_later_one(tmp_path: Path) -> None:
    for number in ("999", "1000"):
        make(tmp_path / "CORE-008" / f"run-2026-03-04-{number}")
    assert find_run("latest", tmp_path).parent.name == "run-2026-03-04-1000"


def test_a_damaged_run_is_the_oldest_of_its_day(results: Path) -> None:
    folder = results / "CORE-008" / "run-2026-03-04-011"
    folder.mkdir()
    (folder / "run.json").write_text("{")
    assert find_run("latest", results).parent.name == "run-2026-03-04-010"


@pytest.mark.parametrize("place", ["build", "deep/build/run-2026-03-04-001", "a/b/CORE-008/run-2026-03-04-001"])
def test_what_stands_elsewhere_in_a_folder_is_none_of_its_runs(tmp_path: Path, place: str) -> None:
    make(tmp_path / place)
    with pytest.raises(UsageError, match="no finished run in"):
        find_run(str(tmp_path))
    assert find_run(str(tmp_path / place)).parent == tmp_path / place


def test_a_run_that_was_cut_off_is_found_by_its_plan(results: Path) -> None:
    started = {"CORE-008/run-2026-03-06-001": "2026-03-06T08:00:00Z", "CORE-001/run-2026-03-06-001": ""}
    for name, at in started.items():
        (results / name / "evidence").mkdir(parents=True)
        (results / name / "plan.json").write_text("{}")
        (results / name / "evidence" / "harness.json").write_text(f'{{"started_at": "{at}"}}')
    cut_off = results / "CORE-008" / "run-2026-03-06-001" / "plan.json"
    for text in ("latest", "CORE-008/latest", "CORE-008", str(results), str(cut_off.parent), str(cut_off)):
        assert find_run(text, results, "plan.json") == cut_off
    with pytest.raises(UsageError, match="no run in"):
        find_run(str(results / "examples"), results, "plan.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nowhere", r"nowhere: no run is there\n  expected a run folder"),
        ("CORE-999/latest", r"CORE-999/latest: no finished run in .*CORE-999"),
        ("CORE-008/run-2026-03-05-001", r"no finished run in .*run-2026-03-05-001"),
    ],
)
def test_what_is_not_there_is_said(results: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find_run(text, results)


def test_findings_without_their_run_are_refused(tmp_path: Path) -> None:
    write_findings(tmp_path, document())
    with pytest.raises(UsageError, match=r"findings\.json: there is no run\.json beside it"):
        find_run(str(tmp_path / "findings.json"))
