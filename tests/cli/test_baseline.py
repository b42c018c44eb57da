"""`run --baseline`: what is known fails no run, what is new does."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.conftest import Ended
from tests.cli.small import STAGES, own_mission
from tests.cli.test_run import document, only_run

Stress = Callable[..., Ended]


def mission(folder: Path, behaviour: str) -> None:
    (folder / "missions" / "own_stages.py").write_text(STAGES)
    (folder / "missions" / "OWN-001.yaml").write_text(own_mission(behaviour))


def answers(run_dir: Path) -> list[str]:
    used: dict[str, Any] = document(run_dir)["baseline"]
    return [a["status"] for a in used["answers"]]


def test_a_baseline_is_begun_holds_and_is_left_when_the_defect_is_mended(stress: Stress, folder: Path) -> None:
    mission(folder, "LostUpdate")
    begun = stress("run", "OWN-001", "--baseline", "known.yaml", "--update-baseline", "--out", "a")
    assert (begun.code, answers(only_run(folder / "a"))) == (0, ["new"])
    assert "known.yaml: 1 added, 0 removed" in begun.err
    text = Path("known.yaml").read_text()
    assert "OWN-001-BUG-" in text

    held = stress("run", "OWN-001", "--baseline", "known.yaml", "--out", "b")
    run_dir = only_run(folder / "b")
    assert (held.code, answers(run_dir), document(run_dir)["verdict"]) == (0, ["known"], "NEEDS_WORK")
    assert "Baseline known.yaml: 1 known." in " ".join(held.err.replace("│", "").split())
    assert "Baseline known.yaml: 1 known." in (run_dir / "FINAL_REPORT.md").read_text()

    Path("known.yaml").write_text(text.replace("    severity:", "    until: 2020-01-31\n    severity:"))
    over = stress("run", "OWN-001", "--baseline", "known.yaml", "--out", "c")
    assert (over.code, answers(only_run(folder / "c"))) == (1, ["expired"])

    Path("known.yaml").write_text(text.replace("findings:", "findings:\n  # found by the first run"))
    mission(folder, "Local")
    mended = stress("run", "OWN-001", "--baseline", "known.yaml", "--update-baseline", "--out", "d")
    assert (mended.code, answers(only_run(folder / "d"))) == (0, [])
    assert "OWN-001-BUG-" not in Path("known.yaml").read_text()


def test_a_run_is_judged_again_by_the_baseline_it_had(stress: Stress, folder: Path) -> None:
    mission(folder, "LostUpdate")
    stress("run", "OWN-001", "--baseline", "known.yaml", "--update-baseline", "--out", "a")
    stress("run", "OWN-001", "--baseline", "known.yaml")
    run_dir = only_run(folder / "results")
    before = (run_dir / "run.json").read_bytes()
    Path("known.yaml").unlink()
    assert stress("check", str(run_dir)).code == 0
    assert (run_dir / "run.json").read_bytes() == before
    (run_dir / "config" / "baseline.yaml").write_text("schema: 1\n")
    again = stress("check", str(run_dir))
    assert (again.code, "not the baseline of this run any more" in again.err) == (2, True)
    assert (run_dir / "run.json").read_bytes() == before


def test_each_run_is_entered_in_the_ledger_once(stress: Stress, folder: Path) -> None:
    mission(folder, "LostUpdate")
    for _ in range(2):
        stress("run", "OWN-001", "--quiet")
    for run_dir in (folder / "results" / "OWN-001").glob("run-*"):
        stress("check", str(run_dir))
    (entry,) = json.loads(stress("findings", "list", "--json").out)["findings"]
    assert (entry["occurrences"], len(entry["runs"]), entry["status"]) == (2, 2, "open")


def test_a_ledger_that_cannot_be_written_changes_no_exit_code(stress: Stress, folder: Path) -> None:
    mission(folder, "Local")
    (folder / "results").mkdir()
    (folder / "results" / "ledger.json").write_text('{"schema": 2}')
    ended = stress("run", "OWN-001", "--quiet")
    assert ended.code == 0
    assert "not entered in the ledger, which changes nothing about this run" in ended.err


def test_a_baseline_that_cannot_be_used_stops_before_anything_runs(stress: Stress, folder: Path) -> None:
    mission(folder, "Local")
    Path("bad.yaml").write_text("schema: 1\nfindngs: {}\n")
    for arguments, said in (
        (("--baseline", "bad.yaml"), "bad.yaml:2:1: unknown key 'findngs'\n  did you mean 'findings'?"),
        (("--baseline", "nowhere.yaml"), "there is no such file\n  --update-baseline beside it writes one"),
        (("--update-baseline",), "--update-baseline writes the file of --baseline FILE, which is missing"),
    ):
        ended = stress("run", "OWN-001", *arguments)
        assert (ended.code, said in ended.err) == (2, True), ended.err
    assert not (folder / "results").exists()
    assert not Path("nowhere.yaml").exists()
