"""FINAL_REPORT.md: a pure function of the stored files, every number computed, nothing half-written."""

import re
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from harness.bundled import TEMPLATES
from harness.catalogue.severities import SEVERITIES, TYPE_CODES
from harness.errors import HarnessBug, UsageError
from harness.findings.document import RunDocument
from harness.findings.finding import Finding, FindingsDocument, Recommendation
from harness.findings.fingerprint import short_id
from harness.findings.silent_failures import SILENT_FAILURES
from harness.findings.store import write_findings, write_run
from harness.findings.summary import summarize
from harness.report.render import render_markdown, render_reports
from harness.report.templates import FILTERS, GLOBALS, check_templates
from harness.report.view import NAMES, view
from tests.harness.report import factory
from tests.harness.report.factory import (
    check,
    document,
    empty,
    finding,
    hypothesis,
    inconclusive,
    passing,
    planted,
    scenario,
)

Made = Callable[[], tuple[RunDocument, FindingsDocument]]
ALL = pytest.mark.parametrize("made", [passing, planted, inconclusive, empty], ids=lambda made: made.__name__)
SECTIONS = [
    "Executive Summary",
    "1. Research Summary",
    "2. Environment Simulation",
    "3. Test Results",
    "4. Findings Summary",
    "5. Developer Experience Evaluation",
    "6. Recommendations",
    "7. Framework Design Feedback",
    "8. Appendices",
    "9. Sign-Off",
]


def metric(text: str, name: str) -> str:
    """The value of a row of the table of key metrics."""
    found = re.search(rf"^\| {re.escape(name)} +\| (.*?) +\|$", text, re.MULTILINE)
    assert found, f"no row {name!r}"
    return found[1]


def section(text: str, heading: str) -> str:
    """From a heading to the next one of its rank or above."""
    rank = len(heading) - len(heading.lstrip("#"))
    start = text.index(f"{heading}\n")
    end = re.search(rf"^#{{1,{rank}}} ", text[start + len(heading) :], re.MULTILINE)
    return text[start : start + len(heading) + end.start()] if end else text[start:]


def write(folder: Path, run: RunDocument, findings: FindingsDocument) -> Path:
    folder.mkdir(exist_ok=True)
    write_run(folder, run)
    write_findings(folder, findings)
    return folder


@ALL
def test_every_section_is_there_and_none_is_empty(made: Made) -> None:
    text = render_markdown(*made())
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    bodies = re.split(r"^#{1,4} .*$", text, flags=re.MULTILINE)[1:]
    headings = re.findall(r"^(#{1,4}) .*$", text, re.MULTILINE)
    for number, (rank, body) in enumerate(zip(headings, bodies, strict=True)):
        has_parts = number + 1 < len(headings) and len(headings[number + 1]) > len(rank)
        assert has_parts or body.strip(" -\n"), f"nothing under heading {number}"


@ALL
def test_nothing_unfinished_is_printed(made: Made) -> None:
    text = render_markdown(*made())
    assert not re.search(r"None\b(?!:)|Undefined|\{\{|\}\}|<harness|\ue000| +\n(?<!  \n)", text)
    assert "\n\n\n" not in re.sub(r"```.*?```", "fence", text, flags=re.DOTALL)


