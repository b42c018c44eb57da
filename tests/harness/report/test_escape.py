"""Untrusted text made harmless in markdown."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from harness.report.escape import Markdown, block, code, codes, escape, finish, link, one_line, visible

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = st.text(st.sampled_from("a1@ GH_*`|\\<>[]()#+-=.~&;!\n\t\x1b\u202e\ud800é"), max_size=20)

SPAN = re.compile(r"(@|#|(?i:gh)-|[\da-fA-F]{7,40})+")
ACTS = re.compile(r"@\w|#\d|\bgh-\d|\b(?=\d*[a-f])[\da-f]{7,40}\b", re.ASCII | re.IGNORECASE)
"""What a build platform turns into a mention, or into a link to an issue or a commit."""


def tokens(text: str) -> Iterator[Token]:
    for token in MARKDOWN.parse(text):
        yield token
        yield from token.children or ()


def shown(text: str) -> str:
    """What a reader of the rendered markdown sees."""
    return "".join(t.content for t in tokens(text) if t.type in ("text", "code_inline", "text_special"))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words, 0.5.0 (bundled)", "plain words, 0.5.0 (bundled)"),
        ("no_acknowledged_write_is_lost", "no_acknowledged_write_is_lost"),
        ("with_* methods", "with_\\* methods"),
        ("__init__", "\\_\\_init__"),
        ("a|b", "a\\|b"),
        ("`x`", "\\`x\\`"),
        ("<script>", "\\<script>"),
        ("[a](javascript:x)", "\\[a\\](javascript:x)"),
        ("for @name, a@b.example", "for `@`name, a`@`b.example"),
        ("@@name", "`@@`name"),
        ("see #12, own/repo#3, GH-4", "see `#`12, own/repo`#`3, `GH-`4"),
        ("fixed by deadbee1 (5f0c1e2)", "fixed by `deadbee1` (`5f0c1e2`)"),
        ("@deadbee1 #1234567a gh-7", "`@deadbee1` `#1234567a` `gh-`7"),
        ("SHOP-001-BUG-8f5ad8d2: x", "`SHOP-001-BUG-8f5ad8d2`: x"),
        ("550e8400-e29b-41d4", "`550e8400`-e29b-41d4"),
        ("number 1 # of 12345678, feed", "number 1 # of 12345678, feed"),
        ("see https://a.example", "see https:\\//a.example"),
        ("www.a.example", "www\\.a.example"),
        ("&lt; & so", "\\&lt; & so"),
        ("# title", "\\# title"),
        ("- item", "\\- item"),
        ("-5 and 1.5", "-5 and 1.5"),
        ("---", "\\---"),
        ("1. item", "1\\. item"),
        ("> quote", "\\> quote"),
        ("two\nlines\r\n\tmore", "two lines more"),
        ("\x1b[31mred\x07", "\\\\x1b\\[31mred\\\\x07"),
        ("\u202egnp.exe", "\\\\u202egnp.exe"),
        ("half \ud83d", "half \\\\ud83d"),
        ("ünïcode ✓ 漢字", "ünïcode ✓ 漢字"),
        (7, "7"),
    ],
)
def test_text(text: object, escaped: str) -> None:
    assert escape(text) == escaped


def test_markdown_is_not_escaped_again() -> None:
    assert escape(Markdown("**bold**")) == "**bold**"
    assert escape(escape("a*b")) == "a\\*b"


@given(TEXT)
def test_nothing_in_a_text_acts_as_markup(text: str) -> None:
    found = list(tokens(f"before {escape(text)} after"))
    assert not [t for t in found if t.type == "code_inline" and not SPAN.fullmatch(t.content)]
    assert not [t for t in found if t.type == "text" and ACTS.search(t.content)]
    assert {t.type for t in found} - {"code_inline"} <= {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "text_special",
    }


@given(TEXT)
def test_a_text_at_the_start_of_a_line_stays_a_paragraph_and_is_shown_whole(text: str) -> None:
    escaped = escape(text)
    found = {t.type for t in tokens(escaped) if not (t.type == "code_inline" and SPAN.fullmatch(t.content))}
    assert found <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    assert shown(escaped).strip() == one_line(text)


@given(TEXT)
def test_a_code_span_shows_the_text_and_ends_where_it_should(text: str) -> None:
    line = finish(f"x {code(text)} *y*")
    kinds = [t.type for t in tokens(line)]
    assert kinds.count("code_inline") == (1 if one_line(text) else 0)
    assert kinds.count("em_open") == 1
    expected = visible(" ".join(text.splitlines()).replace("\t", " "))
    assert one_line(shown(line)) == one_line(f"x {expected} y")


@given(st.lists(TEXT, min_size=2, max_size=2), TEXT)
def test_no_cell_opens_another_column(cells: list[str], in_code: str) -> None:
    rows = f"| a | b | c |\n|---|---|---|\n| {escape(cells[0])} | {escape(cells[1])} | {code(in_code)} |\n"
    html = MARKDOWN.render(finish(rows))
    assert html.count("<td>") == 3
    assert html.count("<tr>") == 2
    spans = [t.content for cell in cells for t in tokens(escape(cell)) if t.type == "code_inline"]
    assert all(map(SPAN.fullmatch, spans))
    assert html.count("<code>") == len(spans) + (1 if one_line(in_code) else 0)


@given(st.lists(TEXT, max_size=4))
def test_a_block_holds_all_its_lines(lines: list[str]) -> None:
    found = MARKDOWN.parse(finish(f"before\n\n{block(lines, 'text')}\n\nafter"))
    assert [t.type for t in found if t.type in ("fence", "paragraph_open")] == [
        "paragraph_open", "fence", "paragraph_open",
    ]  # fmt: skip
    fence = next(t for t in found if t.type == "fence")
    assert fence.content.strip("\n") == "\n".join(map(visible, lines)).strip("\n")


def test_a_block_of_text_keeps_its_line_ends_and_indentation() -> None:
    assert block("def f():\r\n\treturn 1\n", "python") == "```python\ndef f():\n\treturn 1\n```"


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    for made in (escape(text), code(text), block(text).replace("\n", "").replace("\t", "")):
        assert made == visible(made, keep="\ue000")


def test_codes_and_empty_code() -> None:
    assert codes(["a", "b"]) == "`a`, `b`"
    assert code("") == ""


@pytest.mark.parametrize(
    ("address", "markdown"),
    [
        ("https://peps.python.org/pep-0795/", "<https://peps.python.org/pep-0795/>"),
        ("javascript:alert(1)", "`javascript:alert(1)`"),
        ("https://a.b/<script>", "`https://a.b/<script>`"),
        ("Rustonomicon, chapter 8", "`Rustonomicon, chapter 8`"),
    ],
)
def test_only_an_ordinary_address_is_a_link(address: str, markdown: str) -> None:
    assert link(address) == markdown


def test_columns_stand_under_each_other_in_plain_text() -> None:
    text = finish("| A | Longer |\n|---|--------|\n| a cell | b |\n| 漢字 | c |\n")
    assert text.splitlines() == [
        "| A      | Longer |",
        "| ------ | ------ |",
        "| a cell | b      |",
        "| 漢字   | c      |",
    ]


def test_a_very_long_cell_does_not_widen_its_column() -> None:
    lines = finish(f"| A | B |\n|---|---|\n| {'x' * 90} | b |\n| a | b |\n").splitlines()
    assert lines[0] == "| A   | B   |"
    assert lines[3] == "| a   | b   |"


def test_blank_lines_are_one_and_fences_are_left_alone() -> None:
    text = finish("\n\na\n\n\n\nb\n```\n\n\n| no | table\n\n```\n\n\nc")
    assert text == "a\n\nb\n```\n\n\n| no | table\n\n```\n\nc\n"


def test_one_bar_in_code_is_escaped_in_tables_only() -> None:
    text = finish(f"{code('a|b')}\n\n| A |\n|---|\n| {code('a|b')} |\n")
    assert re.findall(r"`.*?`", text) == ["`a|b`", "`a\\|b`"]
