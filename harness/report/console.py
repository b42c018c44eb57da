"""The end of a run on the console: verdict, answers, calibration, what failed and how to see it again."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from harness.evidence.paths import REPORT
from harness.findings.collect import AFTER_OTHERS
from harness.findings.document import Hypothesis, MissionVerdict, RunDocument
from harness.findings.finding import Finding, FindingsDocument
from harness.findings.fingerprint import short_id
from harness.findings.summary import Summary, summarize
from harness.report import words
from harness.report.escape import one_line, visible, without_orders

BUGS_SHOWN_MAX = 3
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
    for line in _closing(summary):
        console.print(_text(line))
    console.print(Text(f"Report: {visible(str(run_dir / REPORT))}"), soft_wrap=True)


def _notes(run: RunDocument) -> Iterator[str]:
    """What stands beside the answers: plants that were not caught, what no schedule decides, errors of our own."""
    if not run.calibration or any(not c.caught for c in run.calibration):
        yield words.calibration_line(run.calibration)
    if run.baseline is not None:
        yield words.baseline_line(run.baseline)
    for scenario in run.scenarios:
        if scenario.unrepeatable:
            yield f"{scenario.pipeline} is not decided by its schedule alone: {scenario.unrepeatable}."
    yield from (f"The harness failed: {error}" for error in run.harness_errors)


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
    _print_folded(console, f"{short_id(finding.id)}  {finding.severity}  {one_line(finding.title)}", "", style="bold")
    for line in _witness(finding):
        _print_folded(console, visible(line), "  ")
    if finding.replay.shrunk and finding.replay.account:
        _print_folded(console, one_line(f"How it comes about (shrunk {finding.replay.shrunk}):"), "")
        for line in _account(finding):
            _print_folded(console, visible(line), "  ")
    if finding.settings:
        _print_folded(console, one_line(f"Shows under: {', '.join(finding.settings)}."), "")
    if finding.replay.command:
        if finding.replay.note:
            _print_folded(console, one_line(finding.replay.note), "")
        lost = finding.replay.result == "failed" and finding.replay.note != AFTER_OTHERS
        console.print("The replay did not show it again; try:" if lost else "See it again:", markup=False)
        console.print(Text(without_orders(f"  {one_line(finding.replay.command)}"), style="bold"), soft_wrap=True)
    elif run_again:
        console.print("No single trial shows it; run all of it again:", markup=False)
        console.print(Text(without_orders(f"  {one_line(run_again)}"), style="bold"), soft_wrap=True)


def _print_folded(console: Console, text: str, margin: str, style: str = "") -> None:
    """Prints a line behind a margin; what does not fit stands below it, two columns further in."""
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