@ALL
def test_tables_have_as_many_cells_in_every_row(made: Made) -> None:
    html = MarkdownIt("commonmark").enable("table").render(render_markdown(*made()))
    assert "| " not in re.sub(r"<pre>.*?</pre>", "", html, flags=re.DOTALL)
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        cells = {len(re.findall(r"<t[hd]>", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)}
        assert len(cells) == 1


FINDINGS = st.lists(
    st.builds(
        lambda number, type_, severity, priority, checks: finding(
            f"CORE-008-{TYPE_CODES[type_]}-{number:03d}",
            type_,
            severity,
            checks=checks,
            recommendation=priority and Recommendation(summary=f"Do {number}.", priority=priority),
        ),
        st.integers(0, 999),
        st.sampled_from([*TYPE_CODES]),
        st.sampled_from(SEVERITIES),
        st.sampled_from(["P0", "P1", "P2", None]),
        st.sampled_from([["parent_is_unchanged"], ["run_ends"], []]),
    ),
    unique_by=lambda f: f.id,
    max_size=10,
)


@settings(max_examples=25, deadline=None)
@given(FINDINGS)
def test_rows_counts_and_bars_equal_a_recomputation_from_findings_json(findings: list[Finding]) -> None:
    text = render_markdown(factory.run(), document(*findings))
    stored = orjson.loads(document(*findings).model_dump_json())["findings"]
    issues = [f for f in stored if f["type"] != "strength"]
    bugs = [f for f in issues if f["type"] in ("bug", "security", "performance", "reliability")]
    assert metric(text, "Total Findings") == str(len(stored))
    assert metric(text, "Strengths Identified") == str(len(stored) - len(issues))
    assert metric(text, "Bugs Found") == str(len(bugs))
    assert metric(text, "Critical Issues") == str(sum(f["severity"] == "critical" for f in issues))
    assert metric(text, "High Issues") == str(sum(f["severity"] == "high" for f in issues))
    assert metric(text, "DX Issues") == str(sum(f["type"] == "dx" for f in issues))
    improvements = sum(f["type"] in ("improvement", "feature_request") for f in issues)
    assert metric(text, "Improvements Suggested") == str(improvements)
    silent = sum("parent_is_unchanged" in f["checks"] for f in bugs)
    assert metric(text, "Silent Failures Detected") == str(silent)
    assert f"**Findings Logged**: {len(stored)}  \n" in text

    for severity in SEVERITIES:
        named = [f["id"] for f in issues if f["severity"] == severity]
        bar = re.search(rf"^{severity.capitalize()} +(\d+) (█*)", section(text, "### 4.1 By Severity"), re.MULTILINE)
        assert bar
        assert (int(bar[1]), len(bar[2])) == (len(named), len(named))
    for f in stored:
        assert f["id"] in section(text, "## 4. Findings Summary")
    for priority, heading in (("P0", "6.1 Immediate Actions"), ("P1", "6.2 Short"), ("P2", "6.3 Long")):
        full = next(line for line in text.splitlines() if line.startswith(f"### {heading}"))
        rows = re.findall(r"^\| \d+ .*\| (\S+) +\|$", section(text, full), re.MULTILINE)
        asked = [f for f in findings if f.recommendation and f.recommendation.priority == priority]
        assert sorted(rows) == sorted(short_id(f.id) for f in asked)


def test_other_numbers_of_the_metrics_come_from_the_run() -> None:
    text = render_markdown(*passing())
    assert metric(text, "Log Lines Captured") == "52,000"
    assert metric(text, "DX Score") == "4.33/5"
    assert metric(text, "Test Coverage") == "87.5 % (7 of 8 declared checks decided)"
    assert metric(text, "Time to Complete") == "2.9 s"


def test_changing_a_finding_changes_its_rows() -> None:
    run, findings = planted()
    other = [f.model_copy(update={"severity": "high", "title": "Renamed"}) for f in findings.findings]
    before, after = render_markdown(run, findings), render_markdown(run, document(*other))
    assert (metric(before, "Critical Issues"), metric(before, "High Issues")) == ("1", "0")
    assert (metric(after, "Critical Issues"), metric(after, "High Issues")) == ("0", "2")
    assert "The title of CORE-008-BUG-001" in section(before, "## 4. Findings Summary")
    assert "The title of CORE-008-BUG-001" not in section(after, "## 4. Findings Summary")
    assert "#### CORE-008-BUG-001: Renamed" in after


def test_a_refuted_hypothesis_shows_its_witness_and_how_to_see_it_again() -> None:
    part = section(render_markdown(*planted()), "#### H3: The claim of H3 is kept.")
    assert "**REFUTED**" in part
    assert all(line in part for line in factory.WITNESS)
    assert "failed in 40 of 40 trials (native, reorder)" in part
    assert "`stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001`" in part


def test_every_hypothesis_shows_its_checks_with_what_they_looked_at() -> None:
    run, findings = passing()
    text = render_markdown(run, findings)
    for h in run.hypotheses:
        part = section(text, f"#### {h.id}: {h.claim}")
        for c in h.checks:
            row = next(line for line in part.splitlines() if line.startswith(f"| `{c.check}`"))
            assert re.split(r" +\| ", row.strip("| ")) == [
                f"`{c.check}`", c.pipeline, c.verdict, str(c.trials), str(c.looked_at),
                "caught its plant" if c.calibrated else "unproven here",
            ]  # fmt: skip


def test_silent_failure_checks_say_what_they_rest_on_or_that_they_did_not_run() -> None:
    part = section(render_markdown(*planted()), "### 3.1 Correctness")
    how = SILENT_FAILURES["lossy conversion"]
    assert re.search(r"\| Lossy conversion +\| DETECTED +\| 0 of 1 check passed, 40 verdicts on trials", part)
    assert re.search(r"\| Swallowed exception +\| not run +\|", part)
    assert re.search(r"\| Lossy conversion +\| not decided +\|", render_markdown(*inconclusive()))
    assert re.search(r"\| Lossy conversion +\| none detected +\|", render_markdown(*passing()))
    assert f"- Lossy conversion, `parent_is_unchanged`: {how['parent_is_unchanged']}\n" in part
    assert how["conversions_are_lossless"] not in part  # it was not run


def test_what_is_excluded_by_construction_is_told_apart_and_counts_neither_way() -> None:
    out = check("dependencies_finish_first", verdict="EXCLUDED", reason="no stage depends on another", trials=0)
    alone = hypothesis("H2", "excluded", reason=f"{out.check} on {out.pipeline}: {out.reason}", checks=[out])
    beside = hypothesis("H1", checks=[check(), out])
    run_, findings = passing()
    scenarios = [scenario(checks=[check(), out])]
    text = render_markdown(run_.model_copy(update={"hypotheses": [beside, alone], "scenarios": scenarios}), findings)
    assert re.search(r"\| H1 +\| [^|]+ \| holds +\| 1 of 1 +\|", text)
    assert re.search(r"\| H2 +\| [^|]+ \| excluded by construction +\| 0 of 0 +\|", text)
    row = r"\| `dependencies_finish_first` +\| context_isolation +\| EXCLUDED +\| 0 +\| 90 +\| does not apply +\|"
    assert re.search(row, section(text, "#### H2: The claim of H2 is kept."))
    tests = section(text, "## 3. Test Results")
    assert re.search(r"\| context_isolation +\| PASS +\| 1 of 1 +\|[^\n]+`dependencies_finish_first` EXCLUDED", tests)
    assert re.search(r"\| excluded by construction: no stage depends on another +\| EXCLUDED +\|", tests)
    assert (
        "- dependencies_finish_first on context_isolation is excluded by construction and says nothing: no stage "
        "depends on another.\n"
    ) in tests
    assert "unproven here" not in tests or out.check not in tests.split("unproven here")[1].splitlines()[0]


def test_a_strength_names_the_plant_that_its_check_caught() -> None:
    part = section(render_markdown(*passing()), "### 4.2 Strengths")
    assert "Its check caught the plant `shared-metadata` and held in 40 trials without it." in part


def test_the_limits_are_those_of_this_run() -> None:
    threads = factory.scenario("threads", drivers=["threads"], explored_trials=0, native_trials=0, distinct_schedules=0)
    with_threads = section(
        render_markdown(factory.run(scenarios=[threads]), document()), "### 3.5 What a PASS Here Does Not Say"
    )
    without = section(render_markdown(*passing()), "### 3.5 What a PASS Here Does Not Say")
    assert "Trials of the driver 'threads' are not controlled" in with_threads
    assert "No schedule was controlled" in with_threads
    assert "OS threads" not in without
    assert "The 377 distinct schedules" in without
    assert "C code is not covered" in without
    assert "unproven here, because no plant has shown that they can fail: parent_is_unchanged, run_ends" in without


def test_a_planted_run_says_so_before_anything_else() -> None:
    text = render_markdown(*planted())
    assert "planted on purpose in this run: `shared-metadata`" in text[: text.index("## Executive Summary")]
    assert "planted on purpose" not in render_markdown(*passing())


def test_rubric_is_printed_and_an_unmeasured_category_has_no_score() -> None:
    part = section(render_markdown(*passing()), "### 5.1 Scores")
    assert "Scored by rubric v1. Each category has one measured figure" in part
    assert re.search(r"\| Clarity +\| 4 +\| 0.861 +\| 475 of 552 parameters", part)
    assert re.search(r"\| Performance +\| n/a +\| n/a +\| the subject has no stageflow.Pipeline", part)
    assert re.search(r"\| \*\*Overall\*\* +\| \*\*4.33/5\*\*", part)
    assert re.search(r"\| Performance +\| time of a run .* \| up to 2.0, 4.0, 8.0, 16.0 +\|", part)


def test_harness_errors_stand_beside_the_verdict() -> None:
    run = factory.run(verdict="BLOCKED", harness_errors=["check `x` raised KeyError"])
    part = section(render_markdown(run, document()), "### Verdict")
    assert "please report it" in part
    assert "check `x` raised KeyError" in part


HOSTILE = "a | b `c` <script>alert(1)</script> **d** [e](javascript:f)\n# g\n\n---\n```\n\x1b[2J\x07\u202e\u2028\ud800"


def test_hostile_text_is_shown_and_does_nothing() -> None:
    run, findings = planted()
    bad = check(verdict="FAIL", reason=HOSTILE, witness=[HOSTILE, "```", "| x |"], pipeline=HOSTILE)
    run = run.model_copy(
        update={
            "agent": HOSTILE,
            "verdict_reason": HOSTILE,
            "harness_errors": [HOSTILE],
            "environment": {HOSTILE: HOSTILE},
            "hypotheses": [hypothesis("H3", "refuted", claim=HOSTILE, reason=HOSTILE, promise=HOSTILE, checks=[bad])],
            "scenarios": [factory.scenario(HOSTILE, purpose=HOSTILE, ended=HOSTILE, checks=[bad])],
            "mission": factory.mission(title=HOSTILE, context=[HOSTILE], known_failure_modes=[HOSTILE]),
            "command": HOSTILE,
        }
    )
    fields = {"title": HOSTILE, "description": HOSTILE, "component": HOSTILE, "witness": [HOSTILE], "promise": HOSTILE}
    findings = document(*(f.model_copy(update=fields) for f in findings.findings))
    text = render_markdown(run, findings)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\ud800-\udfff\ue000]", text)
    text.encode("utf-8")
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "<script" not in html
    assert 'javascript:f"' not in html
    assert re.findall(r"<h2>(.*?)</h2>", html) == SECTIONS
    assert len(re.findall("<h1>", html)) == 1
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        assert len({len(re.findall(r"<t[hd]>", row)) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)}) == 1


