"""`run` with several subjects, as a user meets it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.findings.matrix import Matrix
from tests.cli.conftest import Ended

Stress = Callable[..., Ended]
BROKEN = "path:broken"


@pytest.fixture
def broken(folder: Path) -> str:
    """A subject that is a package and does not import."""
    (folder / "broken" / "stageflow").mkdir(parents=True)
    (folder / "broken" / "stageflow" / "__init__.py").write_text("import no_such_module\n")
    return BROKEN


def test_one_that_cannot_be_used_stops_no_other_and_ends_with_2(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], broken: str
) -> None:
    write_mission("OWN-001")
    ended = stress("run", "OWN-001", "--subject", broken, "--subject", "bundled", "--budget", "5t", "--json")
    assert ended.code == 2
    told = json.loads(ended.out)
    (entry,) = told["runs"]
    assert (entry["subject"], entry["verdict"]) == ("bundled", "PASS")
    matrix = Matrix.model_validate_json((folder / told["matrix_dir"] / "matrix.json").read_bytes())
    first, second = matrix.missions[0].cells
    assert "No module named 'no_such_module'" in first.error
    assert (second.verdict, second.run_id) == ("PASS", Path(entry["run_dir"]).name)
    assert (folder / told["matrix_dir"] / ".." / "OWN-001" / second.run_id / "FINAL_REPORT.md").is_file()
    assert "OWN-001 on path:broken: the subject does not import" in ended.err
    assert matrix.command == f"stageflow-stress run OWN-001 --subject {broken} --subject bundled --seed 0 --budget 5t"
    assert f"Comparison: {told['matrix_dir']}/MATRIX.md" in ended.err


def test_a_subject_that_there_is_not_stops_all_before_anything_runs(
    stress: Stress, folder: Path, write_mission: Callable[..., Path]
) -> None:
    write_mission("OWN-001")
    for asked in (("--subject", "bundled", "--subject", "bundeld"), ("--python", "3.99")):
        ended = stress("run", "OWN-001", *asked)
        assert ended.code == 2
        assert "expected" in ended.err
        assert not (folder / "results").exists()


def test_a_baseline_is_updated_from_one_subject_only(
    stress: Stress, folder: Path, write_mission: Callable[..., Path]
) -> None:
    write_mission("OWN-001")
    several = ("--subject", "bundled", "--subject", "installed")
    ended = stress("run", "OWN-001", *several, "--baseline", "known.yaml", "--update-baseline")
    assert ended.code == 2
    assert "--update-baseline is for one subject" in ended.err
