"""The recorded audit: complete, and as fresh as the sources it rests on. `make audit` writes it anew."""

from collections.abc import Collection

import pytest

from harness import bundled
from harness.catalogue import CHECKS, PLANTS, Plant
from harness.catalogue.checks import OF_THE_EVIDENCE
from harness.catalogue.fits import BEYOND_THE_BUNDLED_CORE, JUDGED_IN
from harness.catalogue.plants import AREAS
from harness.findings.audited import RecordedKill, key_of, recorded_kills
from harness.mission import load_mission
from harness.plan import build_plan
from harness.subject import resolve
from harness.wire import ScenarioRun

PLANTS_MIN = 60
DIGEST = resolve("bundled").digest


@pytest.fixture(scope="module")
def orders() -> dict[tuple[str, str], ScenarioRun]:
    """The pipelines of all missions that ship, by mission and name."""
    found = {}
    for path in sorted(bundled.MISSIONS.glob("*.yaml")):
        mission = load_mission(path)
        for order in build_plan(mission, seed=0, subject="bundled", subject_digest=DIGEST).scenarios:
            found[mission.id, order.id] = order
    return found


def is_current(kill: RecordedKill, orders: dict[tuple[str, str], ScenarioRun]) -> bool:
    order = orders.get((kill.mission, kill.pipeline))
    return order is not None and kill.key == key_of(kill.check, kill.plant, order, DIGEST)


def test_there_are_enough_plants_in_every_area() -> None:
    assert len(PLANTS) >= PLANTS_MIN
    assert {area for area, plants in AREAS.items() if len(plants) < 3} == set()


def needs_more(scenarios: Collection[str]) -> bool:
    """Whether the bundled core lacks what all of these scenarios need."""
    return bool(scenarios) and set(scenarios) <= set(BEYOND_THE_BUNDLED_CORE)


@pytest.mark.parametrize("plant", [p for p in PLANTS if not needs_more(p.scenarios)], ids=lambda p: p.name)
def test_every_plant_was_killed_by_every_check_that_must_see_it(
    plant: Plant, orders: dict[tuple[str, str], ScenarioRun]
) -> None:
    current = {k.check for k in recorded_kills() if k.plant == plant.name and is_current(k, orders)}
    assert set(plant.caught_by) <= current, "run make audit"


def test_every_check_that_a_subject_can_fail_has_killed_something(
    orders: dict[tuple[str, str], ScenarioRun],
) -> None:
    killers = {k.check for k in recorded_kills() if is_current(k, orders)}
    beyond = {check for check, scenarios in JUDGED_IN.items() if needs_more(scenarios)}
    assert {c.name for c in CHECKS} - killers == set(OF_THE_EVIDENCE) | beyond


def test_no_recorded_kill_is_stale(orders: dict[tuple[str, str], ScenarioRun]) -> None:
    stale = [k for k in recorded_kills() if not is_current(k, orders)]
    assert stale == [], "run make audit"