@ALL
def test_rendering_again_gives_the_same_bytes(tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "run", *made())
    (path,) = render_reports(folder)
    first = path.read_bytes()
    path.unlink()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    elsewhere = folder.rename(tmp_path / "moved")
    (again,) = render_reports(elsewhere)
    assert again.read_bytes() == first
    assert sorted(p.name for p in elsewhere.iterdir()) == ["FINAL_REPORT.md", "findings.json", "run.json"]


def test_metrics_files_are_listed_with_their_plain_values(tmp_path: Path) -> None:
    folder = write(tmp_path, *passing())
    (folder / "metrics").mkdir()
    (folder / "metrics" / "resources.json").write_text('{"rss_bytes_max": 5, "samples": [1, 2]}')
    (folder / "metrics" / "trials.jsonl").write_text("{}\n{}\n{}\n")
    (folder / "metrics" / "usage.json").write_text('[{"rss": 12345, "worker": "a|b"}, {"rss": 2, "worker": "c"}]')
    (folder / "metrics" / "uneven.json").write_text('[{"rss": 12345}, {"worker": "c"}]')
    part = section(render_reports(folder)[0].read_text(), "### C. Performance Data")
    assert "`metrics/resources.json` holds 2 entries: rss_bytes_max 5.\n" in part
    assert "`metrics/trials.jsonl` holds 3 entries.\n" in part
    assert "`metrics/uneven.json` holds 2 entries.\n\n`metrics/usage.json` holds 2 entries.\n\n" in part
    assert "| worker | rss    |\n| ------ | ------ |\n| a\\|b   | 12,345 |\n| c      | 2      |\n" in part


