"""`stageflow-stress show`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Stress = Callable[..., Any]
Write = Callable[..., Path]


def test_a_mission_is_shown_with_all_that_it_claims_and_runs(stress: Stress, write_mission: Write) -> None:
    path = write_mission("A-1", "${n} stages side by side, each of which gives a value of its own to the others")
    more = (
        "calibration: [lost-write]\ndx_probes: [pipeline_accepts_a_name]\nparameters:\n"
        "  n: {value: 3, min: 1, max: 9, unit: stages, description: How many.}\nbudget: {trials: 20}\n"
    )
    text = path.read_text().replace("id: wide", "id: stress_concurrent_writes").replace("stages: 3", 'stages: "${n}"')
    text = text.replace("    graph:", "    behaviour: write_output\n    graph:")
    text = text.replace("every_output_is_golden]\n", "every_output_is_golden, no_acknowledged_write_is_lost]\n")
    path.write_text(text + more)
    ended = stress("show", "A-1")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "A-1: 3 stages side by side, each of which gives a value of its own to the others",
        "P1, moderate risk, budget 20 trials, missions/A-1.yaml",
        "",
        "Hypotheses",
        "  H1  Every output is right.",
        "      promise: none, so that it can be no bug",
        "      decided by: every_output_is_golden, no_acknowledged_write_is_lost",
        "",
        "Pipelines",
        "  stress_concurrent_writes",
        "    Stages side by side",
        "    runs: pipeline_run, fan_out of 3, write_output; drivers native",
        "    checks: every_output_is_golden, no_acknowledged_write_is_lost",
        "",
        "Parameters",
        "  n   3 stages (1 to 9)",
        "      How many.",
        "",
        "Calibration",
        "  lost-write",
        "",
        "Developer experience",
        "  pipeline_accepts_a_name",
    ]


def test_the_reference_is_shown_within_80_columns(stress: Stress, folder: Path) -> None:
    ended = stress("show", "CORE-008")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "  H2  OutputBag.write is safe under concurrent access, from tasks and from" in lines
    assert "    50 writers (2 to 200)" in lines


def test_set_changes_what_is_shown(stress: Stress, folder: Path) -> None:
    ended = stress("show", "CORE-008", "--set", "parallel_stages=7", "--set", "iterations=2")
    assert ended.code == 0
    assert "    runs: pipeline_run, fan_out of 7, write_output, 2 iterations; drivers" in ended.out.splitlines()


def test_json_is_the_mission_as_it_was_understood(stress: Stress, write_mission: Write) -> None:
    path = write_mission("A-1")
    ended = stress("show", "A-1", "--json")
    assert (ended.code, ended.err) == (0, "")
    shown = json.loads(ended.out)
    assert (shown["schema"], shown["id"], shown["path"]) == (1, "A-1", str(path))
    assert shown["hypotheses"][0]["decided_by"] == [{"check": "every_output_is_golden", "pipelines": []}]


def test_several_missions_are_one_json_document(stress: Stress, write_mission: Write) -> None:
    write_mission("A-1")
    write_mission("A-2")
    ended = stress("show", "A-*", "--json")
    assert [mission["id"] for mission in json.loads(ended.out)["missions"]] == ["A-1", "A-2"]


def test_a_title_cannot_send_escapes(stress: Stress, write_mission: Write) -> None:
    write_mission("A-1", '"\\e[31mred\\u202e"')
    ended = stress("show", "A-1")
    assert ended.out.splitlines()[0] == "A-1: \\x1b[31mred\\u202e"


def test_wrong_settings_end_with_2_and_are_said_together(stress: Stress, folder: Path) -> None:
    ended = stress("show", "CORE-008", "--set", "iterations=0", "--set", "fork=3")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "--set iterations=0: parameter 'iterations' is 0, below its minimum 1",
        "  allowed: 1 to 1000 trials",
        "--set fork=3: unknown parameter 'fork'",
        "  did you mean 'forks'?",
    ]


def test_an_unknown_mission_ends_with_2_and_the_nearest_id(stress: Stress, folder: Path) -> None:
    ended = stress("show", "CORE-08")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "mission 'CORE-08': not in ./missions, nor among the bundled ones",
        "  did you mean 'CORE-008'?",
        "  stageflow-stress list  shows the missions there are",
    ]
