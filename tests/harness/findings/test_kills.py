"""The kill matrix: what counts as killed, missed, survived; which checks kill nothing."""

from dataclasses import replace
from typing import Any

import pytest

from harness.catalogue.plants import PLANT
from harness.findings.kills import Audit, Kill, PlantAudit, joined

SHARED = PLANT["shared-metadata"]
SHARES, UNCHANGED = SHARED.caught_by
LOST = "no_acknowledged_write_is_lost"
OTHER = "run_ids_are_distinct"


def kill(check: str, trial: int = 1, **changes: Any) -> Kill:
    return replace(Kill(SHARED.name, "M", "p", check, trial, 20), **changes)


def planted(*kills: Kill, refused: str = "") -> PlantAudit:
    return PlantAudit(SHARED.name, SHARED.caught_by, kills, refused)


@pytest.mark.parametrize(
    ("plant", "survived", "missed", "killed_by"),
    [
        (planted(kill(SHARES), kill(UNCHANGED)), False, (), (SHARES, UNCHANGED)),
        (planted(kill(OTHER), kill(UNCHANGED), kill(SHARES)), False, (), (SHARES, UNCHANGED, OTHER)),
        (planted(kill(SHARES)), True, (UNCHANGED,), (SHARES,)),
        (planted(kill(OTHER)), True, (SHARES, UNCHANGED), (OTHER,)),
        (planted(), True, (SHARES, UNCHANGED), ()),
        (planted(refused="no with_run_id"), False, (SHARES, UNCHANGED), ()),
    ],
    ids=["killed", "killed-by-more", "one-missed", "seen-by-another-only", "survived", "not-planted"],
)
def test_a_plant_is_killed_only_by_every_check_that_must_see_it(
    plant: PlantAudit, survived: bool, missed: tuple[str, ...], killed_by: tuple[str, ...]
) -> None:
    assert (plant.survived, plant.missed, plant.killed_by) == (survived, missed, killed_by)


def test_the_hardest_kill_is_the_last_of_the_first_ones() -> None:
    plant = planted(kill(SHARES, 9), kill(SHARES, 2, pipeline="q"), kill(UNCHANGED, 5), kill(OTHER, 19))
    assert plant.hardest == kill(UNCHANGED, 5)
    audit = Audit((plant, PlantAudit("lost-write", (LOST,), (kill(LOST, 7, plant="lost-write"),))), frozenset())
    assert audit.hardest == kill(LOST, 7, plant="lost-write")
    assert planted().hardest is None


def test_a_check_over_all_trials_takes_all_of_them_and_is_never_the_hardest() -> None:
    over_all = "outcome_is_the_same_under_every_schedule"
    plant = PlantAudit("swapped-under-overlap", (over_all, OTHER), (kill(over_all, 20), kill(OTHER, 3)))
    assert plant.hardest == kill(OTHER, 3)


def test_a_check_that_kills_nothing_is_named_and_those_of_the_evidence_are_not_asked_for() -> None:
    audit = Audit((planted(kill(SHARES)),), frozenset({SHARES, UNCHANGED, "evidence_is_complete"}))
    assert audit.kills_by_check == {SHARES: [SHARED.name], UNCHANGED: []}
    assert audit.toothless == [UNCHANGED]


def test_a_check_all_of_whose_plants_the_subject_has_no_place_for_is_not_toothless() -> None:
    refused, lost = planted(refused="no with_run_id"), PlantAudit("lost-write", (LOST,), ())
    audit = Audit((refused, lost), frozenset({SHARES, UNCHANGED, LOST, OTHER}))
    assert audit.toothless == [LOST, OTHER], "one was planted and missed, of the other there was none"


def test_missions_are_joined_a_plant_is_killed_where_any_of_them_kills_it() -> None:
    one = Audit((planted(kill(SHARES)),), frozenset({SHARES}), ("a bug",))
    other = Audit((planted(kill(UNCHANGED, mission="N"), refused=""),), frozenset({UNCHANGED}))
    whole = joined([one, other])
    assert (whole.survivors, whole.toothless, whole.harness_errors) == ([], [], ("a bug",))
    assert whole.ran == {SHARES, UNCHANGED}
    assert SHARED.name not in whole.never_planted and "lost-write" in whole.never_planted


def test_a_plant_that_one_mission_could_not_put_in_is_not_lost_in_another() -> None:
    refused = Audit((planted(refused="no"),), frozenset())
    assert joined([refused]).plants[0].refused == "no"
    assert joined([refused, Audit((planted(kill(SHARES), kill(UNCHANGED)),), frozenset())]).plants[0].refused == ""


def test_the_audit_of_one_check_has_its_plants_only() -> None:
    other = PlantAudit("lost-write", ("no_acknowledged_write_is_lost",), ())
    audit = Audit((planted(kill(SHARES)), other), frozenset({SHARES, UNCHANGED, OTHER}))
    assert [p.name for p in audit.only(UNCHANGED).plants] == [SHARED.name]
    assert audit.only(UNCHANGED).toothless == [UNCHANGED]
    assert audit.only(UNCHANGED).never_planted == []
