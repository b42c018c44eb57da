"""Two logs compared: what is new, what is gone, which counts changed, and whether all of it was kept."""

from harness.findings.document import LogAnalysis, LogFacts
from harness.findings.logs.compare import LevelChange, compare_logs
from tests.harness.findings.logs.written import log


def facts(*texts: str, **levels: int) -> LogFacts:
    analysis = log(*texts).analysis()
    by_level = levels or analysis.by_level
    return LogFacts(lines=sum(by_level.values()), stored=analysis.lines, by_level=by_level, analysis=analysis)


def test_equal_logs_have_no_changes() -> None:
    one = facts("WARNING a: slow 1", "INFO a: x")
    said = compare_logs(one, facts("WARNING a: slow 2", "INFO a: y"))
    assert said.analysed and said.complete and not said.changed


def test_new_and_gone_shapes_from_warnings_on_are_told() -> None:
    base = facts("WARNING a: slow 1", "ERROR a: lost 1", "INFO a: only here")
    head = facts("WARNING a: slow 2", "WARNING b: slow 2", "ERROR a: late 9", "INFO a: only there")
    said = compare_logs(base, head)
    assert [(s.level, s.logger, s.shape) for s in said.new] == [
        ("ERROR", "a", "late #"),
        ("WARNING", "b", "slow #"),
    ]
    assert [(s.level, s.logger, s.shape) for s in said.gone] == [("ERROR", "a", "lost #")]


def test_patterns_that_come_and_go_are_told() -> None:
    said = compare_logs(facts("INFO a: hello {name}"), facts("ERROR a: lost"))
    assert [p.name for p in said.new_patterns] == ["unexpected_error"]
    assert [p.name for p in said.gone_patterns] == ["odd_form"]


def test_changed_counts_are_told_by_level() -> None:
    said = compare_logs(facts("INFO a: x", INFO=5, WARNING=2), facts("INFO a: x", INFO=5, WARNING=9, ERROR=1))
    assert said.levels == (LevelChange("ERROR", 0, 1), LevelChange("WARNING", 2, 9))
    assert said.changed


def test_a_run_without_an_analysis_is_compared_by_its_levels_alone() -> None:
    old = LogFacts(lines=3, stored=3, by_level={"INFO": 3})
    for said in (compare_logs(old, facts("ERROR a: x")), compare_logs(facts("ERROR a: x"), old)):
        assert not said.analysed and not said.complete
        assert not (said.new or said.gone or said.new_patterns or said.gone_patterns)
        assert [change.level for change in said.levels] == ["ERROR", "INFO"]


def test_it_is_told_where_a_run_had_more_than_it_keeps() -> None:
    words = [f"{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(130)]
    many = facts(*(f"WARNING a: {word}" for word in words))
    assert isinstance(many.analysis, LogAnalysis) and many.analysis.other_warnings == 30
    assert not compare_logs(many, facts("INFO a: x")).complete
