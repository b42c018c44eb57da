"""Which runs of two folders are compared with each other."""

from pathlib import Path
from typing import Any

import pytest

from harness.errors import UsageError
from harness.findings.document import SubjectFacts
from harness.findings.pairing import pair_up
from harness.findings.store import write_findings, write_run
from tests.harness.report.factory import document, finding, found, mission, run


def stored(folder: Path, name: str = "CORE-008", number: int = 1, **changes: Any) -> Path:
    made = run(run_id=f"run-2026-03-04-{number:03d}", mission=mission(id=name), **changes)
    run_dir = folder / name / made.run_id
    run_dir.mkdir(parents=True)
    write_run(run_dir, found(made, finding(f"{name}-BUG-001")))
    write_findings(run_dir, document(finding(f"{name}-BUG-001")))
    return run_dir


def names(pairs: Any) -> list[tuple[str, str, str]]:
    return [(one.mission, one.name[-3:], other.name[-3:]) for one, other in pairs.pairs]


@pytest.mark.parametrize("depth", [".", "artifact", "artifact/results"])
def test_the_latest_of_each_mission_is_paired(tmp_path: Path, depth: str) -> None:
    base, head = tmp_path / "base", tmp_path / "head" / depth
    for name in ("CORE-001", "CORE-008"):
        stored(base, name, 1)
        stored(head, name, 1)
        stored(head, name, 2, started_at="2026-03-04T09:00:00Z")
    stored(head, "CORE-009")
    pairs = pair_up(str(base), str(tmp_path / "head"))
    assert names(pairs) == [("CORE-001", "001", "002"), ("CORE-008", "001", "002")]
    assert pairs.alone == (("HEAD", "CORE-009 on bundled, Python 3.11"),)


def test_subjects_and_pythons_are_kept_apart_and_their_patch_versions_are_not(tmp_path: Path) -> None:
    def on(spec: str, python: str) -> dict[str, Any]:
        return {"subject": SubjectFacts(spec=spec, version="0.5.0", digest="0", python=python)}

    stored(tmp_path / "a", number=1, **on("bundled", "3.11.9"))
    stored(tmp_path / "a", number=2, **on("path:x", "3.11.9"))
    stored(tmp_path / "b", number=3, **on("bundled", "3.11.2"))
    stored(tmp_path / "b", number=4, **on("bundled", "3.12.0"))
    pairs = pair_up(str(tmp_path / "a"), str(tmp_path / "b"))
    assert names(pairs) == [("CORE-008", "001", "003")]
    assert pairs.alone == (("BASE", "CORE-008 on path:x, Python 3.11"), ("HEAD", "CORE-008 on bundled, Python 3.12"))


def test_one_run_each_is_a_pair_whatever_they_are_runs_of(tmp_path: Path) -> None:
    one, other = stored(tmp_path / "a"), stored(tmp_path / "b", plant="lost-write")
    for base in (one, one / "run.json", tmp_path / "a" / "CORE-008"):
        assert names(pair_up(str(base), str(other))) == [("CORE-008", "001", "001")]


def test_one_run_against_a_folder_takes_the_run_of_its_kind(tmp_path: Path) -> None:
    one = stored(tmp_path / "a")
    for name in ("CORE-001", "CORE-008"):
        stored(tmp_path / "b", name)
    pairs = pair_up(str(one), str(tmp_path / "b"))
    assert names(pairs) == [("CORE-008", "001", "001")]


@pytest.mark.parametrize("name", ["findings.json", "renamed.json"])
def test_findings_alone_are_enough(tmp_path: Path, name: str) -> None:
    alone = tmp_path / "download" / name
    alone.parent.mkdir()
    alone.write_bytes((stored(tmp_path / "a") / "findings.json").read_bytes())
    ((base, head),) = pair_up(str(alone), str(tmp_path / "a")).pairs
    assert (base.run, base.mission, len(base.findings)) == (None, "CORE-008", 1)
    assert head.run is not None


def test_nothing_in_common_lists_both(tmp_path: Path) -> None:
    for name in ("CORE-001", "CORE-002"):
        stored(tmp_path / "a", name)
    stored(tmp_path / "b", "CORE-003")
    with pytest.raises(UsageError) as refused:
        pair_up(str(tmp_path / "a"), str(tmp_path / "b"))
    assert "BASE: CORE-001 on bundled, Python 3.11; CORE-002 on bundled" in str(refused.value)
    assert "HEAD: CORE-003 on bundled" in str(refused.value)


def test_an_empty_folder_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(UsageError, match=r"no finished run in .* \(looked for"):
        pair_up(str(tmp_path / "a"), str(stored(tmp_path / "b")))
