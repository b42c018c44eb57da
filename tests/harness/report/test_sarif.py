"""findings.sarif: valid by the models of SARIF 2.1.0, with identity, place, schedule and what the baseline says."""

import json
from typing import Any

import pytest
from sarif_pydantic import Sarif

from harness.findings.document import BaselineAnswer, BaselineUse, RunDocument
from harness.findings.finding import FindingsDocument
from harness.report.sarif import FINGERPRINT, OF_GITHUB, render_sarif
from tests.harness.report.factory import document, empty, finding, found, inconclusive, mission, passing, planted, run

LINES = {"pipelines/context_isolation": 41, "hypotheses/H3": 20}


def rendered(run_: RunDocument, findings: FindingsDocument) -> dict[str, Any]:
    data = render_sarif(run_, findings)
    assert data == render_sarif(run_, findings)
    body: dict[str, Any] = json.loads(data)
    Sarif.model_validate(body)
    (one,) = body["runs"]
    return dict(one)


@pytest.mark.parametrize(
    "made", [passing(), planted(), inconclusive(), empty()], ids=["passing", "planted", "open", "empty"]
)
def test_every_run_gives_a_valid_document_without_its_strengths(made: tuple[RunDocument, FindingsDocument]) -> None:
    results, told = rendered(*made)["results"], [f for f in made[1].findings if f.type != "strength"]
    assert [r["properties"]["id"] for r in results] == [f.id for f in told]
    prints = [{FINGERPRINT: f.fingerprint, OF_GITHUB: f.fingerprint} for f in told]
    assert [r["partialFingerprints"] for r in results] == prints


def test_a_bug_has_level_rule_place_and_replay() -> None:
    made = planted()[0].model_copy(update={"mission": mission(lines=LINES)})
    one = rendered(made, planted()[1])
    bug = one["results"][0]
    assert (bug["level"], bug["ruleId"]) == ("error", "parent_is_unchanged")
    assert one["tool"]["driver"]["rules"][bug["ruleIndex"]]["id"] == "parent_is_unchanged"
    place = bug["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("missions/CORE-008.yaml", 41)
    assert (
        "Again: stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001" in bug["message"]["text"]
    )


def test_without_its_pipeline_a_finding_points_at_its_hypothesis() -> None:
    bug = finding(hypothesis="H3", checks=["x"])
    made = found(run(mission=mission(lines={"hypotheses/H3": 20})), bug)
    (result,) = rendered(made, document(bug))["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 20


def test_a_schedule_is_a_code_flow_whose_steps_have_a_place() -> None:
    bug = finding()
    told = bug.model_copy(update={"replay": bug.replay.model_copy(update={"account": ["1. a starts.", "2. b ends."]})})
    (result,) = rendered(found(run(), told), document(told))["results"]
    (flow,) = result["codeFlows"][0]["threadFlows"]
    assert [step["location"]["message"]["text"] for step in flow["locations"]] == ["1. a starts.", "2. b ends."]
    places = [step["location"]["physicalLocation"] for step in flow["locations"]]
    assert places == [result["locations"][0]["physicalLocation"]] * 2


@pytest.mark.parametrize(
    ("status", "state", "suppressed"), [("known", "unchanged", 1), ("new", "new", 0), ("expired", "unchanged", 0)]
)
def test_the_baseline_is_told(status: Any, state: str, suppressed: int) -> None:
    bug = finding()
    said = BaselineAnswer(fingerprint=bug.fingerprint, id=bug.id, status=status, reason="waits")
    made = found(run(baseline=BaselineUse(file="b.yaml", entries=1, answers=[said])), bug)
    (result,) = rendered(made, document(bug))["results"]
    assert (result["baselineState"], len(result.get("suppressions", []))) == (state, suppressed)


def test_the_path_of_a_mission_is_written_as_a_uri() -> None:
    bug = finding()
    made = found(run(mission=mission(path="missions/a b#c.yaml")), bug)
    (result,) = rendered(made, document(bug))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "missions/a%20b%23c.yaml"
