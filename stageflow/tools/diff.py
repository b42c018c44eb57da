"""What is different between two texts, two trees of JSON, or two dictionaries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, unified_diff
from enum import Enum
from typing import Any

from stageflow.context.plain import plain_fields
from stageflow.immutable.construct import freeze_fields, value_type
from stageflow.tools.json_patch import as_json, patch_of, too_deep

_DIGITS = 3


class DiffType(Enum):
    """In which form a difference is written."""

    UNIFIED = "unified"
    CONTEXT = "context"
    JSON_PATCH = "json_patch"
    LINE_BY_LINE = "line_by_line"


@value_type
@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that is "equal", or was one to "add" or to "remove"; line numbers from 1."""

    type: str
    content: str
    line_number_old: int | None = None
    line_number_new: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return plain_fields(self)


@value_type
@dataclass(frozen=True, slots=True)
class DiffResult:
    """A difference: as text, line by line, and counted. `similarity` is 1 for equals."""

    diff_type: DiffType
    diff_output: str
    changes: list[DiffLine] = field(default_factory=list)
    additions: int = 0
    deletions: int = 0
    unchanged: int = 0
    similarity: float = 1.0
    old_content: str | None = None
    new_content: str | None = None

    def __post_init__(self) -> None:
        freeze_fields(self, "changes")

    @property
    def has_changes(self) -> bool:
        """Whether there is any difference."""
        return self.additions > 0 or self.deletions > 0

    @property
    def change_summary(self) -> str:
        """`+2 -1`, `+2`, `-1` or `no changes`."""
        counts = [f"+{self.additions}"] * bool(self.additions) + [f"-{self.deletions}"] * bool(self.deletions)
        return " ".join(counts) or "no changes"

    def to_dict(self) -> dict[str, Any]:
        """Plain data, without the contents."""
        return {
            "diff_type": self.diff_type.value,
            "diff_output": self.diff_output,
            "changes": [line.to_dict() for line in self.changes],
            "additions": self.additions,
            "deletions": self.deletions,
            "unchanged": self.unchanged,
            "similarity": self.similarity,
        }


def diff_text(
    old: str,
    new: str,
    diff_type: DiffType = DiffType.UNIFIED,
    context_lines: int = 3,
    fromfile: str = "a/original",
    tofile: str = "b/modified",
) -> DiffResult:
    """The difference of two texts, line by line, as a unified diff; CONTEXT marks its hunks by stars.

    `changes` and the counts are of the lines that stand in the diff: equal lines as far as they are its context.
    """
    was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = SequenceMatcher(None, was, now)
    changes = list(_changed_lines(matcher, was, now, context_lines))
    lines = unified_diff(was, now, fromfile, tofile, n=context_lines)
    if diff_type is DiffType.CONTEXT:
        lines = (line.replace("@@", "****") if line.startswith("@@") else line for line in lines)
    return DiffResult(
        diff_type,
        "".join(lines),
        changes,
        **_counted(changes),
        similarity=1.0 if was == now else round(matcher.ratio(), _DIGITS),
        old_content=old,
        new_content=new,
    )


def _changed_lines(
    matcher: SequenceMatcher[str], was: Sequence[str], now: Sequence[str], context_lines: int
) -> Iterator[DiffLine]:
    """The lines of the hunks; from what was compared and not from the text of the diff, where a line that begins with
    dashes would be taken for a header.
    """
    if was == now:
        return
    for group in matcher.get_grouped_opcodes(context_lines):
        for tag, first_old, last_old, first_new, last_new in group:
            if tag == "equal":
                pairs = zip(range(first_old, last_old), range(first_new, last_new), strict=True)
                yield from (DiffLine("equal", _bare(was[o]), o + 1, n + 1) for o, n in pairs)
                continue
            yield from (DiffLine("remove", _bare(was[o]), o + 1, None) for o in range(first_old, last_old))
            yield from (DiffLine("add", _bare(now[n]), None, n + 1) for n in range(first_new, last_new))


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


def _counted(changes: Sequence[DiffLine]) -> dict[str, int]:
    kinds = [line.type for line in changes]
    return {"additions": kinds.count("add"), "deletions": kinds.count("remove"), "unchanged": kinds.count("equal")}


def diff_json(old: dict[str, Any] | list[Any] | None, new: dict[str, Any] | list[Any] | None) -> DiffResult:
    """The difference of two trees of JSON as a patch (RFC 6902) that turns `old` into `new`.

    None counts as an empty object. Operations that add or replace are additions, those that remove are deletions. What
    is compared is what `json.dumps` writes: tuples as lists, keys as text. Raises TypeError with the path for what JSON
    cannot hold: other types, numbers that are not finite, two keys that are one as text, integers of more digits than
    Python writes (4,300), and more levels than its recursion limit lets it write (a little below 1000). Raises
    ValueError for a document that contains itself.
    """
    was, now = (None if held is None else as_json(held, name) for held, name in ((old, "old"), (new, "new")))
    try:
        return _json_diff(was, now)
    except RecursionError:
        raise too_deep(old=was, new=now) from None


def _json_diff(was: Any, now: Any) -> DiffResult:
    # first, as it refuses what is too deep, and the rest would take long for it
    contents = [None if document is None else json.dumps(document, indent=2) for document in (was, now)]
    operations = patch_of({} if was is None else was, {} if now is None else now)
    lines = ",\n".join(f"  {json.dumps(operation)}" for operation in operations)
    deletions = sum(operation["op"] == "remove" for operation in operations)
    return DiffResult(
        DiffType.JSON_PATCH,
        f"[\n{lines}\n]" if operations else "[\n]",
        additions=len(operations) - deletions,
        deletions=deletions,
        similarity=_similarity(was, now),
        old_content=contents[0],
        new_content=contents[1],
    )


def diff_structured(old: dict[str, Any], new: dict[str, Any], ignore_keys: set[str] | None = None) -> DiffResult:
    """The difference of two dictionaries, key by key: what is gone, what came, what changed."""
    ignored = ignore_keys or set()
    gone = [DiffLine("remove", f"{key}: {old[key]!r}") for key in old if key not in new and key not in ignored]
    came = [DiffLine("add", f"{key}: {new[key]!r}") for key in new if key not in old and key not in ignored]
    changed = [
        DiffLine(kind, f"{key}: {held[key]!r}")
        for key in old
        if key in new and key not in ignored and old[key] != new[key]
        for kind, held in (("remove", old), ("add", new))
    ]
    changes = [*gone, *came, *changed]
    marks = {"remove": "-", "add": "+"}
    counts = _counted(changes)
    return DiffResult(
        DiffType.LINE_BY_LINE,
        "\n".join(["--- old", "+++ new", *(f"{marks[line.type]} {line.content}" for line in changes)]),
        changes,
        **counts,
        similarity=_similarity(old, new),
        old_content=json.dumps(old, indent=2, default=repr),
        new_content=json.dumps(new, indent=2, default=repr),
    )


def _similarity(old: Any, new: Any) -> float:
    """Over the texts of both with sorted keys: 1 for equals, 0 where one of them is not there."""
    if old is None or new is None:
        return 1.0 if old is new else 0.0
    was, now = (json.dumps(value, sort_keys=True, default=repr) for value in (old, new))
    return round(SequenceMatcher(None, was, now).ratio(), _DIGITS)


__all__ = ["DiffLine", "DiffResult", "DiffType", "diff_json", "diff_structured", "diff_text"]
