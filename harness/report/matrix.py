"""The comparison of subjects and interpreters, for a terminal, as markdown and as a page."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.evidence.paths import REPORT
from harness.findings.document import HypothesisResult
from harness.findings.fingerprint import short_id
from harness.findings.matrix import Cell, Column, Matrix, MissionRow
from harness.report import words
from harness.report.escape import code, escape, finish, in_a_cell
from harness.report.page import page_environment

PAGE = "matrix.html"
SHORT: dict[HypothesisResult | None, str] = {
    "holds": "holds",
    "refuted": "REFUTED",
    "unsupported": "unsupported",
    "excluded": "excluded",
    "inconclusive": "inconclusive",
    "harness_error": "harness error",
    "not_run": "not run",
    None: "-",
}
_STYLES: dict[HypothesisResult | None, str] = {"holds": "green", "refuted": "bold red"}


def print_matrix(console: Console, matrix: Matrix) -> None:
    """A table with a column for each subject, which stand by number above it; nothing of it acts as markup."""
    for number, column in enumerate(matrix.columns, 1):
        console.print(Text(f"[{number}] {in_a_cell(column_name(column))}"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", overflow="fold")
    for number in range(1, len(matrix.columns) + 1):
        table.add_column(f"[{number}]", no_wrap=True)
    for mission in matrix.missions:
        cells = [Text(verdict(cell), style="bold") for cell in mission.cells]
        table.add_row(Text(in_a_cell(mission.id), style="bold"), *cells)
        for answer in mission.hypotheses:
            results = [Text(SHORT[r], style=_STYLES.get(r, "yellow")) for r in answer.results]
            table.add_row(Text(f"  {in_a_cell(answer.id)}"), *results)
    console.print(table)
    for mission, number, cell in _not_run(matrix):
        console.print(Text(f"{in_a_cell(mission.id)} on [{number}] did not run: {in_a_cell(cell.error)}"))


def matrix_markdown(matrix: Matrix, *, linked: bool = True) -> str:
    """The whole comparison; everything that comes from a run is escaped. `linked`: beside the folders of its runs."""
    return finish("\n".join(_markdown(matrix, linked)))


def _markdown(matrix: Matrix, linked: bool) -> Iterator[str]:
    yield "# Comparison of subjects"
    yield ""
    yield f"Made by {code(matrix.harness)}, seed {matrix.seed}: {code(matrix.command)}"
    yield ""
    yield from _table(
        ["Column", "Subject", "Version", "Python", "Content digest"],
        [
            [str(n), code(c.spec), escape(c.version), escape(c.python or c.asked_python), code(c.digest)]
            for n, c in enumerate(matrix.columns, 1)
        ],
    )
    yield ""
    yield "A hypothesis without a promise in the subject's documentation is no defect where it is refuted: see Issues."
    for mission in matrix.missions:
        yield from ("", f"## {escape(mission.id)}: {escape(mission.title)}", "")
        yield from _answers(mission, matrix.columns, linked)
        yield from _issues(mission)
    for mission, number, cell in _not_run(matrix):
        yield from ("", f"{escape(mission.id)} did not run in column {number}: {escape(cell.error)}")


def _answers(mission: MissionRow, columns: Sequence[Column], linked: bool) -> Iterator[str]:
    head = ["Hypothesis", "Claim", *(f"{n}: {escape(c.spec)}" for n, c in enumerate(columns, 1))]
    rows = [[escape(a.id), escape(a.claim), *(SHORT[r] for r in a.results)] for a in mission.hypotheses]
    yield from _table(
        head, [*rows, ["", "Verdict", *(_linked(mission, cell) if linked else verdict(cell) for cell in mission.cells)]]
    )


def _issues(mission: MissionRow) -> Iterator[str]:
    if not mission.issues:
        return
    yield from ("", "Issues:", "")
    head = ["Issue", "Component", "Type", "Severity", *map(str, range(1, len(mission.cells) + 1))]
    yield from _table(
        head,
        [
            [
                escape(issue.title),
                code(issue.component),
                escape(words.label(issue.type)),
                escape(issue.severity),
                *(escape(short_id(id_)) if id_ else "" for id_ in issue.ids),
            ]
            for issue in mission.issues
        ],
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _linked(mission: MissionRow, cell: Cell) -> str:
    return f"[{verdict(cell)}]({report_of(mission, cell)})" if cell.run_id else verdict(cell)


def matrix_page(matrix: Matrix) -> str:
    """The same as one HTML page that needs no other file; everything that is printed is escaped."""
    environment = page_environment()
    environment.filters |= {"label": words.label, "short": short_id}
    names = {"short": SHORT, "verdict": verdict, "report_of": report_of, "column_name": column_name}
    return environment.get_template(PAGE).render(matrix=matrix, not_run=list(_not_run(matrix)), **names)


def column_name(column: Column) -> str:
    """What a column is: the subject as asked for, its version where that says more, and the Python it ran under."""
    version = "" if not column.version or column.version in column.spec else f" {column.version}"
    return f"{column.spec}{version}, Python {column.python or column.asked_python or '-'}"


def verdict(cell: Cell) -> str:
    return "did not run" if cell.verdict is None else cell.verdict.replace("_", " ")


def report_of(mission: MissionRow, cell: Cell) -> str:
    """Relative to the folder of the comparison, which lies beside those of the missions."""
    return f"../{mission.id}/{cell.run_id}/{REPORT}"


def _not_run(matrix: Matrix) -> Iterator[tuple[MissionRow, int, Cell]]:
    for mission in matrix.missions:
        for number, cell in enumerate(mission.cells, 1):
            if cell.error:
                yield mission, number, cell
