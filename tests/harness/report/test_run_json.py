"""What `run --json` prints of a run."""

from pathlib import Path

import orjson

from harness.report.run_json import run_entry
from tests.harness.report.factory import planted


def test_a_finding_is_printed_in_the_shape_that_run_json_keeps() -> None:
    run, findings = planted()
    entry = orjson.loads(orjson.dumps(run_entry(run, Path("results/CORE-008/run-2026-03-04-002"))))
    assert entry["findings"] == [brief.model_dump() for brief in run.findings]
    assert entry["findings"][0] == {
        "id": "CORE-008-BUG-001",
        "fingerprint": findings.findings[0].fingerprint,
        "type": "bug",
        "severity": "critical",
        "title": "The title of CORE-008-BUG-001",
        "component": "ContextSnapshot",
        "hypothesis": "H3",
        "settings": ["native"],
        "replay": "stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001",
    }
    assert (entry["findings"][1]["hypothesis"], entry["findings"][1]["replay"]) == (None, "")