def test_a_metrics_file_that_is_not_json_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, *passing())
    (folder / "metrics").mkdir()
    (folder / "metrics" / "resources.json").write_text("{")
    with pytest.raises(UsageError, match=r"resources\.json:1:\d+: not JSON"):
        render_reports(folder)


def test_one_template_is_overridden_and_the_others_stay(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "sections").mkdir(parents=True)
    (own / "sections" / "9-sign-off.md.j2").write_text("## Signed\n\n{{ run.agent }} {{ '|' }} {{ summary.total }}\n")
    before, after = render_markdown(*passing()), render_markdown(*passing(), templates=own)
    assert after == before[: before.index("## 9. Sign-Off")] + "## Signed\n\nstageflow-stress 0.1.0 \\| 2\n"
    check_templates(own)


BROKEN = [
    ("{{ run.no_such_field }}", 1, "no_such_field"),
    ("line\n{{ nothing }}", 2, "'nothing' is undefined"),
    ("\n\n{% if %}", 3, "Expected an expression"),
    ("{% include 'gone.md.j2' %}", 1, "there is no template 'gone.md.j2'"),
    ("{{ run.seed + 'x' }}", 1, "TypeError"),
    ("{{ 1 // 0 }}", 1, "ZeroDivisionError"),
    ("a\n{{ run.__class__.__mro__ }}", 2, "unsafe"),
    ("{{ 'x' | no_such_filter }}", 1, "no_such_filter"),
    ("{{ run.mission.context.append('x') }}", 1, "unsafe|not safely callable"),
]


