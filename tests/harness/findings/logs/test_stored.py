"""The log of a run folder, read in the light of its records."""

from pathlib import Path

import pytest

from harness.evidence.records import Event, LogLine, Record, Summary, Trial, WorkerEnd, to_json
from harness.evidence.writer import EvidenceWriter
from harness.findings.document import LogAnalysis
from harness.findings.judgement import judge_scenario
from harness.findings.logs.stored import analyse_stored
from harness.wire import ScenarioRun

ORDER = ScenarioRun("p", "pipeline_run", ())
STARTED, LOST = LogLine("INFO", "a", "job 1 started"), LogLine("ERROR", "a", "job 1 is lost")
ENDED = LogLine("INFO", "a", "job 1 ended")


@pytest.fixture
def run_dir(tmp_path: Path) -> Path:
    for name in ("evidence", "logs"):
        (tmp_path / name).mkdir()
    return tmp_path


def head(records: int) -> Trial:
    return Trial("native", "native", "inline", 0, 0, "completed", "d", records)


def write(run_dir: Path, *trials: tuple[list[Record], list[LogLine]]) -> None:
    with EvidenceWriter(run_dir, "p") as writer:
        for number, (records, lines) in enumerate(trials):
            every = [*records, *lines, head(len(records))]
            writer.lines([to_json(record, "p", number, seq) for seq, record in enumerate(every)])
        writer.record(Summary(len(trials), len(trials), 0, len(trials), 0, 0, 0, {}, {}, {}))
        writer.record(WorkerEnd("completed"))


def analysis(run_dir: Path) -> LogAnalysis:
    return analyse_stored(run_dir, [judge_scenario(run_dir, ORDER)])


def test_an_error_is_unexpected_only_where_the_records_speak_of_no_failure(run_dir: Path) -> None:
    failed = Event("stage_failed", 1, {"stage": "s0"})
    write(run_dir, ([failed], [LOST]), ([Event("stage_ended", 1, {"status": "ok"})], [LOST]))
    found = analysis(run_dir)
    assert (found.trials, found.trials_happy, found.trials_partial) == (2, 1, 0)
    assert [(p.name, [e.trial for e in p.excerpts]) for p in found.patterns] == [("unexpected_error", [1])]


def test_a_line_that_was_lost_from_the_file_is_no_missing_end(run_dir: Path) -> None:
    write(run_dir, ([], [STARTED, ENDED]), ([], [STARTED, ENDED]))
    assert analysis(run_dir).trials_partial == 0
    path = run_dir / "logs" / "p.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    found = analysis(run_dir)
    assert (found.trials_partial, found.patterns) == (1, [])


def test_an_end_that_was_never_logged_is_missing(run_dir: Path) -> None:
    write(run_dir, ([], [STARTED, ENDED]), ([], [STARTED]))
    assert [p.name for p in analysis(run_dir).patterns] == ["missing_success"]


def test_damage_is_counted(run_dir: Path) -> None:
    write(run_dir, ([], [STARTED, ENDED]))
    with (run_dir / "logs" / "p.jsonl").open("ab") as file:
        file.write(b"{}\n")
    assert analysis(run_dir).unreadable == 1
