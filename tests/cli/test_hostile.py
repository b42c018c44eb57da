"""The corpus of hostile text through what the commands print of a ledger and of a run that was changed by hand."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.findings.ledger_file import note_run, read_ledger
from harness.findings.store import write_findings, write_run
from harness.subject import environments
from harness.subject.environments import Kept
from tests.cli.conftest import Ended
from tests.harness.report.factory import document, finding, found, passing, run
from tests.harness.report.hostile import CORPUS
from tests.harness.report.test_hostile import ORDER, hidden_in

Stress = Callable[..., Ended]


@pytest.fixture
def ledger(folder: Path) -> Path:
    bugs = [
        finding(f"CORE-008-BUG-{n:03d}", title=text, component=text, fingerprint=f"{n:016x}")
        for n, text in enumerate(CORPUS.values())
    ]
    note_run(folder / "results", found(run(), *bugs))
    return folder / "results"


def test_the_list_of_findings_is_a_table_of_text(stress: Stress, ledger: Path) -> None:
    told = stress("findings", "list").out
    assert (hidden_in(told), ORDER.findall(told)) == (set(), [])
    assert told.count("CORE-008-BUG-") == len(CORPUS)


def test_the_list_as_json_is_read_back(stress: Stress, ledger: Path) -> None:
    told = stress("findings", "list", "--json").out
    assert hidden_in(told) == set()
    entries = read_ledger(ledger).entries.values()
    assert sorted(f["title"] for f in json.loads(told)["findings"]) == sorted(e.title for e in entries)


def test_a_finding_is_shown_as_text(stress: Stress, ledger: Path) -> None:
    for number in range(len(CORPUS)):
        told = stress("findings", "show", f"CORE-008-BUG-{number:03d}").out
        assert (hidden_in(told) - {"\t"}, ORDER.findall(told)) == (set(), []), told
        assert told.endswith("results/CORE-008/run-2026-03-04-001\n")


def test_what_was_written_into_a_run_by_hand_is_told_as_text(stress: Stress, folder: Path) -> None:
    run_dir = folder / "results" / "CORE-008" / "run-2026-03-04-001"
    run_dir.mkdir(parents=True)
    write_run(run_dir, passing()[0])
    write_findings(run_dir, document())
    (run_dir / "FINAL_REPORT.md").write_bytes("\n".join(CORPUS.values()).encode("utf-8", "replace"))
    ended = stress("report", "verify", "latest")
    assert ended.code == 1
    assert (hidden_in(ended.out) - {"\t"}, ORDER.findall(ended.out)) == (set(), [])


@pytest.mark.parametrize("before", range(0, 78, 6))
def test_no_order_stands_at_the_start_of_a_line_wherever_a_mission_s_words_are_folded(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], before: int
) -> None:
    hostile = f"{'a ' * (before // 2)}::error::acts ##[group]acts"
    path = write_mission("OWN-001", json.dumps(hostile))
    path.write_text(path.read_text().replace("Every output is right.", json.dumps(hostile)))
    for asked in (("list",), ("show", "OWN-001")):
        ended = stress(*asked)
        assert (ended.code, ORDER.findall(ended.out)) == (0, []), ended.out


def test_no_order_stands_in_the_table_of_environments(stress: Stress, monkeypatch: pytest.MonkeyPatch) -> None:
    requirement = "stageflow-core @ file:///a-folder-with-a-name/that-is-long ::error::acts"
    one = Kept(Path("one"), (requirement,), "3.12.0", {}, 0)
    monkeypatch.setattr(environments, "kept", lambda: iter([one]))
    assert ORDER.findall(stress("subject", "list").out) == []
