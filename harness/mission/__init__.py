"""Missions: YAML files that say what is claimed, run and judged. Knows nothing of running."""

from harness.mission.json_schema import schema
from harness.mission.load import load_mission
from harness.mission.model import (
    Budget,
    Citation,
    Decision,
    FindingEntry,
    Graph,
    Hypothesis,
    Mission,
    Parameter,
    Pipeline,
    Recommendation,
    Research,
    Shape,
    StageEntry,
)
from harness.mission.parameters import parse_overrides

__all__ = [
    "Budget",
    "Citation",
    "Decision",
    "FindingEntry",
    "Graph",
    "Hypothesis",
    "Mission",
    "Parameter",
    "Pipeline",
    "Recommendation",
    "Research",
    "Shape",
    "StageEntry",
    "load_mission",
    "parse_overrides",
    "schema",
]
