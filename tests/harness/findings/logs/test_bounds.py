"""Many lines, long lines and hostile text: what is kept and shown stays small, and nothing of a text acts."""

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.evidence.encodable import json_bytes
from harness.evidence.records import LogLine, to_json
from harness.evidence.writer import EvidenceWriter
from harness.findings.document import LogAnalysis
from harness.findings.finding import Finding
from harness.findings.logs.analysis import analyse
from harness.findings.logs.findings import findings_of_log
from harness.findings.logs.lines import EXCERPT_CHARS_MAX, NAME_CHARS_MAX, TEXT_CHARS_MAX, Line, LogFile
from harness.findings.logs.notes import TrialNote
from harness.findings.logs.shapes import SHAPE_CHARS_MAX
from tests.harness.findings.logs.written import log

HOSTILE = [
    "\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x07",
    "**bold** | cell | <script>alert(1)</script> ``` fence\n# heading",
    "control \x00\x01\x7f\u202e\u2028 end",
    "lone surrogate \ud800 here",
    "' " * 5_000,
    "(" * 100_000,
    "a" * 1_000_000,
    "1." * 500_000,
    "0" * 200_000 + "x",
    "<" * 50_000 + " object at 0x",
    "{" * 50_000,
]


def varied(lines: int) -> Iterator[Line]:
    """Every kind of state at once: other loggers and shapes with each line, errors, starts, figures, repeats, ids."""
    for n in range(lines):
        word = "".join(chr(97 + int(digit)) for digit in str(n))
        message = (
            f"job {word} started",
            f"could not reach {word} of <x.Y object at 0x{n:x}>",
            f"memory {n} of {word}",
            f"waiting for {n:08x}-aaaa-4aaa-8aaa-{n - 4:012x}",
        )[n % 4]
        level = "ERROR" if n % 4 == 1 else "INFO"
        trial, seq = divmod(n, 2_000)
        run = f"{n:08x}-aaaa-4aaa-8aaa-{n:012x}"
        yield Line("logs/p.jsonl", n + 1, "p", trial, seq, level, f"l.{word}", message, n, run)


def held_here() -> int:
    """The bytes that the analysis and the lines given to it hold; other threads and collections of this process not."""
    of_logs = tracemalloc.Filter(True, "*/harness/findings/logs/*")
    return sum(trace.size for trace in tracemalloc.take_snapshot().filter_traces([of_logs]).traces)


def test_three_times_the_lines_take_no_more_memory() -> None:
    few, many = 4_000, 12_000
    held = dict[int, int]()

    def watched() -> Iterator[Line]:
        for line in varied(many):
            if line.number in (few, many):
                held[line.number] = held_here()
            yield line

    notes = {("p", trial): TrialNote("completed", log_lines=2_000, clock="virtual") for trial in range(40)}
    tracemalloc.start()
    try:
        assert analyse(watched(), notes).lines == many
    finally:
        tracemalloc.stop()
    assert held[few] > 1_000_000
    assert held[many] < 1.3 * held[few]


def assert_bounded(analysis: LogAnalysis) -> None:
    excerpts = [e for p in analysis.patterns for e in p.excerpts] + [e for r in analysis.errors for e in r.context]
    assert all(len(e.text) <= EXCERPT_CHARS_MAX and "\n" not in e.text for e in excerpts)
    assert all(len(s.shape) <= SHAPE_CHARS_MAX for s in analysis.shapes)
    assert len(json.dumps(analysis.model_dump(mode="json"))) < 200_000


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_hostile_text_is_found_and_stays_bounded(text: str) -> None:
    analysis = log(*[f"ERROR a: {text[:TEXT_CHARS_MAX]}"] * 4).analysis()
    assert {p.name for p in analysis.patterns} >= {"duplicate_errors", "unexpected_error"}
    assert_bounded(analysis)


def test_an_excerpt_says_that_it_was_cut() -> None:
    (error,) = log(f"ERROR a: {'x' * 1000}").analysis().errors
    assert error.context[0].text == "x" * (EXCERPT_CHARS_MAX - 3) + "..."


def stored(folder: Path, messages: list[str], logger: str = "a") -> LogFile:
    for name in ("evidence", "logs"):
        (folder / name).mkdir()
    with EvidenceWriter(folder, "p") as writer:
        writer.lines([to_json(LogLine("ERROR", logger, text), "p", 0, seq) for seq, text in enumerate(messages)])
    return LogFile(folder / "logs" / "p.jsonl")


def test_hostile_text_survives_the_file(tmp_path: Path) -> None:
    file = stored(tmp_path, HOSTILE, logger="x" * 10_000)
    lines = list(file.lines())
    assert file.unreadable == 0
    assert [line.number for line in lines] == list(range(1, len(HOSTILE) + 1))
    assert max(len(line.message) for line in lines) == TEXT_CHARS_MAX
    assert {len(line.logger) for line in lines} == {NAME_CHARS_MAX}
    analysis = analyse(lines, {("p", 0): TrialNote("completed", log_lines=len(lines))})
    assert_bounded(analysis)
    json_bytes(analysis.model_dump(mode="json"))


def test_time_and_run_of_a_line_are_read_where_they_stand(tmp_path: Path) -> None:
    file = stored(tmp_path, [])
    line = to_json(LogLine("INFO", "a", "x"), "p", 0, 0)
    with EvidenceWriter(tmp_path, "p") as writer:
        writer.lines([{**line, "at_us": 7, "run": "r"}, line, {**line, "at_us": True, "run": 5}])
    assert [(one.at_us, one.run) for one in file.lines()] == [(7, "r"), (-1, ""), (-1, "")]


def test_what_is_no_line_is_counted_and_left_out(tmp_path: Path) -> None:
    file = stored(tmp_path, ["one", "two", "three"])
    data = file.path.read_bytes().splitlines(keepends=True)
    file.path.write_bytes(data[0] + b"{]\n" + data[1].replace(b"two", b"tow") + b"[1]\n" + b"\xff\n" + data[2][:20])
    assert [line.message for line in file.lines()] == ["one"]
    assert file.unreadable == 5


def test_no_file_is_an_empty_log(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "p.jsonl")
    assert list(file.lines()) == []
    assert analyse([], {}).lines == 0


def found(*texts: str) -> list[Finding]:
    analysis = log(*texts).analysis()
    return findings_of_log("CORE-900", analysis, "2026-01-02T03:04:05Z", "stageflow-stress run CORE-900")


def test_many_patterns_give_a_bounded_number_of_findings() -> None:
    words = ["".join(chr(97 + int(d)) for d in str(n)) for n in range(400)]
    analysis = log(*(f"ERROR l.{word}: lost {word}" for word in words)).analysis()
    assert len(analysis.patterns) == 20
    assert len(analysis.patterns) + analysis.other_patterns == 100  # so many shapes of one trial are told apart
    assert len(findings_of_log("CORE-900", analysis, "2026-01-02T03:04:05Z", "again")) == 20
