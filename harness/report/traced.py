"""Every number in a table of FINAL_REPORT.md, and the field it comes from. Pure; reads the report as text.

The tables are recounted here from the documents and not taken from the templates: what a template shows by mistake is
a difference, too. Prose, bars and blocks are no tables; a report that is rendered again decides about them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from harness.evidence.paths import FINDINGS, REPORT, RUN
from harness.findings.differences import Difference
from harness.findings.document import CheckResult, RunDocument
from harness.findings.finding import Finding, FindingsDocument
from harness.findings.silent_failures import SILENT_FAILURES, is_silent_failure
from harness.findings.verdict import is_bug
from harness.report import words
from harness.report.metrics import MetricsFile
from harness.report.view import RELIABILITY_CHECKS

_CELLS = re.compile(r"(?<!\\)\|")
SHAPES_SHOWN = 8


class Cell(NamedTuple):
    """What a cell should say, and the field that says it."""

    text: str
    field: str


Row = Sequence[Cell | None]
"""One row: a Cell where there is a number to trace, None where the column holds words."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report: its line, its columns, its rows."""

    line: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """What came of it: the cells that were traced, those that differ by line, and the columns of unknown tables."""

    cells: int
    wrong: Mapping[int, Sequence[Difference]]
    unknown: tuple[tuple[str, ...], ...]


def trace(report: str, run: RunDocument, document: FindingsDocument, metrics: Sequence[MetricsFile]) -> Traced:
    """Holds every table of the report against the documents."""
    expected = {columns: list(make(run, document)) for columns, make in _TABLES.items()}
    for file in metrics:
        if file.rows:
            expected.setdefault(file.columns, []).append(list(_of_metrics(file)))
    cells, unknown, wrong = 0, list[tuple[str, ...]](), dict[int, list[Difference]]()
    for table in tables(report):
        if table.columns in WITHOUT_NUMBERS:
            continue
        if not expected.get(table.columns):
            unknown.append(table.columns)
            continue
        rows = expected[table.columns].pop(0)
        cells += sum(cell is not None for row in rows for cell in row)
        for line, difference in _compared(table, rows):
            wrong.setdefault(line, []).append(difference)
    return Traced(cells, wrong, tuple(unknown))


def tables(report: str) -> Iterator[Table]:
    """The tables of a report, outside its fenced blocks."""
    lines, fence, start = [*report.split("\n"), ""], "", None
    for number, line in enumerate(lines):
        ticks = re.match("`{3,}", line)
        if ticks and (not fence or line == fence):
            fence = "" if fence else ticks[0]
        elif not fence and line.startswith("|"):
            start = number if start is None else start
            continue
        if start is not None:
            rows = [tuple(c.strip() for c in _CELLS.split(row.strip()[1:-1])) for row in lines[start:number]]
            yield Table(start + 1, rows[0], tuple(rows[2:]))
            start = None


def _compared(table: Table, expected: Sequence[Row]) -> Iterator[tuple[int, Difference]]:
    if len(table.rows) != len(expected):
        place = f"{REPORT}:{table.line}: the table '{' | '.join(table.columns)}'"
        yield table.line, Difference(place, f"{len(table.rows)} rows", f"{RUN} or {FINDINGS}", f"{len(expected)}")
        return
    for number, (row, cells) in enumerate(zip(table.rows, expected, strict=True)):
        for column, said, cell in zip_longest(table.columns, row, cells):
            if cell is not None and said != cell.text:
                line = table.line + 2 + number
                place = f"{REPORT}:{line}: '{column}' of {row[0] or 'the row'}"
                yield line, Difference(place, f"'{said}'", cell.field, f"'{cell.text}'")


def _number(value: int, field: str) -> Cell:
    return Cell(words.number(value), f"{RUN}: {field}")


def _passed(checks: Sequence[CheckResult], field: str) -> Cell:
    asked = [c for c in checks if c.verdict != "EXCLUDED"]
    passed = sum(c.verdict == "PASS" for c in asked)
    return Cell(f"{words.number(passed)} of {words.number(len(asked))}", f"{RUN}: verdicts of {field}")


