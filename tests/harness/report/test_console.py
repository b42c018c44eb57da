"""The end of a run on the console."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from harness.catalogue.plants import PLANT
from harness.cli.console import stderr
from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.findings.replays import UNCONTROLLED
from harness.report import words
from harness.report.console import print_overview, print_verdict
from harness.report.render import render_markdown
from tests.harness.report import factory
from tests.harness.report.factory import blocked, document, empty, finding, inconclusive, passing, planted

Made = Callable[[], tuple[RunDocument, FindingsDocument]]
RUN_DIR = Path("results/CORE-008/run-2026-03-04-002")


def said(run: RunDocument, findings: FindingsDocument, width: int = 80, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        legacy_windows=False,
    )
    print_verdict(console, run, findings, RUN_DIR)
    return out.getvalue()


@pytest.mark.parametrize("made", [passing, planted, inconclusive, blocked, empty], ids=lambda made: made.__name__)
@pytest.mark.parametrize("width", [80, 40])
def test_it_fits_and_has_no_escape_codes_without_a_terminal(made: Made, width: int) -> None:
    text = said(*made(), width=width)
    assert "\x1b" not in text
    whole = ("stageflow-stress ", "Report:")  # to be copied: never folded
    too_wide = [line for line in text.splitlines() if cell_len(line) > width and not line.strip().startswith(whole)]
    assert too_wide == []


def test_a_terminal_gets_colour() -> None:
    assert "\x1b[" in said(*planted(), terminal=True)


def test_a_planted_run_shows_verdict_answers_witness_and_replay() -> None:
    lines = said(*planted()).splitlines()
    text = "\n".join(lines)
    assert "CORE-008  FAIL" in lines[0]
    assert "H1  holds" in text
    assert "H3  REFUTED" in text
    assert "BUG-001  critical  The title of CORE-008-BUG-001" in lines
    assert [f"  {line}" for line in factory.WITNESS] == lines[lines.index(f"  {factory.WITNESS[0]}") :][:3]
    assert "  stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001" in lines
    assert lines[-1] == "Report: results/CORE-008/run-2026-03-04-002/FINAL_REPORT.md"


def test_a_plant_that_was_not_caught_is_said_below_the_answers() -> None:
    missed = factory.calibration(caught=False, trials=None)
    assert "0 of 1 planted fault caught; missed: shared-metadata" in said(factory.run(calibration=[missed]), document())
    assert "planted fault" not in said(factory.run(calibration=[factory.calibration()]), document())


def test_a_passing_run_says_what_was_counted() -> None:
    assert "2 findings: 1 strength, 0 bugs, 1 DX issue, 0 improvements." in said(*passing())


def test_a_long_witness_is_cut_to_ten_lines() -> None:
    text = said(factory.run(), document(finding(witness=[f"line {n}" for n in range(15)])))
    assert "  line 8\n  ... and 6 more lines in the report\n" in text
    assert "line 9" not in text


def test_commands_and_paths_stay_whole_in_a_narrow_terminal() -> None:
    lines = said(*planted(), width=40).splitlines()
    assert "  stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001" in lines
    assert lines[-1] == "Report: results/CORE-008/run-2026-03-04-002/FINAL_REPORT.md"


def test_a_long_line_is_folded_below_its_start() -> None:
    text = said(factory.run(), document(finding(witness=["word " * 30])), width=60)
    lines = [line for line in text.splitlines() if line.strip().startswith("word")]
    assert len(lines) == 3
    assert [len(line) - len(line.lstrip()) for line in lines] == [2, 4, 4]
    assert all(line == line.rstrip() for line in lines)


def test_many_bugs_are_cut_the_gravest_first() -> None:
    bugs = [finding(f"CORE-008-BUG-00{n}", severity="high" if n else "critical") for n in range(5)]
    text = said(factory.run(), document(*reversed(bugs)))
    assert text.index("BUG-000") < text.index("BUG-001")
    assert "BUG-003" not in text
    assert "2 more bugs in the report." in text


def test_what_could_not_be_decided_says_why() -> None:
    assert "worker killed by SIGKILL" in said(*inconclusive())


def test_a_replay_that_failed_is_not_called_one_that_worked() -> None:
    replay = planted()[1].findings[0].replay.model_copy(update={"result": "failed"})
    assert "The replay did not show it again; try:" in said(factory.run(), document(finding(replay=replay)))


def test_a_note_does_not_hide_that_a_replay_failed() -> None:
    replay = planted()[1].findings[0].replay.model_copy(update={"result": "failed", "note": UNCONTROLLED})
    text = said(factory.run(), document(finding(replay=replay)))
    assert "It has no script: native trials" in text
    assert "The replay did not show it again; try:" in text


def test_harness_errors_are_shown() -> None:
    assert "The harness failed: check x raised KeyError" in said(
        factory.run(verdict="BLOCKED", harness_errors=["check x raised KeyError"]), document()
    )


ACCOUNT = [f"{n}. stage_{n} starts (step 1) and stops at stages.py:{n} in execute; b goes next." for n in range(1, 10)]


@pytest.mark.parametrize(("lines", "shown", "more"), [(6, 6, 0), (7, 5, 2), (9, 5, 4)])
def test_a_shrunk_schedule_is_told_under_the_witness_in_at_most_six_lines(lines: int, shown: int, more: int) -> None:
    replay = planted()[1].findings[0].replay
    replay = replay.model_copy(update={"shrunk": "from 9 preemptions to 1, in 40 trials", "account": ACCOUNT[:lines]})
    text = said(factory.run(), document(finding(replay=replay, witness=["seen"])))
    told = text[text.index("  seen") :].splitlines()
    assert told[1] == "How it comes about (shrunk from 9 preemptions to 1, in 40 trials):"
    numbered = [line for line in told if line.strip()[:2] in [f"{n}." for n in range(1, 10)]]
    assert len(numbered) == shown
    assert (f"  ... and {more} more lines in the report" in told) is bool(more)
    assert all(cell_len(line) <= 80 for line in told if "replay" not in line)


def test_what_was_not_shrunk_is_not_told() -> None:
    replay = planted()[1].findings[0].replay.model_copy(update={"shrunk": "", "account": []})
    assert "How it comes about" not in said(factory.run(), document(finding(replay=replay)))


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize(
    ("made", "verdict", "why", "again"),
    [
        (passing, "PASS", "no promise is refuted", ""),
        (planted, "FAIL", "H3 is refuted: it leaks.", "replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001"),
        (inconclusive, "INCONCLUSIVE", "a P0 mission needs every answer.", "run CORE-008 --seed 0"),
        (blocked, "BLOCKED", "check x raised KeyError: 'a'", "run CORE-008 --seed 0"),
        (empty, "NOT_APPLICABLE", "No hypothesis holds", ""),
    ],
    ids=["pass", "refuted", "inconclusive", "harness-error", "nothing"],
)
def test_the_end_says_the_verdict_why_and_how_to_see_it_again(
    made: Made, verdict: str, why: str, again: str, width: int
) -> None:
    text = said(*made(), width=width)
    in_one = " ".join(text.replace("│", " ").split())
    assert f" CORE-008 {verdict} ─" in in_one.splitlines()[0]
    assert why in in_one
    commands = [line for line in text.splitlines() if line.startswith("  stageflow-stress ")]
    assert commands == ([f"  stageflow-stress {again}"] if again else [])


def test_a_terminal_without_colour_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    console = stderr()
    with console.capture() as capture:
        print_verdict(console, *planted(), RUN_DIR)
    assert "\x1b[3" not in capture.get() and "\x1b[9" not in capture.get()


def test_of_errors_of_the_harness_the_gist_is_shown_and_the_rest_counted() -> None:
    errors = [f"Traceback (most recent call last):\n  in f{n}\nKeyError: {n}" for n in range(5)]
    text = " ".join(said(factory.run(harness_errors=errors), document()).replace("│", " ").split())
    assert "The harness failed: KeyError: 2" in text
    assert "KeyError: 3" not in text and "in f0" not in text
    assert "a bug of the harness, not of the subject; 2 more errors in the report." in text


UNSEEN = "No pipeline of this run must show the plant"


@pytest.mark.parametrize(("family", "is_told"), [("derivation", False), ("pipeline_run", True)])
def test_a_plant_is_told_and_that_nothing_here_must_show_it(family: str, is_told: bool) -> None:
    plant = PLANT["shared-metadata"]
    name = plant.scenarios[0] if family == "derivation" else family
    scenario = factory.scenario(family=name, checks=[factory.check(check) for check in plant.caught_by])
    run = factory.run(plant=plant.name, scenarios=[scenario])
    text = " ".join(said(run, document()).replace("│", " ").split())
    assert "A defect was planted on purpose in this run: shared-metadata." in text
    assert (UNSEEN in text) is is_told
    report = render_markdown(run, document())
    assert (UNSEEN in report[: report.index("## Executive Summary")]) is is_told


def test_a_plant_that_this_version_does_not_know_is_told_all_the_same() -> None:
    assert "in this run: of-another-version." in said(factory.run(plant="of-another-version"), document())
    assert words.plant_note(factory.run(plant="of-another-version")) == ""


def test_behind_several_missions_stands_how_each_ended_and_what_shows_again_what_failed() -> None:
    bad, _ = planted()
    waits, _ = inconclusive()
    known = bad.model_copy(update={"exit_code": 0})  # its baseline holds all of it
    out = io.StringIO()
    console = Console(file=out, width=80, color_system=None)
    print_overview(console, [passing()[0], bad, known, waits])
    lines = out.getvalue().splitlines()
    assert lines[1] == "4 missions: 1 PASS, 2 FAIL, 1 INCONCLUSIVE."
    (told,) = (n for n, line in enumerate(lines) if line.startswith("CORE-008  FAIL  1 critical bug: The title"))
    assert lines[told + 2 : told + 4] == [
        "See it again:",
        "  stageflow-stress replay results/CORE-008/run-2026-03-04-002 CORE-008-BUG-001",
    ]
    assert lines[-1] == "  stageflow-stress run CORE-008 --seed 0"
