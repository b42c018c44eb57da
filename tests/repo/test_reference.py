"""What is generated from the catalogue and the models is what they say now."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from harness import bundled
from harness.mission.glossary import topics
from harness.mission.json_schema import SCHEMA_FILE, schema_text
from harness.report.reference import COMMAND, reference_page
from tests.repo.source import ROOT, name_of

MISSIONS = sorted(bundled.MISSIONS.glob("*.yaml"))


def test_the_reference_page_is_what_explain_prints() -> None:
    assert (ROOT / "docs" / "reference.md").read_text() == reference_page(topics()), f"stale: {COMMAND}"


def test_the_schema_beside_the_missions_is_what_schema_prints() -> None:
    stale = f"stale: stageflow-stress schema --out missions/{SCHEMA_FILE}"
    assert (bundled.MISSIONS / SCHEMA_FILE).read_text() == schema_text(), stale


@pytest.mark.parametrize("path", MISSIONS, ids=name_of)
def test_every_mission_meets_the_schema_that_it_names(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    beside = json.loads((path.parent / SCHEMA_FILE).read_text())
    assert not list(jsonschema.Draft202012Validator(beside).iter_errors(yaml.safe_load(path.read_text())))
