"""Broken missions, each with the words in which it is refused.

One more: write tests/data/broken_missions/NAME.yaml, let `stageflow-stress validate NAME.yaml` say in that folder what
is wrong, read it as the author of such a file would, and keep all but the last line in NAME.txt.
"""

import re
from pathlib import Path

import pytest

from harness.errors import MissionError
from harness.mission import load_mission

FOLDER = Path(__file__).parents[2] / "data" / "broken_missions"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_mission_is_refused_in_these_words(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(FOLDER)
    with pytest.raises(MissionError) as refused:
        load_mission(Path(f"{name}.yaml"))
    assert f"{refused.value}\n" == (FOLDER / f"{name}.txt").read_text()


def test_there_are_enough_and_each_has_its_words() -> None:
    assert len(NAMES) >= 60
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_problem_has_a_place_in_the_file_and_most_have_a_next_step(name: str) -> None:
    lines = (FOLDER / f"{name}.txt").read_text().splitlines()
    height = (FOLDER / f"{name}.yaml").read_bytes().count(b"\n") + 1
    places = [
        re.match(rf"{re.escape(name)}\.yaml:(\d+):(\d+): \S", line) for line in lines if not line.startswith("  ")
    ]
    assert places and all(place and 1 <= int(place[1]) <= height for place in places)
    assert not [line for line in lines if re.search(r"pydantic|_type\b|should be|Input ", line)]
