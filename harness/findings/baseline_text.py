"""The text of a baseline after a run: entries come and go, every other line stays as its author wrote it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from harness.errors import UsageError
from harness.findings.baseline import SECTION, Baseline
from harness.findings.finding import Finding

EMPTY = f"""\
# Findings that are known: they do not fail `stageflow-stress run --baseline`, everything else does.
# An entry may say `reason:` and `until:`, its last day. Comments stay when --update-baseline writes this file.
schema: 1
{SECTION}:
"""
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class _Block:
    """One entry: its id and fingerprint, by which entries are sorted, and its lines with the comments right above."""

    key: tuple[str, str]
    lines: tuple[str, ...]


def updated(text: str, baseline: Baseline, mission: str, add: Sequence[Finding], remove: Collection[str]) -> str:
    """The text with entries for `add`, sorted in by id, and without those of the fingerprints `remove`.

    Raises UsageError for a file whose entries do not stand on lines of their own.
    """
    pieces = [p for p in _pieces(text.splitlines(), baseline) if isinstance(p, str) or p.key[1] not in remove]
    for finding in add:
        _insert(pieces, _Block((finding.id, finding.fingerprint), tuple(_entry(finding, mission))))
    return "\n".join(line for p in pieces for line in ([p] if isinstance(p, str) else p.lines)) + "\n"


def _insert(pieces: list[_Block | str], block: _Block) -> None:
    """Before the first entry that comes after it, else behind the last one, else at the start of the section."""
    blocks = [(i, p) for i, p in enumerate(pieces) if isinstance(p, _Block)]
    later = [i for i, p in blocks if p.key > block.key]
    section = next(i for i, p in enumerate(pieces) if isinstance(p, str) and p.startswith(f"{SECTION}:"))
    pieces.insert(later[0] if later else (blocks[-1][0] if blocks else section) + 1, block)


def _pieces(lines: list[str], baseline: Baseline) -> list[_Block | str]:
    """The lines of the file, those of each entry put together."""
    starts = {_key_line(lines, baseline, f): (entry.id, f) for f, entry in baseline.known.items()}
    pieces: list[_Block | str] = []
    number = 0
    while number < len(lines):
        if number not in starts:
            pieces.append(lines[number])
            number += 1
            continue
        above = _comments_above(pieces)
        end = _end(lines, number)
        pieces.append(_Block(starts[number], (*above, *lines[number:end])))
        number = end
    return list(_with_section(pieces, baseline))


def _key_line(lines: list[str], baseline: Baseline, fingerprint: str) -> int:
    place = baseline.document.place((SECTION, fingerprint), key=True) if baseline.document else None
    if place is None or lines[place.line - 1][: place.column - 1].strip() or place.column == 1:
        where = f"{baseline.file}:{place.line}:{place.column}" if place else baseline.file
        raise UsageError(
            f"{where}: the entry does not stand on lines of its own, so that it cannot be rewritten\n"
            f"  put each fingerprint on a line below '{SECTION}:', indented, and its keys on the lines after it"
        )
    return place.line - 1


def _comments_above(pieces: list[_Block | str]) -> list[str]:
    """Takes the comment lines at the end of the pieces away and gives them."""
    taken: list[str] = []
    while pieces and isinstance(pieces[-1], str) and pieces[-1].strip().startswith("#") and pieces[-1].startswith(" "):
        taken.insert(0, str(pieces.pop()))
    return taken


def _end(lines: list[str], start: int) -> int:
    """The first line after an entry: not indented further than its key; blank lines at its end are not part of it."""
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > _indent(lines[start])):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _with_section(pieces: list[_Block | str], baseline: Baseline) -> Iterator[_Block | str]:
    """The pieces with a line that opens the section, which an empty baseline may lack or close in braces."""
    has_section = baseline.document is not None and SECTION in baseline.document.data
    for piece in pieces:
        is_section = isinstance(piece, str) and piece.startswith(f"{SECTION}:")
        yield f"{SECTION}:" if is_section and not baseline.known else piece
    if not has_section:
        yield f"{SECTION}:"


def _entry(finding: Finding, mission: str) -> Iterator[str]:
    yield f'{_INDENT}"{finding.fingerprint}":'
    for key, value in (
        ("id", finding.id),
        ("mission", mission),
        ("check", finding.checks[0] if finding.checks else ""),
        ("severity", finding.severity),
        ("title", _quoted(finding.title)),
    ):
        yield f"{_INDENT * 2}{key}: {value}"


def _quoted(text: str) -> str:
    """A double-quoted scalar of YAML on one line; a lone surrogate, which no file holds, as the text of its escape."""
    whole = text.encode("utf-8", "backslashreplace").decode()
    return '"' + "".join(_escaped(c) for c in whole) + '"'


def _escaped(c: str) -> str:
    if c in '"\\':
        return f"\\{c}"
    if c.isprintable():
        return c
    return f"\\x{ord(c):02x}" if ord(c) < 0x100 else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}"
