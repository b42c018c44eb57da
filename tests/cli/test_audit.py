"""`audit`: which check catches which planted defect."""

import json
from collections.abc import Callable
from pathlib import Path

from harness.findings.audited import FILE
from tests.cli.conftest import Ended

Stress = Callable[..., Ended]

MISSION = """\
schema: 1
id: OWN-001
title: Derivations
priority: P1
risk: moderate
hypotheses:
  - id: H1
    claim: A derived context stands alone.
    decided_by: [{checks}]
pipelines:
  - id: derived
    purpose: Stages that derive contexts
    scenario: context_derivation
    graph: {{kind: fan_out, stages: 2}}
    arguments: {{forks: 2, depth: {depth}}}
    checks: [{checks}]
"""


def written(folder: Path, *checks: str, depth: int = 3) -> None:
    (folder / "missions" / "OWN-001.yaml").write_text(MISSION.format(checks=", ".join(checks), depth=depth))


def test_plants_that_are_caught_end_with_0_and_checks_that_kill_nothing_with_1(stress: Stress, folder: Path) -> None:
    written(folder, "derived_context_shares_no_mutable_object", "parent_is_unchanged", depth=60)
    ended = stress("audit", "OWN-001", "--json")
    told = json.loads(ended.out)
    plants = {p["name"]: p for p in told["plants"]}
    assert plants["shared-metadata"]["killed"] is True
    assert plants["shared-metadata"]["killed_by"] == ["derived_context_shares_no_mutable_object", "parent_is_unchanged"]
    assert plants["shared-metadata"]["trials"] == 1
    assert "lost-write" not in plants
    kills = {c["name"]: c["kills"] for c in told["checks"]}
    assert kills["parent_is_unchanged"] >= 2
    assert "evidence_is_complete" not in kills
    assert (ended.code, kills["run_ends"]) == (1, 0)
    assert "KILL NOTHING: worker_survives, run_ends." in ended.err.replace("\n", " ").replace("  ", " ")
    assert not (folder / "results").exists()


def test_a_plant_that_needs_more_than_the_mission_does_survives(stress: Stress, folder: Path) -> None:
    written(folder, "parent_is_unchanged", depth=4)
    ended = stress("audit", "OWN-001", "--check", "parent_is_unchanged", "--json")
    survivor = next(p for p in json.loads(ended.out)["plants"] if p["name"] == "derived-in-place")
    assert (survivor["killed"], survivor["missed"], survivor["trials"]) == (False, ["parent_is_unchanged"], None)
    assert ended.code == 1
    assert "SURVIVED: derived-in-place was not seen by parent_is_unchanged" in " ".join(ended.err.split())


def test_the_audit_of_one_check_ends_with_0_where_it_catches_its_plants(stress: Stress, folder: Path) -> None:
    written(folder, "derivation_changes_only_what_it_names")
    ended = stress("audit", "OWN-001", "--check", "derivation_changes_only_what_it_names")
    assert ended.code == 0, ended.err
    assert "forgetful-derivation" in ended.err and "caught by every check that must see it" in " ".join(
        ended.err.split()
    )
    assert max(map(len, ended.err.splitlines())) <= 80


def test_an_unknown_check_is_refused_with_the_nearest(stress: Stress, folder: Path) -> None:
    ended = stress("audit", "--check", "parent_is_unchangd")
    assert (ended.code, "did you mean 'parent_is_unchanged'?" in ended.err) == (2, True)


def test_what_is_recorded_says_what_was_killed(stress: Stress, folder: Path) -> None:
    written(folder, "derived_context_shares_no_mutable_object", "parent_is_unchanged", depth=60)
    stress("audit", "OWN-001", "--record", "audit.json", "--quiet")
    told = json.loads((folder / Path(FILE).name).read_bytes())
    assert (told["schema"], told["missions"]) == (1, ["OWN-001"])
    shared = next(p for p in told["plants"] if p["name"] == "shared-metadata")
    assert {k["check"] for k in shared["kills"]} == {"derived_context_shares_no_mutable_object", "parent_is_unchanged"}
    assert all(len(k["key"]) == 16 for k in shared["kills"])
