"""Whatever a file holds: it is a mission, or it is refused with problems that have a place."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import bundled
from harness.errors import MissionError
from harness.mission import load_mission
from harness.mission.key_topics import SAMPLE
from harness.mission.names import WITHOUT_PIPELINE

REFERENCE = (bundled.MISSIONS / "CORE-008.yaml").read_bytes()
PIECES = (
    b"",
    b"\t",
    b": ",
    b"- ",
    b"{",
    b"]",
    b"'",
    b'"',
    b"&a ",
    b"*a ",
    b"\n",
    b"  ",
    b"!!set ",
    b"#",
    b"\x00",
    b"\xe9",
    b"? ",
)
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # as the harness reads: a tenth of the time
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
OF_THE_MODELS = re.compile(r"Input should|pydantic|Extra inputs|_type\b|NoneType")
"""Words of the library that validates; an author is told in those of the format."""
VALUES: tuple[Any, ...] = (
    *(None, 1, -1, 2.5, True, "", "x", "${iterations}", "${nope}", "a:b", 10**30),
    *([], [1], ["a"], [[]], {}, {"a": 1}, {"id": "x"}, {"check": ["x"]}, [{"name": "a", "dependencies": ["a"]}]),
)


def outcome(path: Path, content: bytes, overrides: Mapping[str, str]) -> None:
    path.write_bytes(content)
    try:
        mission = load_mission(path, overrides)
    except MissionError as error:
        assert error.problems
        assert all(problem.message and "\n" not in problem.message for problem in error.problems)
        assert not [problem for problem in error.problems if OF_THE_MODELS.search(problem.message)]
        assert all(problem.line or problem.file.startswith("--set ") for problem in error.problems)
    else:
        assert all(pipeline.shape() or pipeline.scenario in WITHOUT_PIPELINE for pipeline in mission.pipelines)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "mission.yaml"


@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes(path: Path, content: bytes) -> None:
    outcome(path, content, {})


@settings(deadline=None)
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(REFERENCE)), st.integers(0, 30), st.sampled_from(PIECES)), max_size=4)
)
def test_any_slip_of_the_pen(path: Path, cuts: list[tuple[int, int, bytes]]) -> None:
    content = REFERENCE
    for start, length, piece in cuts:
        content = content[:start] + piece + content[start + length :]
    outcome(path, content, {})


@settings(deadline=None)
@given(data=st.data(), text=st.sampled_from(["1", "0", "x", "", "${a}", "9" * 20, "3.0"]))
def test_any_value_in_any_place(path: Path, data: st.DataObject, text: str) -> None:
    document = yaml.load(data.draw(st.sampled_from([REFERENCE, SAMPLE.read_bytes()])), Loader=LOADER)
    place = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(st.sampled_from(VALUES))
    outcome(path, yaml.dump(document, Dumper=DUMPER).encode(), {"iterations": text})
