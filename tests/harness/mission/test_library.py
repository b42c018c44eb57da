"""Which files a name means."""

from pathlib import Path

import pytest

from harness import bundled
from harness.errors import MissionError
from harness.mission.library import all_missions, find, read_id


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two missions of its own, and three bundled ones, one id in both places."""
    shipped = tmp_path / "shipped"
    own = tmp_path / "work" / "missions"
    shipped.mkdir()
    own.mkdir(parents=True)
    for folder, ids in ((shipped, ("CORE-001", "CORE-002", "BOTH-1")), (own, ("MINE-1", "BOTH-1"))):
        for mission_id in ids:
            (folder / f"{mission_id}.yaml").write_text(f"schema: 1\nid: {mission_id}\n")
    monkeypatch.setattr(bundled, "MISSIONS", shipped)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def names(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}/{path.name}" for path in paths]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("MINE-1", ["missions/MINE-1.yaml"], id="own"),
        pytest.param("CORE-002", ["shipped/CORE-002.yaml"], id="bundled"),
        pytest.param("CORE-*", ["shipped/CORE-001.yaml", "shipped/CORE-002.yaml"], id="glob"),
        pytest.param("*-00[1]", ["shipped/CORE-001.yaml"], id="glob-with-a-set"),
        pytest.param("missions/MINE-1.yaml", ["missions/MINE-1.yaml"], id="file"),
        pytest.param("missions/*.yaml", ["missions/BOTH-1.yaml", "missions/MINE-1.yaml"], id="glob-over-files"),
        pytest.param("../shipped/BOTH-1.yaml", ["shipped/BOTH-1.yaml"], id="file-elsewhere"),
    ],
)
def test_what_a_name_means(house: Path, name: str, expected: list[str]) -> None:
    assert names(find(name, house)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "CORE-01",
            [
                "mission 'CORE-01': not in ./missions, nor among the bundled ones",
                "  did you mean 'CORE-001'?",
                "  stageflow-stress list  shows the missions there are",
            ],
            id="near-an-id",
        ),
        pytest.param(
            "mine-1",
            [
                "mission 'mine-1': not in ./missions, nor among the bundled ones",
                "  did you mean 'MINE-1'?",
                "  stageflow-stress list  shows the missions there are",
            ],
            id="other-case",
        ),
        pytest.param(
            "Z*",
            [
                "mission 'Z*': not in ./missions, nor among the bundled ones",
                "  missions: BOTH-1, CORE-001, CORE-002, MINE-1",
                "  stageflow-stress list  shows the missions there are",
            ],
            id="glob-without-a-match",
        ),
        pytest.param(
            "BOTH-1",
            [
                "mission 'BOTH-1': two files have this id: missions/BOTH-1.yaml and {shipped}/BOTH-1.yaml",
                "  give one of them another id, or name the file",
            ],
            id="two-files",
        ),
        pytest.param(
            "missions/MIN-1.yaml",
            ["missions/MIN-1.yaml: does not exist", "  did you mean 'MINE-1.yaml'?"],
            id="no-such-file",
        ),
        pytest.param(
            "mission/MINE-1.yaml",
            [
                "mission/MINE-1.yaml: does not exist, nor does its folder mission",
                "  stageflow-stress list  shows the missions there are",
            ],
            id="no-such-folder",
        ),
        pytest.param("missions/", ["missions/: is a folder", "  name its files: missions/*.yaml"], id="folder"),
    ],
)
def test_what_no_name_means(house: Path, name: str, expected: list[str]) -> None:
    with pytest.raises(MissionError) as refused:
        find(name, house)
    shipped = str(house.parent / "shipped")
    assert str(refused.value).split("\n") == [line.format(shipped=shipped) for line in expected]


def test_one_file_seen_from_two_places_is_one_mission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missions = tmp_path / "missions"
    missions.mkdir()
    (missions / "A-1.yaml").write_text("id: A-1\n")
    (tmp_path / "shipped").symlink_to(missions)
    monkeypatch.setattr(bundled, "MISSIONS", tmp_path / "shipped")
    assert names(find("A-1", tmp_path)) == ["missions/A-1.yaml"]
    assert names(all_missions(tmp_path)) == ["missions/A-1.yaml"]


def test_all_missions_come_in_the_order_of_their_ids(house: Path) -> None:
    assert [read_id(path) for path in all_missions(house)] == ["BOTH-1", "BOTH-1", "CORE-001", "CORE-002", "MINE-1"]


def test_no_missions_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "MISSIONS", tmp_path / "nothing")
    assert all_missions(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "mission_id"),
    [
        pytest.param("id: A-1\n", "A-1", id="plain"),
        pytest.param("# id: B\nid : 'A-1'  # here\n", "A-1", id="quoted-after-a-comment"),
        pytest.param("hypotheses:\n  - id: H1\nid: A-1\n", "A-1", id="after-other-ids"),
        pytest.param("title: [broken\nid: A-1\n", "A-1", id="in-a-broken-file"),
        pytest.param("title: none\n", "the-file", id="none"),
        pytest.param("", "the-file", id="empty"),
    ],
)
def test_the_id_of_a_file_is_read_without_the_rest(tmp_path: Path, text: str, mission_id: str) -> None:
    path = tmp_path / "the-file.yaml"
    path.write_text(text)
    assert read_id(path) == mission_id
