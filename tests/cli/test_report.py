"""`stageflow-stress report`: from the exit code on."""

from pathlib import Path

import pytest

from harness.cli.main import run as command_line
from harness.findings.store import write_findings, write_run
from tests.harness.report.factory import passing


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "results" / "CORE-008" / "run-2026-03-04-001"
    folder.mkdir(parents=True)
    write_run(folder, passing()[0])
    write_findings(folder, passing()[1])
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("named", ["latest", "CORE-008/latest", "results/CORE-008/run-2026-03-04-001", "results"])
def test_a_run_is_rendered_again_and_the_path_printed(
    stored: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line(["report", named]) == 0
    printed = capsys.readouterr()
    assert printed.out.strip().endswith("results/CORE-008/run-2026-03-04-001/FINAL_REPORT.md")
    took = "" if named.endswith("-001") else "Took the run results/CORE-008/run-2026-03-04-001.\n"
    assert printed.err == took
    first = (stored / "FINAL_REPORT.md").read_bytes()
    assert command_line(["report", named]) == 0
    assert (stored / "FINAL_REPORT.md").read_bytes() == first


def test_a_template_of_ones_own_takes_the_place_of_that_name(stored: Path) -> None:
    own = stored.parent / "own"
    own.mkdir()
    (own / "FINAL_REPORT.md.j2").write_text("only {{ run.verdict }}\n")
    assert command_line(["report", "latest", "--templates", str(own)]) == 0
    assert (stored / "FINAL_REPORT.md").read_text() == "only PASS\n"


def test_a_template_that_does_not_render_ends_with_2_and_writes_nothing(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = stored.parent / "own"
    own.mkdir()
    (own / "FINAL_REPORT.md.j2").write_text("\n{{ nothing }}\n")
    assert command_line(["report", "latest", "--templates", str(own)]) == 2
    assert "own/FINAL_REPORT.md.j2:2: the template does not render: 'nothing' is undefined" in capsys.readouterr().err
    assert not (stored / "FINAL_REPORT.md").exists()


def test_a_run_that_is_not_there_ends_with_2(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["report", "CORE-999/latest"]) == 2
    assert "CORE-999/latest: no finished run in results/CORE-999" in capsys.readouterr().err


def test_a_run_without_findings_ends_with_2(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (stored / "findings.json").unlink()
    assert command_line(["report", "latest"]) == 2
    assert "findings.json: cannot be read" in capsys.readouterr().err


def test_a_run_json_kept_under_another_name_has_no_folder_to_render_in(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = (stored / "run.json").rename(stored / "base.json")
    assert command_line(["report", str(kept)]) == 2
    assert "a report is rendered in a run folder" in capsys.readouterr().err


def test_a_folder_far_above_a_run_is_no_folder_of_runs(stored: Path) -> None:
    assert command_line(["report", str(stored.parents[2])]) == 2
    assert not (stored / "FINAL_REPORT.md").exists()
