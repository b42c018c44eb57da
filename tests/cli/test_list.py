"""`stageflow-stress list`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import bundled

Stress = Callable[..., Any]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def only_own_missions(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(bundled, "MISSIONS", folder / "nothing")


def test_missions_are_listed_by_id(stress: Stress, write_mission: Write) -> None:
    write_mission("B-2", "The second")
    write_mission("A-1", "The first")
    ended = stress("list")
    assert (ended.code, ended.err) == (0, "")
    assert [line.rstrip() for line in ended.out.splitlines()] == [
        "ID   TITLE       PRIORITY  RISK      PATH",
        "A-1  The first   P1        moderate  missions/A-1.yaml",
        "B-2  The second  P1        moderate  missions/B-2.yaml",
    ]


def test_json_is_one_document_and_nothing_else(stress: Stress, write_mission: Write) -> None:
    path = write_mission("A-1", '"caf\\u00e9 \\e[31m"')
    ended = stress("list", "--json")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == {
        "missions": [
            {"id": "A-1", "title": "caf\u00e9 \x1b[31m", "priority": "P1", "risk": "moderate", "path": str(path)}
        ]
    }


def test_a_mission_that_does_not_load_is_listed_with_its_first_problem(stress: Stress, write_mission: Write) -> None:
    write_mission("A-1")
    path = write_mission("B-2")
    path.write_text(path.read_text().replace("P1", "P9").replace("risk", "rsik"))
    ended = stress("list")
    assert ended.code == 2
    assert [line.rstrip() for line in ended.out.splitlines()] == [
        "ID   TITLE            PRIORITY  RISK      PATH",
        "A-1  A demonstration  P1        moderate  missions/A-1.yaml",
        "B-2  (does not load)                      missions/B-2.yaml",
    ]
    assert ended.err.splitlines() == [
        "missions/B-2.yaml:1:1: missing key 'risk'",
        "  it gives what it would mean if a promise were broken",
        "  and 2 more: stageflow-stress validate missions/B-2.yaml",
    ]


def test_json_lists_what_does_not_load_too(stress: Stress, folder: Path) -> None:
    (folder / "missions" / "broken.yaml").write_text("id: C-3\ntitle: [")
    ended = stress("list", "--json")
    assert ended.code == 2
    entry = {"id": "C-3", "title": "", "priority": "", "risk": "", "path": str(folder / "missions" / "broken.yaml")}
    assert json.loads(ended.out) == {"missions": [entry]}
    assert ended.err.startswith("missions/broken.yaml:")


def test_a_title_cannot_send_escapes_or_markup(stress: Stress, write_mission: Write) -> None:
    write_mission("A-1", '"\\e]0;owned\\a [red]x[/red]\\nnext"')
    ended = stress("list")
    assert ended.code == 0
    assert "\x1b" not in ended.out and "\x07" not in ended.out
    assert "\\x1b]0;owned\\x07 [red]x[/red] next" in " ".join(ended.out.split())


def test_no_missions_are_said_to_be_none(stress: Stress) -> None:
    ended = stress("list")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "no missions in ./missions, and none bundled\n"


def test_a_bundled_mission_that_lies_elsewhere_is_called_bundled(
    stress: Stress, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, write_mission: Write
) -> None:
    elsewhere = tmp_path_factory.mktemp("shipped")
    write_mission("A-1").rename(elsewhere / "A-1.yaml")
    monkeypatch.setattr(bundled, "MISSIONS", elsewhere)
    assert stress("list").out.splitlines()[1].rstrip() == "A-1  A demonstration  P1        moderate  (bundled)"


def test_a_path_stays_whole_at_80_columns_and_the_title_is_folded(stress: Stress, write_mission: Write) -> None:
    write_mission("ORDERS-001", "Orders that are written by many stages side by side, under every schedule there is")
    lines = [line.rstrip() for line in stress("list").out.splitlines()]
    assert max(map(len, lines)) <= 80
    assert lines[1].endswith("P1        moderate  missions/ORDERS-001.yaml")
