"""Missions that load: the reference of the project, what YAML keeps as text, what parameters and `--set` make of it."""

import hashlib
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from harness import bundled
from harness.errors import MissionError
from harness.mission import Mission, load_mission, parse_overrides

VERSION = re.findall(r'^__version__ = "(.+)"$', (bundled.CORE / "__init__.py").read_text(), re.M)[0]
REFERENCE = bundled.MISSIONS / "CORE-008.yaml"
Load = Callable[..., Mission]
ANY_STAGE = [
    (
        "    checks: [every_output_is_golden]\n  - id: written",
        "    checks: [dependencies_finish_first]\n  - id: written",
    ),
    (
        "dependencies: [a]\n    checks: [every_output_is_golden]",
        "dependencies: [a]\n    checks: [nothing_is_left_behind]",
    ),
    (
        "decided_by: [every_output_is_golden]",
        "decided_by: [dependencies_finish_first, nothing_is_left_behind]",
    ),
    ("    check: every_output_is_golden\n    when", "    check: run_ends\n    when"),
]
"""Checks that fit stages of any scenario and any behaviour."""
USES_OTHER = ("components: [", 'components: ["x${other}", ')


def test_the_reference_loads_with_its_parameters_replaced() -> None:
    mission = load_mission(REFERENCE)

    assert (mission.id, mission.priority, mission.risk) == ("CORE-008", "P0", "catastrophic")
    assert [hypothesis.id for hypothesis in mission.hypotheses] == [
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "H7",
        "H8",
        "H9",
        "H10",
    ]
    by_id = {pipeline.id: pipeline for pipeline in mission.pipelines}
    assert len(by_id["stress_concurrent_writes"].shape()) == 50
    assert by_id["stress_concurrent_writes"].iterations == 10
    assert by_id["thread_writes"].arguments == {"writers": 50, "writes": 10}
    assert mission.path == REFERENCE
    assert mission.digest == hashlib.sha256(REFERENCE.read_bytes()).hexdigest()


def test_every_bundled_mission_loads() -> None:
    for path in sorted(bundled.MISSIONS.glob("*.yaml")):
        assert load_mission(path).id == path.stem


def test_set_moves_a_parameter_everywhere_it_is_used() -> None:
    mission = load_mission(REFERENCE, {"concurrency_level": "7"})

    assert mission.parameters["concurrency_level"].value == 7
    assert {p.id: p.arguments for p in mission.pipelines}["thread_writes"] == {"writers": 7, "writes": 10}


def test_loading_costs_a_few_times_what_the_yaml_costs_alone() -> None:
    text = REFERENCE.read_text()
    loaded, composed = list[float](), list[float]()
    for _ in range(7):
        start = time.process_time()
        load_mission(REFERENCE)
        between = time.process_time()
        yaml.compose(text, Loader=yaml.CSafeLoader)
        composed.append(time.process_time() - between)
        loaded.append(between - start)
    assert min(loaded) < 8 * min(composed)  # measured: 2.7 to 3.2 times


@pytest.mark.parametrize(
    "written",
    ["no", "off", "On", "y", "1:30", "010", "0x", "1_000", "2026-01-01", "12:30:45", ".inf", ".nan", "=", "1.2.3"],
)
def test_words_that_yaml_1_1_would_change_stay_text(load: Load, written: str) -> None:
    assert load([("A demonstration", written)]).title == written


@pytest.mark.parametrize(
    ("written", "value"),
    [("0x1F", 31), ("0o17", 15), ("-3", -3), ("+4", 4), ("1e3", 1000.0), (".5", 0.5), ("true", True), ("FALSE", False)],
)
def test_numbers_and_truths_are_those_of_yaml_1_2(load: Load, written: str, value: object) -> None:
    found = load([("  width:", f"  other: {{value: {written}}}\n  width:"), USES_OTHER]).parameters["other"].value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("written", "title"),
    [
        pytest.param("'${width} stages'", "4 stages", id="inside-text"),
        pytest.param("a ${width}${width}", "a 44", id="twice"),
        pytest.param("a $${width}", "a ${width}", id="escaped"),
        pytest.param("$${width}", "${width}", id="escaped-alone"),
        pytest.param("costs $5 {a}", "costs $5 {a}", id="no-reference"),
        pytest.param("is ${flag}", "is true", id="truth-inside-text"),
        pytest.param("${word}", "a ${width} b", id="value-is-not-replaced-again"),
    ],
)
def test_references_in_text(load: Load, written: str, title: str) -> None:
    more = "  flag: {value: true}\n  word: {value: x}\n  width:"
    uses = ("components: [", 'components: ["${flag} ${word}", ')
    assert load([("A demonstration", written), ("  width:", more), uses], {"word": "a ${width} b"}).title == title


@pytest.mark.parametrize(
    ("default", "text", "value"),
    [
        ("4", "-7", -7),
        ("4.5", "7", 7.0),
        ("4.5", "1e-3", 0.001),
        ("true", "False", False),
        ("word", "12", "12"),
        ("''", "", ""),
    ],
)
def test_set_gives_a_value_of_the_parameters_type(load: Load, default: str, text: str, value: object) -> None:
    mission = load([("  width:", f"  other: {{value: {default}}}\n  width:"), USES_OTHER], {"other": text})
    found = mission.parameters["other"].value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("default", "text"), [("4.5", "nan"), ("4.5", "inf"), ("true", "yes"), ("4", "0x10"), ("4", "4.0")]
)
def test_set_refuses_what_is_not_of_the_parameters_type(load: Load, default: str, text: str) -> None:
    with pytest.raises(MissionError, match=f"--set other={text}: parameter 'other' takes"):
        load([("  width:", f"  other: {{value: {default}}}\n  width:"), USES_OTHER], {"other": text})


