"""`stageflow-stress new` and `stageflow-stress schema`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.mission import load_mission, schema
from harness.mission.blank import BLANK, BLANK_ID

Stress = Callable[..., Any]
Write = Callable[..., Path]


def test_a_new_mission_holds_and_calibrates(stress: Stress, folder: Path) -> None:
    ended = stress("new", "ORDERS-001")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "missions/ORDERS-001.yaml: written",
        "  stageflow-stress validate ORDERS-001",
        "  stageflow-stress run ORDERS-001",
    ]
    assert stress("validate", "ORDERS-001").code == 0
    (run,) = json.loads(stress("run", "ORDERS-001", "--quiet", "--json").out)["runs"]
    assert (run["verdict"], run["exit_code"], run["findings"]) == ("PASS", 0, [])
    assert {h["id"]: h["result"] for h in run["hypotheses"]} == {"H1": "holds", "H2": "holds", "H3": "holds"}
    assert [c["caught"] for c in run["calibration"]] == [True]


def test_its_first_line_leads_editors_to_the_schema_beside_it(stress: Stress, folder: Path) -> None:
    stress("new", "ORDERS-001")
    first = (folder / "missions" / "ORDERS-001.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=mission.schema.json"
    assert json.loads((folder / "missions" / "mission.schema.json").read_text()) == schema()


@pytest.mark.parametrize("mission_id", ["A-1", "12", "1e5", "true", "0x1F", "a", "X" * 64])
def test_any_id_is_kept_as_text(stress: Stress, folder: Path, mission_id: str) -> None:
    assert stress("new", mission_id).code == 0
    mission = load_mission(folder / "missions" / f"{mission_id}.yaml")
    assert (mission.id, mission.findings[0].id) == (mission_id, f"{mission_id}-BUG-001")


@pytest.mark.parametrize("mission_id", ["", "a b", "../up", "A_1", "-a", "A--1", "é", "A-1\n", "X" * 65])
def test_what_is_no_id_is_refused(stress: Stress, folder: Path, mission_id: str) -> None:
    ended = stress("new", "--", mission_id)
    assert (ended.code, ended.out) == (2, "")
    assert "is no id of a mission\n  expected letters and digits, joined by single hyphens" in ended.err
    assert list((folder / "missions").iterdir()) == []


def test_an_id_that_is_taken_is_refused_here_and_among_the_bundled(stress: Stress, write_mission: Write) -> None:
    path = write_mission("A-1")
    before = path.read_text()
    ended = stress("new", "a-1")
    assert (ended.code, ended.err.splitlines()[0]) == (2, "there is a mission A-1 already: missions/A-1.yaml")
    assert path.read_text() == before
    assert stress("new", "CORE-008").code == 2


def test_a_file_is_never_overwritten(stress: Stress, folder: Path) -> None:
    (folder / "mine.yaml").write_text("mine")
    ended = stress("new", "A-1", "--out", "mine.yaml")
    assert (ended.code, ended.err.splitlines()[0]) == (2, "mine.yaml exists already")
    assert (folder / "mine.yaml").read_text() == "mine"


def test_a_schema_of_another_version_stays_and_is_told(stress: Stress, folder: Path) -> None:
    beside = folder / "missions" / "mission.schema.json"
    beside.write_text("{}")
    ended = stress("new", "A-1")
    assert ended.code == 0
    assert ended.err.splitlines()[0] == "missions/mission.schema.json: of another version, left as it is"
    assert stress("schema", "--out", "missions/mission.schema.json").code == 0
    assert json.loads(beside.read_text()) == schema()


def test_another_folder_is_made_where_it_is_missing(stress: Stress, folder: Path) -> None:
    ended = stress("new", "A-1", "--out", "deep/er/a.yaml")
    assert (ended.code, ended.out.splitlines()[1]) == (0, "  stageflow-stress validate deep/er/a.yaml")
    assert stress("validate", "deep/er/a.yaml").code == 0


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("a.txt", "--out a.txt: a mission is a .yaml or .yml file"),
        ("file/a.yaml", "cannot write file/a.yaml: file is no folder"),
    ],
)
def test_a_place_that_cannot_be_is_refused(stress: Stress, folder: Path, out: str, said: str) -> None:
    (folder / "file").write_text("")
    ended = stress("new", "A-1", "--out", out)
    assert (ended.code, ended.err.splitlines()[0]) == (2, said)


def test_the_blank_mission_is_one() -> None:
    assert load_mission(BLANK).id == BLANK_ID


def test_the_schema_is_printed_and_nothing_else(stress: Stress) -> None:
    ended = stress("schema")
    assert (ended.code, ended.err, json.loads(ended.out)) == (0, "", schema())


def test_a_place_for_the_schema_that_cannot_be_is_refused(stress: Stress, folder: Path) -> None:
    ended = stress("schema", "--out", "nowhere/schema.json")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("nowhere/schema.json: cannot be written")
