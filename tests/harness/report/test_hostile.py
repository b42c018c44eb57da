"""Every text of the corpus through every output: each stays well formed, and nothing of the text acts."""

import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console
from sarif_pydantic import Sarif

from harness.cli.console import plain, plain_line
from harness.evidence.encodable import json_bytes
from harness.findings.compare import Side, compare_sides
from harness.findings.store import to_bytes
from harness.report.console import print_verdict
from harness.report.diff import diff_json, diff_markdown, diff_text, pairs_json, pairs_markdown, pairs_text
from harness.report.github import SUMMARY_BYTES_MAX, render_annotations, render_summary
from harness.report.junit import render_junit
from harness.report.render import render_markdown
from harness.report.run_json import run_entry
from harness.report.sarif import render_sarif
from tests.harness.report import factory
from tests.harness.report.hostile import CORPUS, MEGABYTE, documents
from tests.harness.report.test_console import RUN_DIR

TAME = "word"
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# What a build platform makes of text that is no code: mentions, and links to issues and commits. In a span of its own,
# their first mark is no part of the form.
ACTS = re.compile(r"@\w|#\d|\bgh-\d|\b(?=\d*[a-f])[\da-f]{7,40}\b", re.ASCII | re.IGNORECASE)
HARMLESS = re.compile(r"(@|#|gh-|[\da-f]{7,40})+", re.ASCII | re.IGNORECASE)
ANNOTATION = re.compile(r"::(error|warning|notice)( [a-z]+=[^,:\n]*(,[a-z]+=[^,:\n]*)*)?::[^\n]*")
ORDER = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def on_a_console(text: str, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, highlight=False, emoji=False, color_system=None)
    print_verdict(console, *documents(text), RUN_DIR)
    return out.getvalue()


def compared(text: str) -> object:
    return compare_sides(Side.of_run(factory.passing()[0]), Side.of_run(documents(text)[0]), "high")


PRINTED: dict[str, Callable[[str], str]] = {
    "console": on_a_console,
    "console-40": lambda text: on_a_console(text, 40),
    "error": lambda text: plain(text),
    "line": lambda text: plain_line(text),
    "diff-text": lambda text: diff_text(compared(text)),  # type: ignore[arg-type]
    "pairs-text": lambda text: pairs_text([compared(text)], [("BASE", text)]),  # type: ignore[list-item]
}
MARKDOWNS: dict[str, Callable[[str], str]] = {
    "report": lambda text: render_markdown(*documents(text)),
    "github-summary": lambda text: render_summary(*documents(text)).decode(),
    "diff-markdown": lambda text: diff_markdown(compared(text)),  # type: ignore[arg-type]
    "pairs-markdown": lambda text: pairs_markdown([compared(text)], [("BASE", text)]),  # type: ignore[list-item]
}
JSONS: dict[str, Callable[[str], str]] = {
    "run.json": lambda text: to_bytes(documents(text)[0]).decode(),
    "findings.json": lambda text: to_bytes(documents(text)[1]).decode(),
    "run --json": lambda text: json_bytes(run_entry(documents(text)[0], RUN_DIR)).decode(),
    "diff-json": lambda text: diff_json(compared(text)),  # type: ignore[arg-type]
    "pairs-json": lambda text: pairs_json([compared(text)], [("BASE", text)]),  # type: ignore[list-item]
    "sarif": lambda text: render_sarif(*documents(text)).decode(),
}
each_text = pytest.mark.parametrize("text", CORPUS.values(), ids=CORPUS)


def hidden_in(told: str) -> set[str]:
    return {c for c in set(told) - {"\n"} if unicodedata.category(c) in HIDDEN}


def kinds(markdown: str) -> list[str]:
    """What a reader of the markdown sees, but for words: blocks, cells, spans of code, links, and HTML."""

    def of(tokens: object) -> Iterator[str]:
        for token in tokens:  # type: ignore[attr-defined]
            harmless = token.type == "code_inline" and HARMLESS.fullmatch(token.content)
            if token.type not in ("text", "text_special", "softbreak", "inline") and not harmless:
                yield token.type
            yield from of(token.children or ())

    return list(of(MARKDOWN.parse(markdown)))  # fmt: skip


