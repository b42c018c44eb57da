"""docs/reference.md: the topics of `stageflow-stress explain` as one page."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from harness.mission.topics import Topic

COMMAND = "stageflow-stress explain --markdown >docs/reference.md"
_INTRODUCTION = f"""\
# Reference of the mission format

What a mission can say: its keys, then the names that it may use. Made by `{COMMAND}`
from what the command line itself reads; `stageflow-stress explain WORD` shows one entry, and
`stageflow-stress new ID` writes a mission to start from.
"""


_ALIKE = ("plant", "probe")
"""Kinds of which one example stands for all."""


def reference_page(topics: Iterable[Topic]) -> str:
    """The page; the same topics give the same bytes."""
    return "\n".join([_INTRODUCTION, *_parts(topics)])


def _parts(topics: Iterable[Topic]) -> Iterator[str]:
    """Keys of a section stand in the table of their section, and have no part of their own."""
    yield "## Keys\n"
    told = [topic for topic in topics if topic.kind != "key"]
    for topic in told:
        if topic.kind == "section":
            yield from _section(topic)
        elif topic.kind == "kind":
            yield f"## {topic.name.capitalize()}\n\n{_prose(topic.summary)}\n"
            members = [t for t in told if t.kind == topic.group]
            if topic.group in _ALIKE:
                yield _example(members[0].example)
            yield from _members(members)


def _section(topic: Topic) -> Iterator[str]:
    path = f"{topic.group} > {topic.name}" if topic.group else topic.name
    yield f"### {path}\n\n{_prose(topic.summary)}\n"
    yield _table(("key", "takes", "what it is"), [(f"`{r.name}`", r.takes, r.description) for r in topic.rows])
    yield _example(topic.example)


def _members(topics: Iterable[Topic]) -> Iterator[str]:
    for group, members in groupby(topics, key=lambda topic: topic.group):
        level = "####" if group else "###"
        if group:
            yield f"### {group[0].upper()}{group[1:]}\n"
        for topic in members:
            yield f"{level} `{topic.name}`\n"
            yield "\n\n".join(map(_prose, (topic.summary, *topic.details))) + "\n"
            if topic.rows:
                rows = [(f"`{row.name}`", row.takes, row.description) for row in topic.rows]
                yield _table(("argument", "takes", "what it is"), rows)
            if topic.facts:
                yield "".join(f"- {title}: {_names(names)}\n" for title, names in topic.facts)
            if topic.example and topic.kind not in _ALIKE:
                yield _example(topic.example)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" if " " not in name else name for name in names) or "none"


def _example(text: str) -> str:
    return f"```yaml\n{text.rstrip()}\n```\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(_prose(cell).replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _prose(text: str) -> str:
    """Text as it is read, whatever of it markdown would take for a mark."""
    return text.replace("<", "&lt;").replace("*", r"\*").replace("_", r"\_") if "`" not in text else text
