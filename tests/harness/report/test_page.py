"""The report as a page: the same words, nothing of a subject's data acts, and nothing is loaded or run."""

import base64
import hashlib
import re
from functools import cache
from html.parser import HTMLParser

import pytest

from harness.report.matrix import matrix_page
from harness.report.page import report_page
from harness.report.render import render_markdown
from tests.harness.report import factory
from tests.harness.report.hostile import CORPUS, documents
from tests.harness.report.test_hostile import hidden_in
from tests.harness.report.test_matrix import made

TAME = "word"


class Page(HTMLParser):
    """The tags of a page in their order, each with its attributes, and its text by the tag around it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append((self.tags[-1][0] if self.tags else "", data))


def page_of(text: str) -> str:
    return report_page(render_markdown(*documents(text)), text).decode()


@cache
def tame() -> Page:
    return Page(page_of(TAME))


def without_code(page: Page) -> list[object]:
    """A form that a platform would act on stands in a span of code of its own."""
    return [tag for tag in page.tags if tag != ("code", ())]


@pytest.mark.parametrize("text", CORPUS.values(), ids=CORPUS)
def test_a_page_has_the_same_tags_and_attributes_whatever_stands_in_it(text: str) -> None:
    told = page_of(text)
    assert hidden_in(told) - {"\t"} == set()
    assert without_code(Page(told)) == without_code(tame())


def policies() -> dict[str, str]:
    run = factory.planted()[0]
    return {"report": report_page("# A report", "A title").decode(), "matrix": matrix_page(made({(0, 0): run}))}


@pytest.mark.parametrize("name", ["report", "matrix"])
def test_a_page_may_use_its_own_style_and_nothing_else(name: str) -> None:
    page = policies()[name]
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    tags = Page(page).tags
    assert ("meta", (("http-equiv", "Content-Security-Policy"), ("content", policy))) in tags
    assert {name for _, attrs in tags for name, _ in attrs} & {"src", "style", "onclick"} == set()
    assert "@import" not in style and "url(" not in style


def test_the_page_says_what_the_report_says() -> None:
    text = render_markdown(*factory.planted())
    page = Page(report_page(text, "A title").decode())
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("## ")]
    assert [said for tag, said in page.text if tag == "h2" and said.strip()] == headings
    assert ("td", (("class", "refuted"),)) in page.tags and ("td", (("class", "holds"),)) in page.tags


@pytest.mark.parametrize(
    ("markdown", "shows"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"),
        ("![a](http://example.org/a.png)", '<p>!<a href="http://example.org/a.png">a</a></p>'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("| a |\n| --: |\n| b |", '<td class="right">b</td>'),
        ("| a |\n| --: |\n| PASS |", '<td class="right holds">PASS</td>'),
        ("`<table>`", "<p><code>&lt;table&gt;</code></p>"),
    ],
    ids=["html", "html-in-a-line", "image", "link", "aligned", "answer", "table-in-code"],
)
def test_what_templates_of_ones_own_may_bring_along(markdown: str, shows: str) -> None:
    page = report_page(markdown, "<title>").decode()
    assert shows in page
    assert "<title>&lt;title&gt;</title>" in page
