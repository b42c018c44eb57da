"""Missions that load: the reference of the project, and what its parameters make of it."""

from pathlib import Path

from harness import bundled
from harness.mission import load_mission

REFERENCE = bundled.MISSIONS / "CORE-008.yaml"


def test_the_reference_loads_with_its_parameters_replaced() -> None:
    mission = load_mission(REFERENCE)

    assert (mission.id, mission.priority, mission.risk) == ("CORE-008", "P0", "catastrophic")
    assert [hypothesis.id for hypothesis in mission.hypotheses] == ["H1", "H2", "H3", "H4", "H5", "H6", "H7"]
    by_id = {pipeline.id: pipeline for pipeline in mission.pipelines}
    assert len(by_id["stress_concurrent_writes"].shape()) == 50
    assert by_id["stress_concurrent_writes"].iterations == 10
    assert by_id["thread_writes"].arguments == {"writers": 50, "writes": 10}
    assert mission.path == REFERENCE


def test_set_moves_a_parameter_everywhere_it_is_used() -> None:
    mission = load_mission(Path(REFERENCE), {"concurrency_level": "7"})

    assert mission.parameters["concurrency_level"].value == 7
    assert {p.id: p.arguments for p in mission.pipelines}["thread_writes"] == {"writers": 7, "writes": 10}
