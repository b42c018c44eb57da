"""A small valid mission, edited by the tests, and what loading says of it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from harness.errors import MissionError
from harness.mission import Mission, load_mission

Edit = tuple[str, str]

DEMO = """\
schema: 1
id: DEMO-1
title: A demonstration
priority: P1
risk: moderate
parameters:
  width: {value: 4, min: 1, max: 9, unit: stages}
hypotheses:
  - id: H1
    claim: Every output is right.
    promise: run() returns every output.
    decided_by: [every_output_is_golden]
pipelines:
  - id: wide
    purpose: Stages side by side
    graph: {kind: fan_out, stages: "${width}"}
    checks: [every_output_is_golden]
  - id: written
    purpose: Stages written out
    stages:
      - name: a
      - name: b
        dependencies: [a]
    checks: [every_output_is_golden]
findings:
  - id: DEMO-1-BUG-001
    check: every_output_is_golden
    when: FAIL
    type: bug
    component: Graph
    title: A wrong output
    description: A stage gave another value.
dx_probes: [pipeline_accepts_a_name]
components: ["${width} stages"]
"""


def edited(edits: Sequence[Edit]) -> str:
    """The demonstration with the first occurrence of each old text replaced; an edit that fits nowhere is a mistake."""
    text = DEMO
    for old, new in edits:
        assert old in text, f"{old!r} is not in the demonstration"
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Mission]:
    """Loads edits of the demonstration (or bytes) as mission.yaml in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def loaded(source: Sequence[Edit] | bytes, overrides: Mapping[str, str] | None = None) -> Mission:
        path = tmp_path / "mission.yaml"
        path.write_bytes(source if isinstance(source, bytes) else edited(source).encode())
        return load_mission(path, overrides or {})

    return loaded


@pytest.fixture
def refusal(load: Callable[..., Mission]) -> Callable[..., list[str]]:
    """The lines of the error with which such a mission is refused."""

    def lines(source: Sequence[Edit] | bytes, overrides: Mapping[str, str] | None = None) -> list[str]:
        with pytest.raises(MissionError) as refused:
            load(source, overrides)
        return str(refused.value).split("\n")

    return lines