@pytest.mark.parametrize(("source", "line", "message"), BROKEN, ids=[message for _, _, message in BROKEN])
def test_a_template_that_does_not_render_is_placed_and_nothing_is_written(
    tmp_path: Path, source: str, line: int, message: str
) -> None:
    folder = write(tmp_path / "run", *passing())
    own = tmp_path / "own"
    (own / "sections").mkdir(parents=True)
    template = own / "sections" / "9-sign-off.md.j2"
    template.write_text(source)
    with pytest.raises(UsageError, match=message) as caught:
        render_reports(folder, own)
    assert str(caught.value).startswith(f"{template}:{line}: the template does not render: ")
    assert sorted(p.name for p in folder.iterdir()) == ["findings.json", "run.json"]


def test_a_broken_template_does_not_touch_an_earlier_report(tmp_path: Path) -> None:
    folder = write(tmp_path / "run", *passing())
    before = render_reports(folder)[0].read_bytes()
    own = tmp_path / "own"
    own.mkdir()
    (own / "FINAL_REPORT.md.j2").write_text("{{ nothing }}")
    with pytest.raises(UsageError):
        render_reports(folder, own)
    assert (folder / "FINAL_REPORT.md").read_bytes() == before


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (None, "not a folder of templates"),
        ({"odd.md.j2": ""}, r"holds no template that could be overridden.*FINAL_REPORT"),
    ],
    ids=["no-folder", "wrong-names"],
)
def test_a_folder_that_overrides_nothing_is_refused(tmp_path: Path, files: dict[str, str] | None, message: str) -> None:
    own = tmp_path / "own"
    for name, source in (files or {}).items():
        own.mkdir(exist_ok=True)
        (own / name).write_text(source)
    with pytest.raises(UsageError, match=f"(?s){message}"):
        check_templates(own)
    with pytest.raises(UsageError, match=f"(?s){message}"):
        render_markdown(*passing(), templates=own)


