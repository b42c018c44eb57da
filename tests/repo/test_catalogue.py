"""What a mission can name and what there is behind the names are the same; every mission that ships loads."""

from pathlib import Path

import pytest

from harness import bundled
from harness.catalogue import CHECKS, PLANTS, PROBES, SCENARIOS
from harness.catalogue.plants import AREAS
from harness.catalogue.probes import CATEGORIES
from harness.checks.registry import ALL
from harness.mission import load_mission
from harness.worker.probes.dx import PROBES as RUNNABLE
from harness.worker.scenarios import ASYNC_FAMILIES, THREAD_FAMILIES
from tests.repo.source import ROOT, name_of


def test_every_check_has_its_file_and_every_file_its_entry() -> None:
    files = {p.stem for p in (ROOT / "harness/checks").glob("*.py") if "CHECK = CheckSpec(" in p.read_text()}
    assert files == {c.name for c in CHECKS} == set(ALL)


def test_every_plant_has_its_file() -> None:
    plants = ROOT / "harness/worker/plants"
    files = {
        f"{p.parent.name}/{p.stem}": p.read_text()
        for p in plants.glob("*/*.py")
        if p.stem != "__init__" and "def apply(subject" in p.read_text()
    }
    assert {*files} == {f"{area}/{p.name.replace('-', '_')}" for area, plants in AREAS.items() for p in plants}
    assert all(set(p.caught_by) <= set(ALL) for p in PLANTS)


def test_every_family_and_probe_is_there() -> None:
    assert {s.name for s in SCENARIOS} == set(ASYNC_FAMILIES) | set(THREAD_FAMILIES)
    assert {p.name for p in PROBES} == set(RUNNABLE)
    assert {p.category for p in PROBES} <= set(CATEGORIES)


@pytest.mark.parametrize("path", sorted(bundled.MISSIONS.glob("*.yaml")), ids=name_of)
def test_every_mission_that_ships_loads(path: Path) -> None:
    assert load_mission(path).id == path.stem
