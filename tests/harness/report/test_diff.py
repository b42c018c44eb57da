"""Comparisons as markdown: what GitHub would refuse for its length is made shorter, and regressions go last."""

import pytest

from harness.findings.compare import compare
from harness.report.diff import COMMENT_CHARS_MAX, diff_markdown, pairs_markdown
from tests.harness.report.factory import finding, found, run


def dx(count: int, chars: int = 0) -> list[str]:
    return [f"{n} {'|' * chars}" for n in range(count)]


@pytest.mark.parametrize("titles", [dx(3_000), dx(200, 900), dx(60, 5_000)], ids=["many", "long", "very-long"])
def test_what_is_too_long_for_a_comment_loses_entries_and_says_so_and_keeps_regressions(titles: list[str]) -> None:
    issues = [finding(f"CORE-008-DX-{n}", "dx", "low", title=title) for n, title in enumerate(titles)]
    bug = finding(title="a new bug")
    comparison = compare(run(), found(run(), bug, *issues), "high")
    for text in (diff_markdown(comparison), pairs_markdown([comparison], [])):
        assert len(text) <= COMMENT_CHARS_MAX
        assert " more, left out here for length; --format text and json have them" in text
        assert f"New findings: {len(issues) + 1:}" in text
        assert "BUG-001 is a new critical bug: a new bug" in text
        assert text.count("<details>") == text.count("</details>")


def test_what_fits_is_whole() -> None:
    issues = [finding(f"CORE-008-DX-{n}", "dx", "low", title=f"title {n}") for n in range(300)]
    text = diff_markdown(compare(run(), found(run(), *issues), "high"))
    assert "title 299" in text
    assert "left out" not in text


def test_more_runs_than_a_comment_holds_end_at_a_whole_line() -> None:
    one = compare(run(), found(run(), *(finding(f"CORE-008-DX-{n}", "dx", "low") for n in range(90))), "high")
    text = pairs_markdown([one] * 200, [])
    assert COMMENT_CHARS_MAX - 2_000 < len(text) <= COMMENT_CHARS_MAX
    assert text.startswith("## 200 pairs of runs")
    assert text.endswith("\n\nThe rest is too long for a comment; --format text and json have all of it.\n")
    assert text.count("<details>") == text.count("</details>")