def test_a_template_with_a_syntax_error_is_refused_before_a_run(tmp_path: Path) -> None:
    (tmp_path / "FINAL_REPORT.md.j2").write_text("\n{% for %}")
    with pytest.raises(UsageError, match=r"FINAL_REPORT\.md\.j2:2: the template does not render"):
        check_templates(tmp_path)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("\n{{ nothing }}", "2: .*'nothing' is undefined"),
        ("{% if nothing %}{% endif %}", "1: .*'nothing' is undefined"),
        ("{{ run.agent | no_such }}", "1: .*no_such"),
        ("\n\n{% include 'gone.md.j2' %}", "3: .*there is no template 'gone.md.j2'"),
    ],
    ids=["name", "test", "filter", "include"],
)
def test_what_can_be_seen_without_a_run_is_seen_before_it(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path / "FINAL_REPORT.md.j2").write_text(source)
    with pytest.raises(UsageError, match=rf"FINAL_REPORT\.md\.j2:{message}"):
        check_templates(tmp_path)


def test_a_template_may_set_loop_define_and_include_what_it_likes(tmp_path: Path) -> None:
    (tmp_path / "own.md.j2").write_text("{{ x }} {{ finding }}")
    (tmp_path / "FINAL_REPORT.md.j2").write_text(
        "{% macro bold(t) %}**{{ t }}**{% endmacro %}{% set x = 1 %}{% for finding in summary.bugs %}"
        "{% include 'own.md.j2' %}{{ loop.index }}{% endfor %}{% if odd is defined %}{{ odd }}{% endif %}"
        "{{ bold('a|b') | as_markdown }} {{ count(2, 'x') }}"
    )
    check_templates(tmp_path)
    assert render_markdown(*passing(), templates=tmp_path) == "**a\\|b** 2 xs\n"


def test_the_templates_readme_names_everything_that_a_template_may_use() -> None:
    text = (TEMPLATES / "README.md").read_text()
    listed = re.findall(r"^\| `(\w+)`", text, re.MULTILINE)
    assert listed == [*NAMES, *FILTERS, *GLOBALS]


def test_names_are_those_of_the_view() -> None:
    run, findings = passing()
    assert [*view(run, findings, summarize(run, findings), ())] == [*NAMES]


def test_a_defect_of_our_own_templates_is_our_bug(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "FINAL_REPORT.md.j2").write_text("{{ nothing }}")
    monkeypatch.setattr("harness.report.templates.TEMPLATES", tmp_path)
    monkeypatch.setattr("harness.report.render.TEMPLATES", tmp_path)
    with pytest.raises(HarnessBug, match="'nothing' is undefined"):
        render_markdown(*passing())


def test_templates_hold_no_number_of_a_run() -> None:
    sources = "\n".join(path.read_text() for path in TEMPLATES.rglob("*.j2"))
    outside = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", sources, flags=re.DOTALL)
    assert re.findall(r"(?<![\w#.])\d+(?![\w.])(?! of)", re.sub(r"^#+ .*$", "", outside, flags=re.MULTILINE)) == []
