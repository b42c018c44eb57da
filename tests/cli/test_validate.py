"""`stageflow-stress validate`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Stress = Callable[..., Any]
Write = Callable[..., Path]

OK = "ok, 1 hypothesis, 1 pipeline, 1 check, 0 findings"


@pytest.fixture
def broken(write_mission: Write) -> Path:
    path = write_mission("BAD-1")
    path.write_text(path.read_text().replace("P1", "P9").replace("fan_out", "fanout"))
    return path


def test_a_mission_that_is_fine_gets_one_line(stress: Stress, write_mission: Write) -> None:
    write_mission("A-1")
    ended = stress("validate", "missions/A-1.yaml")
    assert (ended.code, ended.out, ended.err) == (0, f"missions/A-1.yaml: {OK}\n", "")


def test_every_problem_of_every_file_is_said_at_once(stress: Stress, write_mission: Write, broken: Path) -> None:
    write_mission("A-1")
    ended = stress("validate", "missions/A-1.yaml", str(broken), "missions/C-3.yaml")
    assert (ended.code, ended.out) == (2, f"missions/A-1.yaml: {OK}\n")
    assert ended.err.splitlines() == [
        "missions/BAD-1.yaml:4:11: 'priority' is text 'P9', expected P0, P1 or P2",
        "  how soon it has to be looked at",
        "missions/BAD-1.yaml:13:19: unknown graph 'fanout'",
        "  did you mean 'fan_out'?",
        "missions/C-3.yaml: does not exist",
        "  did you mean 'A-1.yaml'?",
        "3 problems in 2 files",
    ]


def test_ids_and_globs_are_files_too(stress: Stress, write_mission: Write) -> None:
    write_mission("A-1")
    write_mission("A-2")
    ended = stress("validate", "A-*", "CORE-008")
    assert ended.code == 0
    assert [line.split(": ")[0] for line in ended.out.splitlines()][:2] == ["missions/A-1.yaml", "missions/A-2.yaml"]
    assert len(ended.out.splitlines()) == 3


def test_nothing_that_a_mission_names_is_imported(stress: Stress, write_mission: Write, folder: Path) -> None:
    path = write_mission("A-1")
    text = path.read_text().replace("    graph:", "    behaviour: trap:Trap\n    graph:")
    path.write_text(text.replace("every_output_is_golden", "every_stage_runs_exactly_once"))
    (folder / "trap.py").write_text("raise SystemExit('imported')")
    assert stress("validate", "A-1").code == 0


def test_a_file_is_needed(stress: Stress) -> None:
    ended = stress("validate")
    assert (ended.code, ended.out) == (2, "")
