"""`stageflow-stress explain`."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from harness.mission.glossary import topics

Stress = Callable[..., Any]


def test_a_check_is_explained_with_what_it_judges_and_an_example(stress: Stress) -> None:
    ended = stress("explain", "depth_is_limited")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[:2] == [
        "depth_is_limited (check)",
        "  Children are spawned down to the limit of depth, and not below.",
    ]
    assert any(line.startswith("  judges: subpipeline_tree") for line in lines)
    assert "        checks: [depth_is_limited]" in lines


def test_a_section_is_explained_key_by_key(stress: Stress) -> None:
    assert stress("explain", "budget").out.splitlines() == [
        "budget (section)",
        "  How much is tried.",
        "",
        "  trials: a whole number, 1 to 10000000, default 200",
        "    trials on the controlled loop",
        "",
        "    budget: {trials: 400}",
    ]


def test_an_argument_is_told_with_its_range_and_unit(stress: Stress) -> None:
    lines = stress("explain", "sink_operations").out.splitlines()
    at = lines.index("  capacity: 1 to 1000 events, default 2")
    assert lines[at + 1] == "    events that the queue holds"


def test_without_a_word_all_are_listed_within_80_columns(stress: Stress) -> None:
    ended = stress("explain")
    assert (ended.code, ended.err) == (0, "")
    assert max(map(len, ended.out.splitlines())) <= 80
    words = {word.strip(",:") for word in ended.out.split()}
    assert not [topic.name for topic in topics() if topic.name not in words and topic.kind != "kind"]


@pytest.mark.parametrize("word", ["checks", "plants", "pipelines", "scenarios", "hypotheses", "probes", "metric"])
def test_explanations_fit_80_columns(stress: Stress, word: str) -> None:
    ended = stress("explain", word)
    assert ended.code == 0
    assert not [line for line in ended.out.splitlines() if len(line) > 80 and len(line.split()) > 1]


def test_an_unknown_word_ends_with_2_and_the_nearest(stress: Stress) -> None:
    ended = stress("explain", "iteratoins")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[0] == "no mission can say 'iteratoins'"
    assert ended.err.splitlines()[1].startswith("  did you mean iterations")


def test_json_holds_what_a_word_means(stress: Stress) -> None:
    told = json.loads(stress("explain", "lost-write", "--json").out)
    (topic,) = told["topics"]
    assert (told["schema"], topic["kind"], topic["group"]) == (1, "plant", "core")
    assert topic["facts"]["caught by"] == ["no_acknowledged_write_is_lost"]


def test_json_without_a_word_holds_everything(stress: Stress) -> None:
    told = json.loads(stress("explain", "--json").out)["topics"]
    assert [(t["kind"], t["group"], t["name"]) for t in told] == [(t.kind, t.group, t.name) for t in topics()]


def test_the_page_is_printed_whole_or_not_at_all(stress: Stress) -> None:
    assert stress("explain", "--markdown").out.startswith("# Reference of the mission format\n")
    assert stress("explain", "checks", "--markdown").code == 2
