"""Untrusted text made harmless: visible control characters, and text, code spans, blocks and tables of markdown."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from harness.evidence.encodable import HIDDEN_CATEGORIES

COLUMN_WIDTH_MAX = 60
# A bar in a code span has to be escaped in a table and nowhere else: `finish` decides. Input cannot bring this
# character along, because `visible` spells out the private use area.
_BAR = "\ue000"
# An underscore after a letter opens no emphasis; escaping it there would only make names hard to read.
# Renderers also act on names after an at sign, on numbers of issues, on digests of commits and on bare addresses: they
# look for none of these in a code span, and for no address where its slashes or the dot after its www are escaped.
# Seven digits or more without a letter stay: they are a number far more often than a commit. What stands side by side
# is one span, because two that touch are none; so is an id that ends in a digest.
_COMMIT = r"(?<![0-9A-Za-z])(?:[0-9A-Za-z]+-){0,4}(?=[0-9]*[a-fA-F])[0-9a-fA-F]{7,40}(?![0-9A-Za-z])"
_REFERENCE = rf"(?P<reference>(?:@+(?=\w)|#(?=[0-9])|(?<![0-9A-Za-z])(?i:GH)-(?=[0-9])|{_COMMIT})+)"
_INLINE = re.compile(r"[\\`*\[\]<|~$]|(?<!\w)_+|&(?=#?\w+;)|(?<=:)/(?=/)|(?<=[wW]{3})\.|" + _REFERENCE)
_BLOCK_START = re.compile(r"^(>|#{1,6}(?=\s|$)|[+-](?=\s|$)|[=-](?=[=-]*$)|\d{1,9}(?=[.)](\s|$)))")
# What programs that run builds take for orders in the output of a step: `::name::` at the start of a line, `##[name]`
# and `##vso[name]` anywhere.
_ORDER = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)", re.MULTILINE)
_URL = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)


class Markdown(str):
    """Text that is markdown already. Whatever else a template prints is escaped."""

    __slots__ = ()


def visible(text: str, keep: str = "") -> str:
    """Control, formatting and private characters as the text of their escapes, those in `keep` as they are."""
    if text.isascii() and text.isprintable():
        return text
    hidden = (c for c in set(text) if c not in keep and unicodedata.category(c) in HIDDEN_CATEGORIES)
    return text.translate({ord(c): ascii(c)[1:-1] for c in hidden})


def without_orders(text: str) -> str:
    """Lines as they are printed, in which the runner of a build finds no order: their first mark is an escape."""
    return _ORDER.sub(lambda m: "\\x23" if m[1] is None else f"{m[1]}\\x3a", text)


def in_a_cell(text: str) -> str:
    """One line of text for a table that folds it: wherever a line may come to begin, no order does."""
    return without_orders(one_line(text)).replace("::", ":\\x3a")


def one_line(text: str) -> str:
    """Visible text on one line: every run of white space is one blank."""
    return visible(" ".join(text.split()))


def escape(value: object) -> Markdown:
    """A value as markdown text of one line, in which nothing of the value acts as markup."""
    if isinstance(value, Markdown):
        return value
    text = _INLINE.sub(_escape_inline, one_line(str(value)))
    return Markdown(_BLOCK_START.sub(_escape_start, text))


def _escape_inline(match: re.Match[str]) -> str:
    return f"`{match[0]}`" if match["reference"] else "".join(f"\\{c}" for c in match[0])


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def code(value: object) -> Markdown:
    """A code span of one line; nothing at all for an empty value. Its bars are placeholders until `finish`."""
    text = visible(" ".join(str(value).splitlines()).replace("\t", " ")).strip()
    if not text:
        return Markdown()
    ticks = "`" * (_longest_run(text) + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return Markdown(f"{ticks}{pad}{text}{pad}{ticks}".replace("|", _BAR))


def codes(values: Iterable[object], separator: str = ", ") -> Markdown:
    """Code spans, separated."""
    return Markdown(separator.join(code(value) for value in values))


def block(value: str | Iterable[str], language: str = "") -> Markdown:
    """A fenced block of a text or of lines; white space stays, and no run of backticks inside can end it."""
    text = value if isinstance(value, str) else "\n".join(visible(line) for line in value)
    text = visible(text.replace("\r\n", "\n"), keep="\n\t").strip("\n")
    fence = "`" * max(3, _longest_run(text) + 1)
    return Markdown(f"{fence}{language}\n{text}\n{fence}")


def link(value: str) -> Markdown:
    """An address as a link where it is an ordinary http address, as code otherwise."""
    return Markdown(f"<{value}>") if _URL.fullmatch(value) else code(value)


def finish(text: str) -> str:
    """The last step over a whole document: bars in code spans, aligned tables, one blank line instead of several.

    Columns up to a width of 60 stand under each other in plain text too. Fenced blocks stay as they are.
    """
    lines: list[str] = []
    rows: list[str] = []
    fence = ""
    for line in text.splitlines():
        if not fence and line.startswith("|"):
            rows.append(line)
            continue
        lines += _aligned(rows)
        rows = []
        ticks = re.match("`{3,}", line)
        if ticks and not fence:
            fence = ticks[0]
        elif fence and line == fence:
            fence = ""
        if line or fence or (lines and lines[-1]):
            lines.append(line.replace(_BAR, "|"))
    lines += _aligned(rows)
    return "\n".join(lines).strip("\n") + "\n"


def _aligned(rows: Sequence[str]) -> list[str]:
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))] for row in rows]
    cells = [[cell.replace(_BAR, "\\|") for cell in row] for row in cells]
    if len(cells) < 2 or len({len(row) for row in cells}) > 1:
        return ["".join(row).replace(_BAR, "\\|") for row in rows]
    widths = [
        max([3, *(_columns(row[i]) for row in (cells[0], *cells[2:]) if _columns(row[i]) <= COLUMN_WIDTH_MAX)])
        for i in range(len(cells[0]))
    ]
    cells[1] = ["-" * width for width in widths]
    return [
        "| " + " | ".join(c + " " * (w - _columns(c)) for c, w in zip(row, widths, strict=True)) + " |" for row in cells
    ]


def _columns(text: str) -> int:
    # Not rich's cell_len: that asks the environment which Unicode to count by, and a report depends on its files alone.
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