def _key_metrics(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    def found(wanted: Callable[[Finding], bool]) -> Cell:
        return Cell(words.number(sum(map(wanted, document.findings))), f"{FINDINGS}: findings")

    declared, decided = run.checks_declared, run.checks_decided
    share = words.percent(100 * decided / declared if declared else None)
    values = [
        found(lambda f: True),
        found(lambda f: f.type == "strength"),
        found(is_bug),
        found(lambda f: f.severity == "critical" and f.type != "strength"),
        found(lambda f: f.severity == "high" and f.type != "strength"),
        found(lambda f: f.type == "dx"),
        found(lambda f: f.type in ("improvement", "feature_request")),
        found(is_silent_failure),
        _number(run.logs.lines, "logs.lines"),
        Cell(words.score(run.dx.overall), f"{RUN}: dx.overall"),
        Cell(
            f"{share} ({words.number(decided)} of {words.count(declared, 'declared check')} decided)",
            f"{RUN}: checks_decided of checks_declared",
        ),
        Cell(words.duration(run.duration_s), f"{RUN}: duration_s"),
    ]
    yield [(None, value) for value in values]


def _hypotheses(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    yield [
        (
            *(None, None, None),
            _passed(h.checks, f"hypotheses[{h.id}].checks"),
            _number(sum(c.trials for c in h.checks), f"hypotheses[{h.id}].checks, their trials"),
        )
        for h in run.hypotheses
    ]


def _deciding_checks(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    for h in run.hypotheses:
        if h.checks:
            at = f"hypotheses[{h.id}].checks"
            yield [
                (
                    *(None, None, None),
                    Cell(f"{words.number(c.trials)}{words.vacuous(c)}", f"{RUN}: {at}[{c.check}@{c.pipeline}].trials"),
                    _number(c.looked_at, f"{at}[{c.check}@{c.pipeline}].looked_at"),
                    None,
                )
                for c in h.checks
            ]


def _built(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    yield [(None, _number(s.stages, f"scenarios[{s.pipeline}].stages"), *[None] * 4) for s in run.scenarios]


def _correctness(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for s in run.scenarios:
        at = f"scenarios[{s.pipeline}]"
        outcomes = words.count(s.distinct_outcomes, "distinct outcome") if s.distinct_outcomes else ""
        operations = f", {words.count(s.operations, 'operation')} recorded" if s.operations else ""
        notes = Cell(
            f"{outcomes or 'no results to compare'}{operations}", f"{RUN}: {at}, distinct_outcomes and operations"
        )
        all_passed = all(c.verdict == "PASS" for c in s.checks)
        rows.append(
            (
                *(None, None, _passed(s.checks, f"{at}.checks"), _number(s.trials, f"{at}.trials"), None),
                notes if all_passed else None,
            )
        )
    yield rows


def _silent_failures(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for methods in SILENT_FAILURES.values():
        checks = [c for s in run.scenarios for c in s.checks if c.check in methods]
        passed, trials = sum(c.verdict == "PASS" for c in checks), sum(c.trials for c in checks)
        text = (
            f"{words.number(passed)} of {words.count(len(checks), 'check')} passed, "
            f"{words.count(trials, 'verdict')} on trials"
        )
        rows.append((None, None, Cell(text, f"{RUN}: scenarios, checks of that kind") if checks else None))
    yield rows


def _reliability(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for s in run.scenarios:
        for c in s.checks:
            if c.check in RELIABILITY_CHECKS:
                # In words only where there are figures: a reason is text, and the templates escape it.
                says = Cell(words.tried(c), f"{RUN}: scenarios[{s.pipeline}].checks[{c.check}@{c.pipeline}]")
                rows.append((None, None, says if c.verdict in ("PASS", "FAIL") else None, None))
    yield rows


def _covered(swept: bool) -> "Make":
    def rows(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
        if swept is not any(s.sweep_trials for s in run.scenarios):
            return
        made: list[Row] = []
        for s in run.scenarios:
            at = f"scenarios[{s.pipeline}]"
            stock = s.native_trials if {"native", "fresh_process"} & {*s.drivers} else 0
            threads = s.trials - stock - s.explored_trials - s.sweep_trials
            pairs = f"{words.number(s.pairs_both)} of {words.number(s.pairs)}" if s.pairs else "not counted"
            made.append(
                (
                    None,
                    _number(s.trials, f"{at}.trials"),
                    _number(stock, f"{at}.native_trials"),
                    _number(threads, f"{at}.trials without the other kinds"),
                    _number(s.explored_trials, f"{at}.explored_trials"),
                    *([_number(s.sweep_trials, f"{at}.sweep_trials")] if swept else []),
                    _number(s.distinct_schedules, f"{at}.distinct_schedules"),
                    Cell(pairs, f"{RUN}: {at}.pairs_both of pairs"),
                    _number(s.distinct_outcomes, f"{at}.distinct_outcomes"),
                )
            )
        yield made

    return rows


def _calibration(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    def told(trials: int, of: int, plant: str) -> Cell:
        text = f"first seen at trial {words.number(trials)} of {words.number(of)}"
        return Cell(text, f"{RUN}: calibration[{plant}].trials of of")

    yield [(*[None] * 4, None if c.trials is None else told(c.trials, c.of, c.plant)) for c in run.calibration]


def _timings(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for t in run.timings:
        at = f"timings[{t.pipeline}@{t.engine}]"
        times = [(t.median_us, "median_us"), (t.min_us, "min_us"), (t.max_us, "max_us")]
        cells = [Cell(words.micros(value), f"{RUN}: {at}.{name}") for value, name in times]
        rows.append((None, None, _number(t.trials, f"{at}.trials"), *cells))
    yield rows


def _counted(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    yield [
        (
            *(None, None),
            *(
                _number(values[name], f"scenarios[{s.pipeline}].metrics.{metric}.{name}")
                for name in ("count", "min", "p50", "p95", "max")
            ),
        )
        for s in run.scenarios
        for metric, values in s.metrics.items()
        if metric != "duration_us"
    ]


def _scores(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for score in run.dx.scores:
        at = f"{RUN}: dx.scores[{score.category}]"
        worth = Cell("n/a" if score.score is None else str(score.score), f"{at}.score")
        value = Cell("n/a" if score.value is None else f"{score.value:.3f}", f"{at}.value")
        rows.append((None, worth, value, None))
    rows.append((None, Cell(f"**{words.score(run.dx.overall)}**", f"{RUN}: dx.overall"), None, None))
    yield rows


def _levels(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    yield [(None, _number(lines, f"logs.by_level.{level}")) for level, lines in sorted(run.logs.by_level.items())]


def _shapes(run: RunDocument, document: FindingsDocument) -> Iterator[list[Row]]:
    shapes = run.logs.analysis.shapes[:SHAPES_SHOWN] if run.logs.analysis else []
    yield [(_number(s.lines, f"logs.analysis.shapes[{n}].lines"), *[None] * 3) for n, s in enumerate(shapes)]


def _of_metrics(file: MetricsFile) -> Iterator[Row]:
    for number, row in enumerate(file.rows):
        yield tuple(
            Cell(words.number(value), f"metrics/{file.name}: [{number}].{column}")
            if isinstance(value, int) and not isinstance(value, bool)
            else None
            for column, value in zip(file.columns, row, strict=True)
        )


Make = Callable[[RunDocument, FindingsDocument], Iterator[list[Row]]]
_COVERED = ("Pipeline", "Trials", "Stock asyncio", "OS threads", "Controlled")
_COVERED_BEHIND = ("Distinct schedules", "Pairs in both orders", "Distinct outcomes")
_TABLES: Mapping[tuple[str, ...], Make] = {
    ("Metric", "Value"): _key_metrics,
    ("#", "Hypothesis", "Result", "Checks passed", "Verdicts on trials"): _hypotheses,
    ("Check", "Pipeline", "Verdict", "Trials", "Looked at", "Calibration"): _deciding_checks,
    ("Pipeline", "Stages", "Shape", "Scenario", "Drivers", "Purpose"): _built,
    ("Pipeline", "Status", "Checks passed", "Trials", "Ended", "Notes"): _correctness,
    ("Kind", "Result", "Rests on"): _silent_failures,
    ("Pipeline", "Expected", "Actual", "Status"): _reliability,
    (*_COVERED, *_COVERED_BEHIND): _covered(swept=False),
    (*_COVERED, "Swept", *_COVERED_BEHIND): _covered(swept=True),
    ("Plant", "Breaks", "Checks", "Caught", "Trials"): _calibration,
    ("Pipeline", "Engine", "Trials", "Median", "Fastest", "Slowest"): _timings,
    ("Pipeline", "Metric", "Trials", "Least", "Median", "p95", "Most"): _counted,
    ("Category", "Score", "Figure", "Seen"): _scores,
    ("Level", "Lines"): _levels,
    ("Lines", "Level", "Logger", "Message, its numbers, ids and quoted values taken out"): _shapes,
}
WITHOUT_NUMBERS = frozenset(
    {
        ("Fact", "Value"),  # of the machine, as text
        ("Category", "Figure", "Worth 5, 4, 3, 2"),  # limits of the rubric, which no run decides
        ("#", "Title", "Source", "Relevance"),
        ("#", "Recommendation", "Impact", "Finding"),
        ("ID", "Title", "Component", "Priority"),
        ("Field", "Value"),
    }
)
"""Tables whose cells are words, or numbers that no run decides."""
