"""`stageflow-stress findings`: what all runs found, as a user meets it; each test starts from the exit code."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from harness.findings.ledger_file import LEDGER, note_run
from harness.findings.store import write_run
from tests.cli.conftest import Ended
from tests.harness.report.factory import finding, found, mission, run, strength

Stress = Callable[..., Ended]

REMARKS = """\
remarks:
  - mission: CORE-008
    type: dx
    severity: low
    title: The error of a misspelt stage is hard to find
    description: It stands after two screens of log lines.
    component: Pipeline
    by: a reader of the log
"""


@pytest.fixture
def ledger(folder: Path) -> Path:
    """A results folder with three findings over two runs."""
    bug = finding()
    low = finding("CORE-001-BUG-001", severity="low", component="OutputBag", title="Two writers win")
    note_run(folder / "results", found(run(), bug, strength()))
    later = run(run_id="run-2026-03-05-001", started_at="2026-03-05T00:00:00Z", mission=mission(id="CORE-001"))
    note_run(folder / "results", found(later, low))
    return folder / "results"


def listed(stress: Stress, *arguments: str) -> list[str]:
    ended = stress("findings", "list", "--json", *arguments)
    assert ended.code == 0
    return [f["id"] for f in json.loads(ended.out)["findings"]]


def test_the_gravest_come_first(stress: Stress, ledger: Path) -> None:
    assert listed(stress) == ["CORE-008-BUG-001", "CORE-001-BUG-001", "CORE-008-STR-001"]
    ended = stress("findings", "list")
    assert ended.code == 0
    assert max(map(len, ended.out.splitlines())) <= 80
    assert [line.split()[0] for line in ended.out.splitlines()][:2] == ["ID", "CORE-008-BUG-001"]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--severity", "low"), ["CORE-001-BUG-001"]),
        (("--severity", "low", "--severity", "critical"), ["CORE-008-BUG-001", "CORE-001-BUG-001"]),
        (("--type", "strength"), ["CORE-008-STR-001"]),
        (("--component", "OutputBag"), ["CORE-001-BUG-001"]),
        (("--mission", "CORE-008", "--type", "bug"), ["CORE-008-BUG-001"]),
        (("--subject", "bundled", "--status", "open", "--type", "bug"), ["CORE-008-BUG-001", "CORE-001-BUG-001"]),
        (("--subject", "path:elsewhere"), []),
        (("--status", "resolved"), []),
    ],
)
def test_filters_narrow_the_list(stress: Stress, ledger: Path, arguments: tuple[str, ...], ids: list[str]) -> None:
    assert listed(stress, *arguments) == ids


def test_a_narrow_terminal_breaks_no_id(stress: Stress, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.cli.findings_command.stdout", lambda: Console(width=40, file=sys.stdout))
    ended = stress("findings", "list")
    assert ended.out.splitlines()[:3] == [
        "CORE-008-BUG-001",
        "  critical, open, seen 1",
        "  The title of CORE-008-BUG-001",
    ]


def test_a_finding_is_shown_with_what_shows_it_again_as_long_as_a_run_of_it_is_there(
    stress: Stress, ledger: Path
) -> None:
    replay = finding().replay.model_copy(update={"command": "stageflow-stress replay results/CORE-008/old BUG-001"})
    older = found(run(), finding(replay=replay))
    newer = found(run(run_id="run-2026-03-06-001", started_at="2026-03-06T00:00:00Z"), finding())
    for seen in (older, newer):
        (ledger / "CORE-008" / seen.run_id).mkdir(parents=True)
        write_run(ledger / "CORE-008" / seen.run_id, seen)
        note_run(ledger, seen)
    show = ("findings", "show", "CORE-008-BUG-001")
    assert stress(*show).out.endswith("See it again:\n  stageflow-stress run CORE-008 --seed 0\n")
    shutil.rmtree(ledger / "CORE-008" / newer.run_id)
    lines = stress(*show).out.splitlines()
    assert lines[0] == "CORE-008-BUG-001  critical bug, open"
    assert "    results/CORE-008/run-2026-03-04-001" in lines
    assert lines[-1] == f"  {replay.command}"
    assert json.loads(stress(*show, "--json").out)["replay"] == replay.command
    shutil.rmtree(ledger / "CORE-008")
    ended = stress(*show)
    assert "See it again" not in ended.out
    assert "  seen 2 times, from 2026-03-04T05:06:07Z to 2026-03-06T00:00:00Z\n" in ended.out


def test_long_text_is_folded_to_80_columns(stress: Stress, folder: Path) -> None:
    note_run(folder / "results", found(run(), finding(title="A title " + "that is long " * 20)))
    assert max(map(len, stress("findings", "show", "BUG-001").out.splitlines())) <= 80


def test_a_decision_is_noted_and_what_comes_back_is_regressed(stress: Stress, ledger: Path) -> None:
    assert stress("findings", "accept", "BUG-001", "--reason", "x").code == 2  # two missions have one
    accepted = stress(
        "findings", "accept", "CORE-008-BUG-001", "--reason", "waits", "--until", "2999-01-31", "--owner", "core"
    )
    assert (accepted.code, accepted.out) == (0, "CORE-008-BUG-001: accepted until 2999-01-31\n")
    assert listed(stress, "--status", "accepted") == ["CORE-008-BUG-001"]
    shown = stress("findings", "show", "CORE-008-BUG-001").out
    assert "owner: core" in shown
    assert "results/CORE-008/run-2026-03-04-001" in shown
    assert stress("findings", "resolve", "CORE-008-BUG-001", "--reason", "mended").code == 0
    assert listed(stress, "--status", "resolved") == ["CORE-008-BUG-001"]
    later = run(run_id="run-2999-01-01-001", started_at="2999-01-01T00:00:00Z")
    note_run(ledger, found(later, finding()))
    assert listed(stress, "--status", "regressed") == ["CORE-008-BUG-001"]


def test_an_acceptance_that_is_over_is_open_again(stress: Stress, ledger: Path) -> None:
    stress("findings", "accept", "CORE-008-BUG-001", "--reason", "waits", "--until", "2020-01-31")
    assert "CORE-008-BUG-001" in listed(stress, "--status", "open")


def test_remarks_stand_apart(stress: Stress, ledger: Path) -> None:
    Path("remarks.yaml").write_text(REMARKS)
    added = stress("findings", "add", "remarks.yaml")
    assert added.code == 0
    assert added.out.startswith("CORE-008-DX-")
    again = stress("findings", "add", "remarks.yaml")
    assert "(reported 2 times)" in again.out
    document = json.loads(stress("findings", "list", "--json").out)
    assert [f["reported_by"] for f in document["reported"]] == [["a reader of the log"]]
    assert len(document["findings"]) == 3
    assert "Reported, not checked:" in stress("findings", "list").out


BAD = {
    "unknown-finding": (("show", "CORE-008-BUG-002"), "did you mean 'CORE-008-BUG-001'?"),
    "unknown-severity": (("list", "--severity", "hihg"), "did you mean 'high'?"),
    "unknown-status": (("list", "--status", "closed"), "expected: open, regressed, accepted, resolved"),
    "no-day": (
        ("accept", "CORE-008-BUG-001", "--reason", "x", "--until", "soon"),
        "expected a date such as 2027-01-31",
    ),
    "no-reason": (("accept", "CORE-008-BUG-001", "--reason", " "), "--reason is empty"),
    "two-of-a-name": (("resolve", "BUG-001"), "BUG-001 means 2 findings: CORE-0"),
    "no-file": (("add", "nowhere.yaml"), "nowhere.yaml: cannot be read"),
    "no-remarks": (("add", "empty.yaml"), "expected 'remarks:' and a list"),
    "unknown-key": (("add", "key.yaml"), "key.yaml:7:5: unknown key 'bye'\n  did you mean 'by'?"),
    "missing-key": (("add", "key.yaml"), "key.yaml:2:5: remark 1 has no 'by'"),
    "placeholder": (("add", "todo.yaml"), "todo.yaml:5:12: 'title' is a placeholder"),
    "damaged-ledger": (("list", "--out", "damaged"), "ledger.json:1:2: not JSON"),
    "no-command": (("lst",), "no such command 'lst'"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_explained_and_changes_nothing(
    stress: Stress, ledger: Path, arguments: tuple[str, ...], said: str
) -> None:
    Path("empty.yaml").write_text("remarks: []\n")
    Path("key.yaml").write_text(REMARKS.replace("    by:", "    bye:").replace("\n    component: Pipeline", ""))
    Path("todo.yaml").write_text(REMARKS.replace("The error of a misspelt stage is hard to find", "tbd"))
    Path("damaged").mkdir()
    Path("damaged/ledger.json").write_text("{")
    before = (ledger / LEDGER).read_bytes()
    ended = stress("findings", *arguments)
    assert (ended.code, ended.out) == (2, ""), ended.err
    assert said.lower() in ended.err.lower()
    assert (ledger / LEDGER).read_bytes() == before
    assert Path("damaged/ledger.json").read_text() == "{"


def test_a_folder_without_findings_says_so(stress: Stress, folder: Path) -> None:
    ended = stress("findings", "list")
    assert (ended.code, ended.out) == (0, "")
    assert "no finding in results/ledger.json" in ended.err


def test_help_of_the_group_lists_its_commands(stress: Stress, folder: Path) -> None:
    text = stress("findings", "--help").out
    assert all(name in text for name in ("list", "show", "accept", "resolve", "add"))
