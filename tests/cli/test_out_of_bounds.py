"""What a mission or a template may not reach: folders outside of the results, and objects behind what it is given."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import DEMO, Ended

Stress = Callable[..., Ended]
IDS = (
    *("../../x", "..", "/etc/x", "a/b", "a\\b", "X-1\n", "X-1\n../y", "X-1\x00", ".hidden", "-out", "~", "CON 1", ""),
    *("Ü-1", "X" * 65, "X-1/", "X--1"),
)


@pytest.mark.parametrize("mission_id", IDS, ids=ascii)
def test_no_id_of_a_mission_leaves_the_results_folder(stress: Stress, folder: Path, mission_id: str) -> None:
    inner = folder / "deep" / "down"
    mission = yaml.safe_load(DEMO.format(id="OWN-001", title="Out of bounds")) | {"id": mission_id}
    (folder / "missions" / "own.yaml").write_text(yaml.safe_dump(mission, allow_unicode=True))
    before = sorted(folder.rglob("*"))
    ended = stress("run", "missions/own.yaml", "--out", str(inner))
    assert ended.code == 2, ended.err
    assert "missions/own.yaml:" in ended.err
    assert sorted(folder.rglob("*")) == before


REACHING = {
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ count.__globals__ }}",
    "method": "{{ run.model_dump.__func__.__globals__ }}",
    "code": "{{ count.__code__ }}",
    "format": "{{ '{0.__class__.__mro__}'.format(run) }}",
    "format-map": "{{ '{x.__class__}'.format_map({'x': run}) }}",
    "attr-filter": "{{ (run | attr('__class__')).mro() }}",
    "change": "{{ run.findings.append(1) }}",
    "file": "{% include '../../../../../../etc/hostname' %}",
}


@pytest.mark.parametrize("source", REACHING.values(), ids=REACHING)
def test_a_template_reaches_nothing_behind_what_it_is_given(
    stress: Stress, folder: Path, write_mission: Callable[..., Path], source: str
) -> None:
    write_mission("OWN-001")
    (folder / "own").mkdir()
    (folder / "own" / "FINAL_REPORT.md.j2").write_text(f"reached: {source}")
    ended = stress("run", "OWN-001", "--templates", "own")
    assert ended.code == 2, ended.err
    assert "FINAL_REPORT.md.j2:1: the template does not render: " in ended.err
    assert "is unsafe" in ended.err or "there is no template" in ended.err
    assert not (folder / "results").exists()
