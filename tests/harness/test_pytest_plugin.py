"""The pytest plugin: what is collected, what each answer of a run becomes, what a failure says, and that one run is
shared.
"""

import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from harness import pytest_items
from harness.engine import Request
from harness.errors import HarnessBug, SubjectError
from harness.findings.document import BaselineAnswer, BaselineUse, RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.fingerprint import fingerprint
from harness.mission.model import Redact
from harness.pytest_items import OTHER, Ended
from harness.report.outcomes import outcomes
from tests.cli.small import SHOP, SHOP_STAGE
from tests.harness.report.factory import (
    WITNESS,
    document,
    finding,
    found,
    hypothesis,
    inconclusive,
    mission,
    passing,
    planted,
    run,
)
from tests.repo.test_readme import STRESS

pytest_plugins = ["pytester"]
Documents = tuple[RunDocument, FindingsDocument]
MISSION = """\
schema: 1
id: CORE-008
title: A demonstration
priority: P1
risk: moderate
hypotheses:
  - {id: H1, claim: Every output is right., decided_by: [every_output_is_golden]}
  - {id: H3, claim: "Every [output] is right, twice.", decided_by: [every_output_is_golden]}
pipelines:
  - id: wide
    purpose: Stages side by side
    graph: {kind: fan_out, stages: 3}
    checks: [every_output_is_golden]
"""
FILE = "missions/core.mission.yaml"


