"""Pages of HTML that need no other file. Nothing on them runs, and nothing is loaded by them."""

import base64
import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from harness.bundled import TEMPLATES
from harness.report.escape import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

PAGE, STYLE = "report.html", "page.css"
ANSWERS = {
    **dict.fromkeys(("PASS", "holds"), "holds"),
    **dict.fromkeys(("FAIL", "REFUTED"), "refuted"),
    **dict.fromkeys(("UNKNOWN", "inconclusive"), "inconclusive"),
}
"""What a cell has a colour for where it says nothing else, with the class of the colour."""


def page_environment() -> Environment:
    """The bundled templates of pages. Every printed value is escaped; the policy allows a page its own style, links
    that a reader follows, and nothing else.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (TEMPLATES / STYLE).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    environment.globals |= {"style": Markup(style), "policy": Markup(policy)}
    environment.filters["visible"] = visible
    return environment


def report_page(markdown: str, title: str) -> bytes:
    """A report as a page. HTML in the markdown is shown as text, an image as a link to it."""
    from markdown_it import MarkdownIt  # a run without a page does not wait for it

    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = made.parse(markdown)
    for token, inside in pairwise(tokens):
        if token.type in ("th_open", "td_open"):
            _with_classes(token, inside.content)
    report = str(made.renderer.render(tokens, made.options, {}))
    report = report.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    return page_environment().get_template(PAGE).render(report=Markup(report), title=title).encode()


def _with_classes(cell: "Token", text: str) -> None:
    """A class in the place of a style, which the policy forbids; and one for an answer."""
    alignment = str(cell.attrs.pop("style", "")).removeprefix("text-align:")
    if classes := [name for name in (alignment, ANSWERS.get(text, "")) if name]:
        cell.attrs["class"] = " ".join(classes)