def words_of(markdown: str) -> Iterator[Token]:
    """Text that is no code, in the pieces in which a renderer has it."""
    for token in MARKDOWN.parse(markdown):
        yield from (t for t in token.children or () if t.type in ("text", "text_special"))


@cache
def tame(name: str) -> list[str]:
    return kinds(MARKDOWNS[name](TAME))


@each_text
@pytest.mark.parametrize("output", PRINTED)
def test_what_is_printed_is_text_and_no_order(output: str, text: str) -> None:
    told = PRINTED[output](text)
    assert hidden_in(told) - {"\t"} == set()
    assert ORDER.findall(told) == []


@each_text
@pytest.mark.parametrize("output", MARKDOWNS)
def test_markdown_has_the_same_form_whatever_stands_in_it(output: str, text: str) -> None:
    told = MARKDOWNS[output](text)
    assert hidden_in(told) - {"\t"} == set()
    assert kinds(told) == tame(output)
    assert [t.content for t in words_of(told) if ACTS.search(t.content)] == []


@each_text
@pytest.mark.parametrize("output", JSONS)
def test_json_is_read_back_and_has_nothing_hidden(output: str, text: str) -> None:
    told = JSONS[output](text)
    assert hidden_in(told) == set()
    assert shape(json.loads(told)) == shape(json.loads(JSONS[output](TAME)))


@each_text
def test_the_text_itself_comes_back_from_json(text: str) -> None:
    (bug, *_) = json.loads(to_bytes(documents(text)[1]))["findings"]
    assert bug["title"] == text.encode("utf-8", "backslashreplace").decode()


@each_text
def test_junit_is_read_back(text: str) -> None:
    data = render_junit(*documents(text))
    told = data.decode()
    assert hidden_in(told) - {"\t"} == set()
    assert not {"\ufffe", "\uffff"} & set(told)
    assert len(JUnitXml.fromstring(data)) == 1
    assert [e.tag for e in ET.fromstring(data).iter()] == [
        e.tag for e in ET.fromstring(render_junit(*documents(TAME))).iter()
    ]


@each_text
def test_sarif_is_valid(text: str) -> None:
    Sarif.model_validate(json.loads(render_sarif(*documents(text))))


@each_text
def test_an_annotation_is_one_command(text: str) -> None:
    told = render_annotations(*documents(text)).decode()
    lines = told.removesuffix("\n").split("\n")
    assert hidden_in(told) == set()
    assert all(ANNOTATION.fullmatch(line) for line in lines), told
    assert len(lines) == len(render_annotations(*documents(TAME)).splitlines())
    assert not re.search(r"##\w*\[|%0A::", told)  # a line end that the text itself spells out is none


def test_a_line_of_a_megabyte_is_told_whole_or_said_to_be_cut() -> None:
    bug = factory.finding(title=MEGABYTE, hypothesis="H1", witness=["short", MEGABYTE], description="short")
    run = factory.found(factory.run(harness_errors=[]), bug)
    made = run, factory.document(bug)
    assert json.loads(to_bytes(made[1]))["findings"][0]["title"] == MEGABYTE
    assert (
        MEGABYTE.replace("\x1b", "\\x1b") in json.loads(render_sarif(*made))["runs"][0]["results"][0]["message"]["text"]
    )
    assert len(ET.fromstring(render_junit(*made))) == 1
    assert len(render_annotations(*made)) < 100_000
    summary = render_summary(*made)
    assert len(summary) < SUMMARY_BYTES_MAX
    assert hidden_in(summary.decode()) == set()


def shape(value: object) -> object:
    """A JSON value without its texts and numbers: keys that the harness chose, and how long its lists are. What the
    analysis of a log found in a text is the text's own.
    """
    if isinstance(value, dict):
        value.pop("analysis", None)
        names = sorted(value) if TAME not in value and len(value) != 1 else len(value)
        return names, [shape(value[name]) for name in sorted(value)] if isinstance(names, list) else len(value)
    if isinstance(value, list):
        return [shape(entry) for entry in value]
    return type(value).__name__
