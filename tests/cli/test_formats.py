"""`--format`: what else is written beside the report, on `run` and on `report`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended
from tests.cli.small import STAGES, own_mission
from tests.cli.test_run import only_run

Stress = Callable[..., Ended]
FILES = {"FINAL_REPORT.html", "junit.xml", "findings.sarif", "github-annotations.txt", "github-summary.md"}


@pytest.fixture
def own(folder: Path) -> Path:
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "OWN-001.yaml").write_text(own_mission("LostUpdate"))
    return folder


def written(run_dir: Path) -> set[str]:
    return FILES & {p.name for p in run_dir.iterdir()}


def test_nothing_else_is_written_unless_it_is_asked_for(stress: Stress, own: Path) -> None:
    stress("run", "OWN-001", "--quiet")
    run_dir = only_run(own / "results")
    assert written(run_dir) == set()
    assert stress("report", str(run_dir), "--format", "junit").code == 0
    assert written(run_dir) == {"junit.xml"}


def test_all_formats_are_written_and_rendered_again_alike(
    stress: Stress, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    ended = stress("run", "OWN-001", "--quiet", "--format", "md,json,html,junit,sarif,github")
    assert (ended.code, ended.out) == (1, "")
    run_dir = only_run(own / "results")
    assert written(run_dir) == FILES
    before = {name: (run_dir / name).read_bytes() for name in FILES}
    for name in FILES:
        (run_dir / name).write_text("damaged")
    assert stress("check", str(run_dir)).code == 1
    assert {name: (run_dir / name).read_bytes() for name in FILES} == before
    assert b"missions/OWN-001.yaml,line=12," in before["github-annotations.txt"]


def test_on_github_the_step_prints_annotations_and_adds_to_its_summary(
    stress: Stress, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(own / "summary.md"))
    (own / "summary.md").write_text("# before\n")
    ended = stress("run", "OWN-001", "--quiet", "--format", "github")
    assert ended.out.startswith("::error file=missions/OWN-001.yaml,line=12,title=")
    assert (own / "summary.md").read_text().startswith("# before\n## OWN-001: NEEDS")
    assert stress("run", "OWN-001", "--quiet", "--format", "github", "--json").out.startswith("{")


@pytest.mark.parametrize(
    ("text", "said"), [("pdf", "unknown format 'pdf'"), ("junti", "did you mean 'junit'?"), ("", "unknown format ''")]
)
def test_an_unknown_format_is_refused_before_anything_runs(stress: Stress, own: Path, text: str, said: str) -> None:
    ended = stress("run", "OWN-001", "--format", text)
    assert (ended.code, said in ended.err) == (2, True), ended.err
    assert not (own / "results").exists()
