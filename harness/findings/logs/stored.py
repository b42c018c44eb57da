"""The analysis of the log that a run folder holds."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from harness.findings.document import LogAnalysis
from harness.findings.judgement import JudgedScenario
from harness.findings.logs.analysis import analyse
from harness.findings.logs.lines import LogFile


def analyse_stored(run_dir: Path, scenarios: Sequence[JudgedScenario]) -> LogAnalysis:
    """Reads every file of logs/ once, pipeline after pipeline, in the light of what their records say."""
    files = [LogFile(run_dir / "logs" / f"{scenario.order.id}.jsonl") for scenario in scenarios]
    notes = {(s.order.id, number): note for s in scenarios for number, note in s.notes.items()}
    found = analyse(chain.from_iterable(file.lines() for file in files), notes)
    return found.model_copy(update={"unreadable": sum(file.unreadable for file in files)})
