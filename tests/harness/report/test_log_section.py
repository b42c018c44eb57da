"""The log in the report: at most a page, rendered from run.json alone, and nothing of a line acts."""

import pytest

from harness.findings.document import LogAnalysis, LogFacts
from harness.report.render import render_markdown
from tests.harness.findings.logs.written import Log, log
from tests.harness.report.factory import document, found, run
from tests.harness.report.hostile import CORPUS
from tests.harness.report.test_hostile import hidden_in, kinds

LINES_MAX = 120


def section(analysis: LogAnalysis | None) -> str:
    facts = LogFacts(lines=9, stored=9, by_level={"INFO": 9}, analysis=analysis)
    text = render_markdown(found(run(logs=facts)), document())
    return text.split("### B. Test Logs")[1].split("### C.")[0]


def test_a_run_without_an_analysis_shows_its_levels() -> None:
    assert "The stored lines" not in section(None)
    assert "| INFO " in section(None)


def test_an_empty_log_says_nothing_more() -> None:
    assert section(Log().analysis()) == section(None)


def test_shapes_words_errors_times_and_runs_are_told() -> None:
    many = log(("INFO a: begun 1", {"at_us": 0, "run": "r"}), ("ERROR a: lost 5", {"at_us": 1_500}), clock="virtual")
    text = " ".join(section(many.analysis()).split())
    for told in (
        "1 trial, of which 1 went well by their records",
        "| 1 | ERROR | `a` | `lost #` |",
        "- **Unexpected error** in `a` (p; 1 time, 1 trial): errors, up to 1 in a trial",
        "1 line `lost #`, the first one in its place:",
        "logs/p.jsonl:1: INFO: begun 1 logs/p.jsonl:2: ERROR: lost 5",
        "was 1.50 ms of virtual time, before `logs/p.jsonl:2` (1 trial).",
        "1 line carries the id of a run; in the same trials 1 line at INFO and above carries none.",
    ):
        assert told in text


def test_what_is_left_out_is_told() -> None:
    words = [f"{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(60)]
    many = log(*(f"ERROR a: {word}" for word in words), "INFO a: x").trial("INFO a: y", missing=3)
    analysis = many.analysis().model_copy(update={"unreadable": 4})
    text = " ".join(section(analysis).split())
    for told in (
        "Of 1 trial not every line is there",
        "4 lines are damaged and left out.",
        "Not shown: 54 lines of 54 other shapes.",
        "Not shown: 55 other patterns; `run.json` holds the first of them.",
    ):
        assert told in text


@pytest.mark.parametrize("text", CORPUS.values(), ids=CORPUS)
def test_hostile_lines_are_shown_and_do_nothing(text: str) -> None:
    logger = " ".join(text.replace(": ", "").split()) or "a"
    told = section(log(*[f"ERROR {logger}: {text} {'{name}'} {'x' * 5000}"] * 30).analysis())
    tame = section(log(*[f"ERROR a: word {'{name}'} {'x' * 5000}"] * 30).analysis())
    assert set(kinds(told)) <= set(kinds(tame))
    told.encode("utf-8")
    assert hidden_in(told) == set()
    assert told.count("\n") < LINES_MAX


def test_a_full_log_takes_a_page() -> None:
    words = [f"{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(200)]
    analysis = log(*(f"ERROR {word}: hello {{name}} {word}" for word in words for _ in range(4))).analysis()
    assert section(analysis).count("\n") < LINES_MAX