def test_overrides_are_split_at_the_first_equals_sign() -> None:
    assert parse_overrides(["a=1", "b = x=y ", "a=2"]) == {"a": "2", "b": "x=y"}


@pytest.mark.parametrize("text", ["a", "=1", ""])
def test_an_override_without_name_and_value_is_refused(text: str) -> None:
    with pytest.raises(MissionError, match="not of the form KEY=VALUE"):
        parse_overrides([text])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: "\ufeff" + text, id="byte-order-mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="windows-line-ends"),
        pytest.param(lambda text: "# yaml-language-server: $schema=x\n---\n" + text + "...\n", id="document-marks"),
        pytest.param(lambda text: "%YAML 1.1\n---\n" + text, id="yaml-directive"),
    ],
)
def test_harmless_ways_to_write_a_file(tmp_path: Path, load: Load, change: Callable[[str], str]) -> None:
    plain = load([])
    changed = load(change((tmp_path / "mission.yaml").read_text()).encode())
    assert changed.model_dump(exclude={"digest"}) == plain.model_dump(exclude={"digest"})


def test_anchors_and_merges_are_followed(load: Load) -> None:
    mission = load(
        [
            ("  - id: wide", "  - &first\n    id: wide"),
            ("  - id: written", "  - <<: *first\n    id: again\n    iterations: 3\n  - id: written"),
        ]
    )
    again = mission.pipelines[1]
    assert (again.id, again.purpose, again.iterations, len(again.shape())) == ("again", "Stages side by side", 3, 4)


def test_stages_written_out_take_the_pipelines_behaviour_unless_they_have_their_own(load: Load) -> None:
    behaviour = "    behaviour: write_output\n    stages:\n      - name: a\n        behaviour: my.stages:Load\n"
    mission = load([("    stages:\n      - name: a\n", behaviour), *ANY_STAGE])
    assert [(s.name, s.dependencies, s.behaviour) for s in mission.pipelines[1].shape()] == [
        ("a", (), "my.stages:Load"),
        ("b", ("a",), "write_output"),
    ]


def test_a_class_of_ones_own_may_take_any_argument(load: Load) -> None:
    own = "    behaviour: my.stages:Load\n    arguments: {anything: 3}\n    graph:"
    assert load([("    graph:", own), *ANY_STAGE]).pipelines[0].arguments == {"anything": 3}


@pytest.mark.parametrize(
    ("scenario", "behaviour"),
    [("pipeline_run", "derive_value"), ("mutation_attempts", "act"), ("context_derivation", "act")],
)
def test_what_stages_do_where_the_mission_does_not_say(load: Load, scenario: str, behaviour: str) -> None:
    everywhere = ("[dependencies_finish_first]", "[nothing_stays_open]")
    decides = ("decided_by: [dependencies_finish_first", "decided_by: [nothing_stays_open")
    mission = load([("    graph:", f"    scenario: {scenario}\n    graph:"), *ANY_STAGE, everywhere, decides])
    assert {stage.behaviour for stage in mission.pipelines[0].shape()} == {behaviour}


@pytest.mark.parametrize(
    ("edits", "severity"),
    [
        pytest.param([], "medium", id="bug-by-the-risk"),
        pytest.param([("risk: moderate", "risk: catastrophic")], "critical", id="bug-by-another-risk"),
        pytest.param([("    type: bug", "    severity: low\n    type: bug")], "low", id="declared"),
        pytest.param([("DEMO-1-BUG", "DEMO-1-DX"), ("type: bug", "type: dx")], "low", id="dx"),
        pytest.param([("DEMO-1-BUG", "DEMO-1-IMP"), ("type: bug", "type: improvement")], "info", id="improvement"),
    ],
)
def test_severity_of_a_finding(load: Load, edits: list[tuple[str, str]], severity: str) -> None:
    mission = load(edits)
    assert mission.severity_of(mission.findings[0]) == severity


def test_a_mission_cannot_be_changed(load: Load) -> None:
    mission = load([])
    with pytest.raises(ValidationError, match="frozen"):
        mission.title = "Another"
    with pytest.raises(ValidationError, match="frozen"):
        mission.pipelines[0].iterations = 9


def test_problems_come_in_the_order_of_the_file_with_those_of_set_first(refusal: Callable[..., list[str]]) -> None:
    edits = [("P1", "P9"), ("fan_out", "fanout"), ("when: FAIL", "when: NEVER")]
    places = [line.split(": ")[0] for line in refusal(edits, {"width": "0"}) if not line.startswith(" ")]
    assert places == ["--set width=0", "mission.yaml:4:11", "mission.yaml:16:19", "mission.yaml:28:11"]


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(MissionError, match="cannot be read: no such file"):
        load_mission(tmp_path / "nothing.yaml")


def test_a_file_too_large_for_a_mission_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * 2_000_001)
    with pytest.raises(MissionError, match="larger than the 2000000 bytes"):
        load_mission(path)


@pytest.mark.parametrize("path", sorted(bundled.MISSIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_bundled_core_is_held_to_every_promise_that_there_is(path: Path) -> None:
    """A promise of its own begins with its version: after a change of that none may go out of force unseen."""
    for hypothesis in load_mission(path).hypotheses:
        assert bool(hypothesis.promise) is bool(hypothesis.promise_of(VERSION)), hypothesis.id
