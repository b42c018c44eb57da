"""The end of a run on the console: verdict, answers, calibration, what failed and how to see it again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from harness.catalogue.severities import SEVERITIES
from harness.errors import ExitCode
from harness.evidence.paths import REPORT
from harness.findings.collect import AFTER_OTHERS
from harness.findings.document import Hypothesis, MissionVerdict, RunDocument
from harness.findings.finding import Finding, FindingsDocument
from harness.findings.fingerprint import short_id
from harness.findings.summary import Summary, summarize
from harness.findings.verdict import is_bug
from harness.report import words
from harness.report.escape import one_line, visible, without_orders

BUGS_SHOWN_MAX = 3
ERRORS_SHOWN_MAX = 3
WITNESS_LINES_MAX = 10
ACCOUNT_LINES_MAX = 6
_STYLES: dict[MissionVerdict, str] = {
    "PASS": "green",
    "PASS_WITH_CONCERNS": "yellow",
    "NEEDS_WORK": "red",
    "FAIL": "red",
    "INCONCLUSIVE": "yellow",
    "BLOCKED": "magenta",
    "NOT_APPLICABLE": "yellow",
}
_UNSETTLED: frozenset[MissionVerdict] = frozenset({"NEEDS_WORK", "FAIL", "INCONCLUSIVE", "BLOCKED"})
"""After these a person wants to run it once more, whether there is a finding or not."""


def print_verdict(console: Console, run: RunDocument, findings: FindingsDocument, run_dir: Path) -> None:
    """Prints the verdict with its reason, the answers, what was calibrated, and bugs with witness and replay command.

    Fits 80 columns but for commands and paths, which stay whole so that they can be copied. Nothing of the subject's
    text acts as markup or reaches a terminal as a control character.
    """
    summary = summarize(run, findings)
    style = _STYLES[run.verdict]
    body: list[RenderableType] = [_text(run.verdict_reason)]
    if run.hypotheses:
        body += [Text(), _answers(run.hypotheses)]
    if notes := list(_notes(run)):
        body += [Text(), *map(_text, notes)]
    title = Text(f" {run.mission.id}  {run.verdict} ", style=f"bold {style}")
    console.print(Panel(Group(*body), title=title, title_align="left", border_style=style, padding=(0, 1)))
    for finding in summary.bugs[:BUGS_SHOWN_MAX]:
        _print_bug(console, finding, run.command)
    if not summary.bugs and run.verdict in _UNSETTLED and run.command:
        console.print()
        _print_again("Run it again:", run.command, console)
    for line in _closing(summary):
        print_folded(console, line, "")
    console.print(Text(f"Report: {visible(str(run_dir / REPORT))}"), soft_wrap=True)


def print_overview(console: Console, runs: Sequence[RunDocument]) -> None:
    """Behind the verdicts of several missions: how many ended how, and, for each that did not end with 0, why, and the
    command that shows it again.
    """
    verdicts = Counter(run.verdict for run in runs)
    told = ", ".join(f"{words.number(verdicts[v])} {v}" for v in get_args(MissionVerdict) if v in verdicts)
    console.print()
    print_folded(console, f"{words.count(len(runs), 'mission')}: {told}.", style="bold")
    for run in runs:
        if run.exit_code != ExitCode.OK:
            print_folded(console, f"{one_line(run.mission.id)}  {run.verdict}  {one_line(run.verdict_reason)}")
            _print_again("See it again:", _again(run), console)


def _again(run: RunDocument) -> str:
    """The replay of the gravest bug that has one, else what repeats the run."""
    bugs = sorted((f for f in run.findings if is_bug(f) and f.replay), key=lambda f: SEVERITIES.index(f.severity))
    return bugs[0].replay if bugs else run.command


def _notes(run: RunDocument) -> Iterator[str]:
    """What stands beside the answers: plants that were not caught, what no schedule decides, errors of our own."""
    if run.plant is not None:
        yield f"A defect was planted on purpose in this run: {run.plant}. {words.plant_note(run)}".strip()
    if not run.calibration or any(not c.caught for c in run.calibration):
        yield words.calibration_line(run.calibration)
    if run.baseline is not None:
        yield words.baseline_line(run.baseline)
    if run.resumed:
        yield words.resumed_line(run.resumed)
    for scenario in run.scenarios:
        if scenario.unrepeatable:
            yield f"{scenario.pipeline} is not decided by its schedule alone: {scenario.unrepeatable}."
    for error in run.harness_errors[:ERRORS_SHOWN_MAX]:
        yield f"The harness failed: {_gist(error)}"
    if run.harness_errors:
        more = len(run.harness_errors) - ERRORS_SHOWN_MAX
        left = f"; {words.count(more, 'more error')} in the report" if more > 0 else ""
        yield f"Please report it with what the report shows: that is a bug of the harness, not of the subject{left}."


def _gist(error: str) -> str:
    """The line of an error that says what happened: the last one of a traceback, else the first."""
    lines = [line for line in error.splitlines() if line.strip()] or [""]
    return lines[-1] if any(line.lstrip().startswith("Traceback") for line in lines[:1]) else lines[0]


def _answers(hypotheses: list[Hypothesis]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    styles = {"holds": "green", "refuted": "bold red"}
    for hypothesis in hypotheses:
        table.add_row(
            _text(hypothesis.id),
            Text(words.result(hypothesis.result), style=styles.get(hypothesis.result, "yellow")),
            _claim(hypothesis),
        )
    return table


def _claim(hypothesis: Hypothesis) -> Text:
    if hypothesis.result == "holds":
        return _text(hypothesis.claim)
    return Text(without_orders(f"{one_line(hypothesis.claim)}\n{one_line(hypothesis.reason)}"))


def _print_bug(console: Console, finding: Finding, run_again: str) -> None:
    console.print()
    print_folded(console, f"{short_id(finding.id)}  {finding.severity}  {one_line(finding.title)}", "", style="bold")
    for line in _witness(finding):
        print_folded(console, visible(line), "  ")
    if finding.replay.shrunk and finding.replay.account:
        print_folded(console, one_line(f"How it comes about (shrunk {finding.replay.shrunk}):"), "")
        for line in _account(finding):
            print_folded(console, visible(line), "  ")
    if finding.settings:
        print_folded(console, one_line(f"Shows under: {', '.join(finding.settings)}."), "")
    if finding.replay.command:
        if finding.replay.note:
            print_folded(console, one_line(finding.replay.note), "")
        lost = finding.replay.result == "failed" and finding.replay.note != AFTER_OTHERS
        _print_again(
            "The replay did not show it again; try:" if lost else "See it again:", finding.replay.command, console
        )
    elif run_again:
        _print_again("No single trial shows it; run all of it again:", run_again, console)


def _print_again(what: str, command: str, console: Console) -> None:
    """How to reproduce it; the command stays whole, so that it can be copied."""
    print_folded(console, what, "")
    console.print(Text(without_orders(f"  {one_line(command)}"), style="bold"), soft_wrap=True)


def print_folded(console: Console, text: str, margin: str = "", style: str = "") -> None:
    """Prints a line of visible text behind a margin; what does not fit stands below it, two columns further in."""
    width = max(console.width - len(margin) - 2, 20)
    lines = Text(text).wrap(console, width)
    for number, line in enumerate(lines):
        indent = margin if number == 0 else f"{margin}  "
        console.print(Text(without_orders(f"{indent}{line.plain.rstrip()}"), style=style), soft_wrap=True)


def _witness(finding: Finding) -> list[str]:
    lines = finding.witness or [finding.description]
    if len(lines) <= WITNESS_LINES_MAX:
        return lines
    return [*lines[: WITNESS_LINES_MAX - 1], f"... and {len(lines) - WITNESS_LINES_MAX + 1} more lines in the report"]


def _account(finding: Finding) -> list[str]:
    """The first lines: how it begins, and the first switches."""
    lines = finding.replay.account
    if len(lines) <= ACCOUNT_LINES_MAX:
        return lines
    left_out = len(lines) - ACCOUNT_LINES_MAX + 1
    return [*lines[: ACCOUNT_LINES_MAX - 1], f"... and {left_out} more lines in the report"]


def _closing(summary: Summary) -> Iterator[str]:
    yield ""
    if len(summary.bugs) > BUGS_SHOWN_MAX:
        yield f"{words.count(len(summary.bugs) - BUGS_SHOWN_MAX, 'more bug')} in the report."
    counts = [
        words.count(len(summary.strengths), "strength"),
        words.count(len(summary.bugs), "bug"),
        words.count(len(summary.dx), "DX issue"),
        words.count(len(summary.improvements), "improvement"),
    ]
    yield f"{words.count(summary.total, 'finding')}: {', '.join(counts)}."


def _text(value: str) -> Text:
    return Text(without_orders(one_line(value)))
