"""Every number in a table of the report has a field, and one that is not the field's is named."""

import re
from collections.abc import Callable

import pytest

from harness.findings.document import LogFacts, RunDocument
from harness.findings.finding import FindingsDocument
from harness.report.metrics import MetricsFile
from harness.report.render import render_markdown
from harness.report.traced import WITHOUT_NUMBERS, tables, trace
from tests.harness.findings.logs.written import log
from tests.harness.report.factory import check, document, empty, found, inconclusive, passing, planted, run, scenario

Made = tuple[RunDocument, FindingsDocument]
METRICS = (MetricsFile("usage.json", 1, (), ("worker", "samples"), (("wide", 58),)),)


def everything() -> Made:
    """A run with every table that a report can have."""
    swept = scenario(
        "swept",
        sweep_trials=12,
        pairs=200,
        pairs_both=150,
        metrics={"steps": {"count": 4, "min": 1, "p50": 2, "p95": 3, "p99": 3, "max": 5, "sum": 9}},
        checks=[check("run_ends", "swept", vacuous_trials=7), check("one_writer_wins", "swept", verdict="UNKNOWN")],
    )
    analysed = log("INFO a: begun 1", "ERROR a: lost 5").analysis()
    logs = LogFacts(lines=1_234, stored=2, by_level={"INFO": 1_000, "ERROR": 234}, analysis=analysed)
    return found(run(scenarios=[scenario(), swept], logs=logs), *passing()[1].findings), passing()[1]


ALL: dict[str, Callable[[], Made]] = {
    "passing": passing,
    "planted": planted,
    "inconclusive": inconclusive,
    "empty": empty,
    "everything": everything,
}


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_every_table_is_known_and_says_what_its_fields_say(made: Callable[[], Made]) -> None:
    traced = trace(render_markdown(*made(), METRICS), *made(), METRICS)
    assert (dict(traced.wrong), traced.unknown) == ({}, ())
    assert traced.cells >= 12


def test_every_number_of_every_table_is_traced() -> None:
    report = render_markdown(*everything(), METRICS)
    lines, missed, tried = report.split("\n"), [], 0
    for table in tables(report):
        if table.columns in WITHOUT_NUMBERS:
            continue
        for number in range(table.line + 1, table.line + 1 + len(table.rows)):
            for cell in re.finditer(r"(?<=\| )\**[\d,.]+(?: of [\d,]+)?(?: [mµ]?s)?\**(?= +\|)", lines[number]):
                tried += 1
                digit = re.search(r"\d", cell[0])
                assert digit is not None
                at = cell.start() + digit.start()
                changed = f"{lines[number][:at]}{(int(digit[0]) + 1) % 10}{lines[number][at + 1 :]}"
                altered = "\n".join([*lines[:number], changed, *lines[number + 1 :]])
                if number + 1 not in trace(altered, *everything(), METRICS).wrong:
                    missed.append(lines[number])
    assert missed == []
    assert tried > 50


def test_a_row_that_was_taken_away_is_named() -> None:
    report = render_markdown(*passing())
    row = next(line for line in report.split("\n") if line.startswith("| DX Issues"))
    (told,) = trace(report.replace(f"{row}\n", ""), *passing(), ()).wrong.values()
    assert "the table 'Metric | Value' says 11 rows; run.json or findings.json says 12" in str(told[0])


def test_a_table_that_nobody_knows_is_told() -> None:
    report = render_markdown(run(), document()) + "\n| Speed | Luck |\n|---|---|\n| 7 | 9 |\n"
    assert trace(report, run(), document(), ()).unknown == (("Speed", "Luck"),)


def test_a_fenced_block_is_no_table() -> None:
    assert list(tables("```text\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n")) == []
    (table,) = tables("x\n\n| a | b\\|c |\n|---|---|\n| 1 | 2 |")
    assert (table.line, table.columns, table.rows) == (3, ("a", "b\\|c"), (("1", "2"),))
