"""What `explain` and the reference say of each name and key, and that their examples are missions."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.catalogue import BEHAVIOURS, CHECKS, DRIVERS, FAULTS, GRAPHS, PAYLOADS, PLANTS, PROBES, SCENARIOS
from harness.catalogue.settings import SETTINGS
from harness.errors import UsageError
from harness.mission import load_mission, schema
from harness.mission.glossary import meaning, topics
from harness.mission.key_topics import SAMPLE, key_topics
from harness.mission.topics import KINDS, Topic, catalogue_topics

EXAMPLES = [topic for topic in catalogue_topics() if topic.example]
PIPELINE = {"id": "another", "purpose": "Any", "graph": {"kind": "chain"}, "checks": ["every_output_is_golden"]}


def completed(part: dict[str, Any]) -> dict[str, Any]:
    """A mission that has this part, and as little else as it may."""
    pipelines = part.get("pipelines", [PIPELINE])
    decided_by = [{"check": p["checks"][0], "pipelines": [p["id"]]} for p in pipelines]
    hypotheses = [{"id": "H1", "claim": "Something.", "decided_by": decided_by}]
    head = {"schema": 1, "id": "PART-1", "title": "A part", "priority": "P1", "risk": "low"}
    return head | {"hypotheses": hypotheses, "pipelines": pipelines} | part


@pytest.mark.parametrize("topic", EXAMPLES, ids=lambda topic: f"{topic.kind}-{topic.name}")
def test_every_example_is_part_of_a_mission_that_names_what_it_explains(tmp_path: Path, topic: Topic) -> None:
    path = tmp_path / "mission.yaml"
    path.write_text(yaml.safe_dump(completed(yaml.safe_load(topic.example))))
    load_mission(path)
    assert topic.name in topic.example or (topic.kind, topic.name) == ("scenario", "pipeline_run")


def test_every_name_of_the_catalogue_has_a_topic() -> None:
    entries = (*SCENARIOS, *GRAPHS, *BEHAVIOURS, *PAYLOADS, *DRIVERS, *FAULTS, *CHECKS)
    proofs = {plant.name for plant in PLANTS} | {probe.name for probe in PROBES}
    names = {topic.name for topic in catalogue_topics()}
    assert {entry.name for entry in entries} | proofs | set(SETTINGS) <= names
    assert {topic.kind for topic in catalogue_topics()} == set(KINDS)
    assert all(topic.example for topic in catalogue_topics() if topic.kind not in ("setting", "category"))


def test_every_key_is_described_and_has_an_example() -> None:
    keys = {row.name for topic in key_topics() for row in topic.rows}
    defined = [schema(), *(d for d in schema()["$defs"].values() if "properties" in d)]
    assert {key for definition in defined for key in definition["properties"]} == keys
    assert not [(t.name, row.name) for t in key_topics() for row in t.rows if not row.description]
    assert not [(t.group, t.name) for t in key_topics() if not t.example or not t.summary]


def test_the_sample_is_a_mission() -> None:
    assert load_mission(SAMPLE).id == "ORDERS-001"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("one_writer_wins", [("check", "one_writer_wins")], id="name"),
        pytest.param("ONE-Writer-wins", [("check", "one_writer_wins")], id="name-spelt-otherwise"),
        pytest.param("lost_write", [("plant", "lost-write")], id="plant-with-underscores"),
        pytest.param("checks", [("key", "checks"), ("kind", "checks")], id="key-and-kind"),
        pytest.param("plant", [("kind", "plants")], id="kind-in-the-singular"),
        pytest.param("pipelines.clock", [("key", "clock")], id="path-of-a-key"),
        pytest.param("thresholds.min", [("key", "min")], id="end-of-a-path"),
        pytest.param("pipelines.thresholds.min", [("key", "min")], id="whole-path"),
        pytest.param("steps.p95", [("metric", "steps"), ("aggregate", "p95")], id="metric-with-its-aggregate"),
        pytest.param("mission", [("section", "mission")], id="the-whole"),
        pytest.param("catastrophic", [("key", "risk")], id="word-of-a-key"),
        pytest.param("p0", [("key", "priority"), ("key", "priority")], id="word-of-two-keys"),
    ],
)
def test_what_a_word_means(word: str, expected: list[tuple[str, str]]) -> None:
    assert [(topic.kind, topic.name) for topic in meaning(word)] == expected


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("itertions", "did you mean iterations"),
        ("golden", "did you mean every_output_is_golden?"),
        ("steps.p96", "did you mean steps?"),
        ("zzz", "stageflow-stress explain  lists all words"),
        ("", "stageflow-stress explain  lists all words"),
        ("clock.min", "did you mean clock?"),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(word: str, said: str) -> None:
    with pytest.raises(UsageError, match="no mission can say") as refused:
        meaning(word)
    assert said in str(refused.value)


def test_every_topic_is_found_by_its_name() -> None:
    assert not [topic.name for topic in topics() if topic not in meaning(topic.name)]
