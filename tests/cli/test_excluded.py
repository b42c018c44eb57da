"""A check that a scenario leaves no room for, from the mission to the report."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Ended

ALONE = """\
schema: 1
id: ALONE-001
title: What a single stage can show
priority: P1
risk: low
components: [UnifiedStageGraph]
hypotheses:
  - id: H1
    claim: Dependencies finish first.
    promise: A stage starts when its dependencies have ended.
    decided_by: [dependencies_finish_first]
  - id: H2
    claim: Each stage runs once.
    promise: Each stage runs exactly once.
    decided_by: [every_stage_runs_exactly_once, dependencies_finish_first]
pipelines:
  - id: alone
    purpose: One stage
    graph: {kind: chain, stages: 1}
    drivers: [native, schedules]
    checks: [dependencies_finish_first, every_stage_runs_exactly_once]
findings:
  - id: ALONE-001-STR-001
    check: dependencies_finish_first
    when: PASS
    type: strength
    component: UnifiedStageGraph
    title: Dependencies finish first
    description: Never said of a graph without dependencies.
budget: {trials: 10}
"""


def test_a_question_that_the_graph_cannot_answer_counts_neither_way(stress: Callable[..., Ended], folder: Path) -> None:
    (folder / "missions" / "ALONE-001.yaml").write_text(ALONE)
    ended = stress("run", "ALONE-001", "--json")
    (run,) = json.loads(ended.out)["runs"]
    assert (ended.code, run["verdict"], run["findings"]) == (0, "PASS", []), ended.err
    assert {h["id"]: h["result"] for h in run["hypotheses"]} == {"H1": "excluded", "H2": "holds"}
    verdicts = {c["check"]: c["verdict"] for h in run["hypotheses"] for c in h["checks"]}
    assert verdicts == {"dependencies_finish_first": "EXCLUDED", "every_stage_runs_exactly_once": "PASS"}
    document = json.loads((Path(run["run_dir"]) / "run.json").read_bytes())
    assert (document["checks_declared"], document["checks_decided"]) == (1, 1)
    assert "H1 is excluded by construction and counts neither way" in document["verdict_reason"]
    assert stress("check", run["run_dir"]).code == 0
