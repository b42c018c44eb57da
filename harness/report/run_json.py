"""What `run --json` prints of a run: the shape is a contract."""

from pathlib import Path
from typing import Any

from harness.findings.document import RunDocument


def run_entry(run: RunDocument, run_dir: Path) -> dict[str, Any]:
    """One entry of "runs"."""
    return {
        "mission": run.mission.id,
        "subject": run.subject.spec,
        "python": run.subject.python,
        "verdict": run.verdict,
        "exit_code": run.exit_code,
        "hypotheses": [
            {
                "id": h.id,
                "claim": h.claim,
                "result": h.result,
                "checks": [{"check": c.check, "pipeline": c.pipeline, "verdict": c.verdict} for c in h.checks],
            }
            for h in run.hypotheses
        ],
        "findings": [brief.model_dump() for brief in run.findings],
        "calibration": [{"plant": c.plant, "caught": c.caught, "trials": c.trials} for c in run.calibration],
        "trials": sum(s.trials for s in run.scenarios),
        "distinct_schedules": sum(s.distinct_schedules for s in run.scenarios),
        "duration_s": run.duration_s,
        "run_dir": str(run_dir),
    }
