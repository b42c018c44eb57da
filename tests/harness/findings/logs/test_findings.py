"""Findings from patterns: hints with their excerpts, known again in every run, that decide nothing."""

from harness.errors import ExitCode
from harness.findings.finding import Finding
from harness.findings.logs.findings import CHECK, TITLE_CHARS_MAX, findings_of_log
from harness.findings.verdict import exit_code, is_bug, mission_verdict
from tests.harness.findings.logs.written import Log, log

AT = "2026-01-02T03:04:05Z"
AGAIN = "stageflow-stress run CORE-900"


def found(written: Log, mission: str = "CORE-900") -> list[Finding]:
    return findings_of_log(mission, written.analysis(), AT, AGAIN)


def test_a_log_without_a_pattern_gives_no_finding() -> None:
    assert found(log("INFO shop: job a started", "INFO shop: job a finished")) == []


def test_a_finding_carries_what_was_seen() -> None:
    (finding,) = found(log("INFO shop: fine", "ERROR shop.orders: order 17 is lost"))
    assert (finding.type, finding.severity, finding.component) == ("improvement", "low", "shop.orders")
    assert finding.id == f"CORE-900-IMP-{finding.fingerprint[:8]}"
    assert finding.title == "An error is logged where everything went well: order # is lost"
    assert finding.checks == [f"{CHECK}unexpected_error"]
    assert finding.witness == ["logs/p.jsonl:2: ERROR: order 17 is lost"]
    assert (finding.evidence.pipeline, finding.evidence.trial, finding.evidence.file) == ("p", 0, "logs/p.jsonl")
    assert finding.reproduction is not None and finding.reproduction.steps[0] == AGAIN
    assert " may " in finding.description and "bug" not in finding.description.lower()


def test_it_is_the_same_finding_whatever_the_numbers_the_trials_and_the_places_are() -> None:
    first = found(log("ERROR shop: order 17 is lost"))
    other = found(log("INFO shop: fine").trial("ERROR shop: order 4 is lost", "ERROR shop: order 5 is lost"))
    assert [f.fingerprint for f in first] == [f.fingerprint for f in other]


def test_another_mission_logger_shape_or_pattern_is_another_finding() -> None:
    prints = {
        found(log("ERROR shop: order 17 is lost"))[0].fingerprint,
        found(log("ERROR shop: order 17 is lost"), "CORE-901")[0].fingerprint,
        found(log("ERROR shop.db: order 17 is lost"))[0].fingerprint,
        found(log("ERROR shop: order 17 is late"))[0].fingerprint,
        found(log(*["ERROR shop: order 17 is lost"] * 3, failures=1))[0].fingerprint,
    }
    assert len(prints) == 5


def test_no_finding_of_a_log_changes_verdict_or_exit_code() -> None:
    findings = found(log(*["ERROR shop: order 17 is lost"] * 5, "INFO shop: hello {name}"))
    assert len(findings) == 3
    assert not any(map(is_bug, findings))
    with_them, without = (mission_verdict("P0", "catastrophic", [], fs, []) for fs in (findings, []))
    assert with_them == without
    assert exit_code("PASS", [], findings, [], "low") == exit_code("PASS", [], [], [], "low") == ExitCode.OK


def test_a_long_shape_makes_no_long_title_and_a_root_logger_has_a_name() -> None:
    (finding,) = found(log(f"ERROR : {'word ' * 100}"))
    assert len(finding.title) < TITLE_CHARS_MAX + 60 and finding.title.endswith("...")
    assert finding.component == "root"