class Session:
    """Sessions of pytest in a folder with one mission, whose runs are not made but answered."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pytester, self.asked = pytester, list[Request]()
        self.answer: Documents | Exception = passing()
        pytester.mkdir("missions")
        self.write(FILE, MISSION)
        monkeypatch.setattr(pytest_items, "run_to_its_end", self._run)

    def write(self, name: str, text: str) -> None:
        (self.pytester.path / name).write_text(text)

    def run(self, *arguments: str) -> pytest.RunResult:
        return self.pytester.runpytest_inprocess("-p", "no:xdist", "-p", "no:cacheprovider", *arguments)

    def outcomes(self, *arguments: str) -> dict[str, str]:
        """Item -> how it ended, as `-rA` tells it."""
        text = self.run("-rA", *arguments).stdout.str()
        told = re.findall(rf"^([A-Z]+) {FILE}::(\S+)", text, re.M)
        skipped = re.findall(rf"^(SKIPPED) \[1\] {FILE}:\d+: (H\d)", text, re.M)
        return {name: word.lower() for word, name in (*told, *skipped)}

    def _run(self, config: pytest.Config, path: Path) -> Ended:
        self.asked.append(pytest_items.request_of(config, path))
        if isinstance(self.answer, Exception):
            raise self.answer
        return Ended(*self.answer, self.asked[-1].out / "CORE-008/run-2026-03-04-001")


@pytest.fixture
def session(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Session:
    return Session(pytester, monkeypatch)


def with_lines(documents: Documents) -> Documents:
    """The same run as one of the mission that stands in the folder."""
    lines = {"hypotheses/H1": 7, "hypotheses/H3": 8, "pipelines/wide": 10}
    return documents[0].model_copy(update={"mission": mission(path=FILE, lines=lines)}), documents[1]


def skipped() -> Documents:
    left = [hypothesis("H1", "unsupported", reason="H1 is not there"), hypothesis("H3", "not_run", reason="H3 waits")]
    return run(hypotheses=left, verdict="NOT_APPLICABLE"), document()


def wish() -> Documents:
    answers = [hypothesis("H1"), hypothesis("H3", "refuted", promise=None, reason="H3 is no promise")]
    return run(hypotheses=answers), document()


def excused() -> Documents:
    run_, findings = planted()
    (failed,) = run_.hypotheses[1].checks
    bug = findings.findings[0].model_copy(
        update={"fingerprint": fingerprint("CORE-008", failed.check, "ContextSnapshot", failed.signature)}
    )
    said = BaselineAnswer(fingerprint=bug.fingerprint, id=bug.id, status="known", reason="waits")
    return found(run_, bug).model_copy(
        update={"baseline": BaselineUse(file="known.yaml", entries=1, answers=[said])}
    ), document(bug)


def of_no_hypothesis(severity: str) -> Documents:
    lone = finding(severity=severity, checks=["run_ends"], hypothesis=None)
    run_ = found(run(verdict="NEEDS_WORK", hypotheses=[hypothesis("H1"), hypothesis("H3")]), lone)
    return run_, document(lone)


def broken() -> Documents:
    return run(
        verdict="BLOCKED", hypotheses=[hypothesis("H1"), hypothesis("H3")], harness_errors=["it broke"]
    ), document()


def test_a_mission_is_a_collector_of_its_hypotheses_and_of_all_else(session: Session) -> None:
    session.write("missions/other.yaml", MISSION)
    listed = session.run("--collect-only", "-q").stdout.str().splitlines()
    assert [line for line in listed if "::" in line] == [f"{FILE}::H1", f"{FILE}::H3", f"{FILE}::{OTHER}"]
    assert session.asked == []


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (passing, ("passed", "passed", "passed")),
        (planted, ("passed", "failed", "passed")),
        (inconclusive, ("passed", "error", "passed")),
        (skipped, ("skipped", "skipped", "passed")),
        (wish, ("passed", "skipped", "passed")),
        (excused, ("passed", "passed", "passed")),
        (lambda: of_no_hypothesis("high"), ("passed", "passed", "failed")),
        (lambda: of_no_hypothesis("medium"), ("passed", "passed", "passed")),
        (broken, ("passed", "passed", "error")),
    ],
    ids=[
        "holds",
        "refuted",
        "inconclusive",
        "left-out",
        "no-promise",
        "known",
        "lone-bug",
        "lone-small-bug",
        "harness-error",
    ],
)
def test_an_item_ends_as_the_test_case_of_junit_does(
    session: Session, made: Callable[[], Documents], expected: tuple[str, str, str]
) -> None:
    session.answer = made()
    items = session.outcomes()
    assert items == dict(zip(("H1", "H3", OTHER), expected, strict=True))
    for outcome in outcomes(*session.answer):
        if outcome.hypothesis:
            assert items[outcome.hypothesis] == outcome.status
    assert len(session.asked) == 1


def test_a_failure_tells_what_failed_witness_fingerprint_place_and_how_to_see_it_again(session: Session) -> None:
    session.answer = with_lines(planted())
    text = session.run().stdout.str()
    (bug, _) = session.answer[1].findings
    for line in (
        "refuted: H3: The claim of H3 is kept.",
        "  parent_is_unchanged failed on context_isolation",
        f"CORE-008-BUG-001 (critical bug, fingerprint {bug.fingerprint}): The title of CORE-008-BUG-001",
        *(f"  {line}" for line in WITNESS),
        "again: stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001",
        f"at {FILE}:8",
        "the whole mission: stageflow-stress run CORE-008 --seed 0",
        "  pytest clears this folder away after some sessions; --stress-out DIR keeps it",
    ):
        assert line in text.splitlines(), line
    assert "Traceback" not in text and "pytest_items.py" not in text


def test_what_is_left_out_says_why_at_its_line(session: Session) -> None:
    session.answer = skipped()
    text = session.run("-rs").stdout.str()
    assert f"SKIPPED [1] {FILE}:7: H1 is unsupported: H1 is not there" in text
    assert f"SKIPPED [1] {FILE}:8: H3 is not run: H3 waits" in text


def test_what_the_baseline_excuses_is_told_though_it_passes(session: Session) -> None:
    session.answer = excused()
    assert "CORE-008-BUG-001 is known in the baseline; waits" in session.run("-rP").stdout.str()


def test_the_verdict_of_a_mission_is_told_once_with_its_seed_and_report(session: Session) -> None:
    text = session.run("--stress-out", "kept").stdout.str()
    (line,) = [line for line in text.splitlines() if line.startswith("CORE-008  PASS")]
    assert line.endswith("no bug was found. Seed 0; report: kept/CORE-008/run-2026-03-04-001/FINAL_REPORT.md")


def test_text_of_a_subject_reaches_neither_terminal_nor_xml_as_it_is(session: Session) -> None:
    run_, findings = planted()
    hostile = findings.findings[0].model_copy(
        update={"title": "a\x1b[31m\x00b ]]> \ud800", "witness": ["\x1b]0;w\x07", "::error::acts"]}
    )
    session.answer = run_, document(hostile)
    text = session.run("--junitxml=junit.xml", "--color=no").stdout.str()
    assert "a\\x1b[31m\\x00b ]]> \\ud800" in text and "\\x1b]0;w\\x07" in text and "\x1b" not in text
    assert re.findall(r"(?m)^\s*::.*", text) == []
    (failure,) = ET.parse(session.pytester.path / "junit.xml").iter("failure")
    assert "a\\x1b[31m\\x00b ]]> \\ud800" in (failure.text or "")


@pytest.mark.parametrize("chosen", [("-k", "H3"), (f"{FILE}::H3",)], ids=["by-keyword", "by-node"])
def test_one_hypothesis_can_be_chosen_and_all_of_the_mission_is_run_for_it(
    session: Session, chosen: tuple[str, ...]
) -> None:
    session.answer = planted()
    assert session.outcomes(*chosen) == {"H3": "failed"}
    assert [request.mission for request in session.asked] == [Path(FILE)]


def test_what_the_project_redacts_is_redacted_in_a_session_too(session: Session) -> None:
    session.write("pyproject.toml", '[tool.stageflow-stress]\nredact = ["s3cret", {key = "token"}]\nseed = 3\n')
    session.run()
    assert session.asked and session.asked[0].redact == (Redact(pattern="s3cret"), Redact(key="token"))
    assert session.asked[0].seed == 0
    session.write("pyproject.toml", "[tool.stageflow-stress]\nredact = ['(']\n")
    session.run().stdout.fnmatch_lines(["*pyproject.toml:2: in [[]tool.stageflow-stress], entry 1 of 'redact' *"])


def test_the_cases_of_junit_are_the_hypotheses(session: Session) -> None:
    session.answer = inconclusive()
    session.run("--junitxml=junit.xml")
    cases = {case.get("name"): case for case in ET.parse(session.pytester.path / "junit.xml").iter("testcase")}
    assert list(cases) == ["H1", "H3", OTHER]
    assert cases["H3"].find("error") is not None and cases["H1"].find("error") is None
    (told,) = cases["H1"].iter("property")
    assert (told.get("value") or "").startswith("CORE-008  INCONCLUSIVE  ")


def test_the_mistakes_of_an_author_are_collection_errors_with_their_place(session: Session) -> None:
    session.write("missions/bad.mission.yaml", MISSION.replace("    purpose:", "    purpos:"))
    result = session.run()
    text = result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED
    assert "missions/bad.mission.yaml:11:5: unknown key 'purpos'" in text and "did you mean 'purpose'?" in text
    assert "Traceback" not in text and session.asked == []


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--stress-seed", "x"), "--stress-seed 'x' is no seed"),
        (("--stress-budget", "much"), "--stress-budget 'much' is no budget"),
        (("--stress-baseline", "none.yaml"), "none.yaml: there is no such file"),
        (("--stress-fail-on", "bad"), "unknown threshold 'bad'"),
        (("--stress-set", "n"), "n: not of the form KEY=VALUE"),
        (("-p", "no:tmpdir"), "missions need pytest's plugin 'tmpdir'"),
    ],
    ids=["seed", "budget", "baseline", "fail-on", "set", "no-tmpdir"],
)
def test_an_option_that_cannot_be_used_is_refused_before_anything_runs(
    session: Session, option: tuple[str, ...], said: str
) -> None:
    result = session.run(*option)
    assert (result.ret, said in result.stdout.str()) == (pytest.ExitCode.INTERRUPTED, True)
    assert session.asked == []


def test_the_options_are_those_of_the_run(session: Session) -> None:
    session.write("known.yaml", "schema: 1\nfindings: {}\n")
    options = ("--stress-seed=7", "--stress-budget=30t", "--stress-subject=path:core", "--stress-baseline=known.yaml")
    others = (
        "--stress-python=3.12",
        "--stress-with=./a",
        "--stress-with=b",
        "--stress-set=n=3",
        "--stress-fail-on=low",
    )
    session.run(*options, *others, "--stress-out=kept")
    (asked,) = session.asked
    assert (asked.seed, asked.budget_trials, asked.subject) == (7, 30, "path:core")
    assert (asked.python, asked.extras, asked.overrides, asked.fail_on) == ("3.12", ("./a", "b"), {"n": "3"}, "low")
    assert (asked.baseline, asked.out) == (Path("known.yaml"), Path("kept"))


def test_without_an_option_nothing_is_left_in_the_project(session: Session) -> None:
    before = sorted(session.pytester.path.rglob("*"))
    session.run()
    (asked,) = session.asked
    assert session.pytester.path not in asked.out.parents
    assert sorted(session.pytester.path.rglob("*")) == before


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SubjectError("no stageflow there"), "no stageflow there"),
        (HarnessBug("it broke"), "this is a bug of stageflow-stress, please report it: it broke"),
        (ExceptionGroup("tasks", [SubjectError("no stageflow there")]), "no stageflow there"),
        (ZeroDivisionError("by none"), "ZeroDivisionError: by none"),
    ],
    ids=["subject", "ours", "grouped", "unexpected"],
)
def test_what_makes_a_run_impossible_is_an_error_of_each_item_and_tried_once(
    session: Session, error: Exception, said: str
) -> None:
    session.answer = error
    result = session.run()
    result.assert_outcomes(errors=3)
    assert re.search(rf"^(E +)?{said}$", result.stdout.str(), re.M)
    assert len(session.asked) == 1


def test_an_interrupt_ends_the_session(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(config: pytest.Config, path: Path) -> Ended:
        raise BaseExceptionGroup("tasks", [KeyboardInterrupt()])

    monkeypatch.setattr(pytest_items, "run_to_its_end", interrupted)
    ended = session.pytester.inline_run("-p", "no:cacheprovider", no_reraise_ctrlc=True)
    assert ended.ret == pytest.ExitCode.INTERRUPTED


def test_nothing_of_the_harness_is_imported_where_there_is_no_mission(tmp_path: Path) -> None:
    (tmp_path / "test_plain.py").write_text(
        "import sys\n"
        "def test_plain():\n"
        "    ours = {m for m in sys.modules if m.partition('.')[0] == 'harness'}\n"
        "    assert ours == {'harness', 'harness.pytest_plugin'}\n"
        "    assert not {'pydantic', 'yaml', 'typer', 'orjson', 'jinja2'} & set(sys.modules)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"], cwd=tmp_path, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stdout
    assert "= missions =" not in ended.stdout


def test_this_repository_collects_no_mission(pytestconfig: pytest.Config) -> None:
    """Its missions are run by their own tests, and those of its tests are broken on purpose."""
    assert pytestconfig.pluginmanager.is_blocked("stageflow-stress")
    assert not pytestconfig.pluginmanager.has_plugin("stageflow-stress")


def test_processes_of_one_session_share_one_run_and_its_replay_command_works(tmp_path: Path) -> None:
    """A real run; two workers of pytest-xdist are asked for all of its items each."""
    (tmp_path / "missions").mkdir()
    (tmp_path / "missions" / "shop.py").write_text(SHOP_STAGE)
    (tmp_path / "missions" / "shop.mission.yaml").write_text(SHOP)
    options = ("-n2", "--dist=each", "--stress-out=kept", "-p", "no:cacheprovider")
    ended = subprocess.run([sys.executable, "-m", "pytest", *options], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 1, ended.stdout
    assert len(list((tmp_path / "kept").glob("*/run-*"))) == 1
    assert (tmp_path / "kept" / "ledger.json").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept", "missions"]
    replays = {line.removeprefix("again: ") for line in ended.stdout.splitlines() if line.startswith("again: ")}
    (words,) = map(shlex.split, replays)
    assert words[:2] == ["stageflow-stress", "replay"]
    again = subprocess.run([STRESS, *words[1:]], cwd=tmp_path, capture_output=True, text=True)
    assert (again.returncode, ": reproduced" in again.stderr) == (1, True), again.stderr
