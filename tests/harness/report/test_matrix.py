"""The comparison of subjects: what its cells say, what its files look like, and that nothing in them acts."""

import io
import json
from html.parser import HTMLParser

import pytest
from rich.console import Console

from harness.cli.matrix import DATA, MARKDOWN, files_of, refuse_with_several, targets_of
from harness.errors import UsageError
from harness.findings.document import RunDocument
from harness.findings.matrix import Matrix, Place, columns_of, rows_of
from harness.report.matrix import PAGE, matrix_markdown, matrix_page, print_matrix
from tests.harness.report import factory
from tests.harness.report.hostile import CORPUS, documents

ASKED = [("bundled", ""), ("stageflow-core==0.5.0", "3.12"), ("path:mine", "")]


def made(
    runs: dict[Place, RunDocument], errors: dict[Place, str] | None = None, asked: list[tuple[str, str]] = ASKED
) -> Matrix:
    some = next(iter(runs.values())).mission
    return Matrix(
        matrix_id="matrix-2026-03-04-001",
        command="stageflow-stress run CORE-008 --subject bundled",
        harness="stageflow-stress 0.1.0",
        seed=7,
        extras=[],
        columns=columns_of(asked, runs),
        missions=rows_of([(some.id, some.title)], len(asked), runs, errors or {}),
    )


def published() -> RunDocument:
    run = factory.planted()[0]
    return run.model_copy(update={"subject": run.subject.model_copy(update={"spec": ASKED[1][0], "version": "0.5.0"})})


@pytest.fixture
def matrix() -> Matrix:
    """The bundled core passes, a published version does not, the third has no run."""
    return made({(0, 0): factory.passing()[0], (0, 1): published()}, {(0, 2): "it does not import"})


class Page(HTMLParser):
    """The text of a page by the cells of its tables, and the tags that occur."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self._cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += data.strip()


def test_each_hypothesis_has_an_answer_for_each_subject(matrix: Matrix) -> None:
    (mission,) = matrix.missions
    assert {a.id: a.results for a in mission.hypotheses} == {
        "H1": ["holds", "holds", None],
        "H3": ["holds", "refuted", None],
    }
    assert [(c.verdict, c.exit_code, c.run_id, c.error) for c in mission.cells] == [
        ("PASS", 0, "run-2026-03-04-001", ""),
        ("FAIL", 1, "run-2026-03-04-002", ""),
        (None, 2, "", "it does not import"),
    ]


def test_an_issue_stands_once_with_where_it_was_found_and_strengths_are_none(matrix: Matrix) -> None:
    issues = matrix.missions[0].issues
    assert [(i.severity, i.type, i.ids) for i in issues] == [
        ("critical", "bug", [None, "CORE-008-BUG-001", None]),
        ("medium", "dx", ["CORE-008-DX-001", None, None]),
        ("info", "improvement", [None, "CORE-008-IMP-001", None]),
    ]


def test_columns_say_what_ran_and_what_was_asked_for_where_nothing_did(matrix: Matrix) -> None:
    assert [(c.spec, c.asked_python, c.version, c.python) for c in matrix.columns] == [
        ("bundled", "", "0.5.0", "3.11.9"),
        ("stageflow-core==0.5.0", "3.12", "0.5.0", "3.11.9"),
        ("path:mine", "", "", ""),
    ]


def test_the_terminal_shows_the_table_in_80_columns(matrix: Matrix) -> None:
    out = io.StringIO()
    print_matrix(Console(file=out, width=80, color_system=None), matrix)
    assert out.getvalue().splitlines()[:3] == [
        "[1] bundled 0.5.0, Python 3.11.9",
        "[2] stageflow-core==0.5.0, Python 3.11.9",
        "[3] path:mine, Python -",
    ]
    rows = [line.split() for line in out.getvalue().splitlines()]
    assert ["CORE-008", "PASS", "FAIL", "did", "not", "run"] in rows
    assert ["H3", "holds", "REFUTED", "-"] in rows
    assert "CORE-008 on [3] did not run: it does not import" in out.getvalue()
    assert max(map(len, out.getvalue().splitlines())) <= 80


def test_markdown_and_page_say_the_same(matrix: Matrix) -> None:
    text, page = matrix_markdown(matrix), Page(matrix_page(matrix))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    claim = "The claim of H3 is kept."
    assert ["H3", claim, "holds", "REFUTED", "-"] in rows
    assert ["H3", claim, "holds", "REFUTED", "-"] in page.rows
    assert ["", "Verdict", "PASS", "FAIL", "did not run"] in page.rows
    links = ["../CORE-008/run-2026-03-04-001/FINAL_REPORT.md", "../CORE-008/run-2026-03-04-002/FINAL_REPORT.md"]
    assert page.links == links
    assert all(f"]({link})" in text for link in links)
    assert "](" not in matrix_markdown(matrix, linked=False)
    bug = ["The title of CORE-008-BUG-001", "ContextSnapshot", "Bug", "critical", "", "BUG-001", ""]
    assert bug in page.rows
    assert [*bug[:1], "`ContextSnapshot`", *bug[2:]] in rows
    assert "did not run in column 3: it does not import" in text


def test_the_files_are_the_same_every_time_and_the_data_loads_again(matrix: Matrix) -> None:
    files = files_of(matrix)
    assert set(files) == {DATA, MARKDOWN, PAGE}
    assert files == files_of(matrix)
    assert Matrix.model_validate(json.loads(files[DATA])) == matrix


@pytest.mark.parametrize("name", CORPUS)
def test_nothing_of_a_subject_acts_in_a_comparison(name: str) -> None:
    """The page has the tags of a tame one and no other link; the terminal gets no control character."""
    text, tame = CORPUS[name], "word"
    hostile, plain = (made({(0, 0): documents(t)[0]}, {(0, 1): t}, [("bundled", ""), (t, t)]) for t in (text, tame))
    page, expected = (Page(matrix_page(m).encode().decode()) for m in (hostile, plain))
    assert (page.tags, page.links) == (expected.tags, expected.links)
    assert len(page.rows) == len(expected.rows)
    markdown = [
        line.count("|") - line.count("\\|") for line in matrix_markdown(hostile).splitlines() if line[:1] == "|"
    ]
    assert len(markdown) == sum(line[:1] == "|" for line in matrix_markdown(plain).splitlines())
    out = io.StringIO()
    print_matrix(Console(file=out, width=80, color_system=None), hostile)
    assert "\x1b" not in out.getvalue() and "\n::" not in out.getvalue()


def test_targets_are_every_subject_under_every_interpreter_once() -> None:
    assert targets_of([], []) == [("bundled", "")]
    assert targets_of(["a", "b", "a"], ["3.12", "3.11"]) == [("a", "3.12"), ("a", "3.11"), ("b", "3.12"), ("b", "3.11")]


def test_what_means_one_subject_is_refused_for_several() -> None:
    refuse_with_several("--update-baseline", [("a", "")])
    with pytest.raises(UsageError, match="--update-baseline is for one subject and one interpreter, here are 2"):
        refuse_with_several("--update-baseline", [("a", ""), ("b", "")])
