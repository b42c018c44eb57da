"""`stageflow-stress explain [WORD]`: what a mission can name, and what its keys mean."""

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from harness.cli.console import stdout
from harness.errors import UsageError
from harness.mission.glossary import meaning, topics
from harness.mission.topics import Row, Topic
from harness.report.reference import reference_page

if TYPE_CHECKING:
    from rich.console import Console

_MARGIN = 2
_WIDTH_MIN = 40


def command(
    word: Annotated[
        str | None,
        typer.Argument(metavar="WORD", help="A name, a key such as pipelines.clock, or a kind such as checks."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print all of it as one page, docs/reference.md.")
    ] = False,
) -> None:
    """Explain a word of the mission format: what it means, what it takes, an example. Without a word, list them all."""
    if markdown:
        if word is not None or as_json:
            raise UsageError("--markdown prints the whole page: give neither a word nor --json")
        sys.stdout.write(reference_page(topics()))
        return
    chosen = topics() if word is None else meaning(word)
    if as_json:
        print(json.dumps({"schema": 1, "topics": [topic.to_json() for topic in chosen]}, indent=2))
    elif word is None:
        _print_words(stdout(), chosen)
    else:
        for number, topic in enumerate(chosen):
            _print_topic(stdout(), topic, first=number == 0)


def _print_words(console: "Console", all_topics: Iterable[Topic]) -> None:
    """Every word once, by what it is."""
    known = tuple(all_topics)
    _lines(console, ["`stageflow-stress explain WORD` says what one of these means, and gives an example."], 0)
    console.print("\nKeys", style="bold")
    for section in (topic for topic in known if topic.kind == "section"):
        path = f"{section.group} > {section.name}" if section.group else section.name
        _lines(console, [f"{path}: {', '.join(row.name for row in section.rows)}"], _MARGIN, hanging=_MARGIN)
    for kind in (topic for topic in known if topic.kind == "kind"):
        console.print(f"\n{kind.name.capitalize()} ({len(kind.rows)})", style="bold")
        for group, rows in _grouped(kind.rows):
            names = ", ".join(row.name for row in rows)
            _lines(console, [f"{group}: {names}" if group else names], _MARGIN, hanging=_MARGIN if group else 0)


def _grouped(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of a kind by their group, the groups in the order in which they first come."""
    order = list(dict.fromkeys(row.takes for row in rows))
    by_group = sorted(rows, key=lambda row: order.index(row.takes))
    return ((group, list(members)) for group, members in groupby(by_group, key=lambda row: row.takes))


def _print_topic(console: "Console", topic: Topic, *, first: bool) -> None:
    if not first:
        console.print()
    console.print(_heading(topic), style="bold")
    _lines(console, [topic.summary, *topic.details], _MARGIN, between="\n\n")
    if topic.kind == "kind":
        _print_members(console, topic)
        return
    if topic.rows:
        console.print()
    for row in topic.rows:
        _lines(console, [f"{row.name}: {row.takes}"], _MARGIN, hanging=_MARGIN)
        _lines(console, [row.description], 2 * _MARGIN)
    if topic.facts:
        console.print()
    for title, names in topic.facts:
        _lines(console, [f"{title}: {', '.join(names) or 'none'}"], _MARGIN, hanging=_MARGIN)
    if topic.example:
        console.print()
        console.print(textwrap.indent(topic.example.rstrip(), " " * 2 * _MARGIN), soft_wrap=True)


def _heading(topic: Topic) -> str:
    if topic.kind == "kind":
        return f"{topic.name} ({len(topic.rows)})"
    if topic.kind in ("section", "key"):
        return f"{topic.name} ({topic.kind}{' of ' + topic.group if topic.group else ''})"
    return f"{topic.name} ({topic.kind}{', ' + topic.group if topic.group else ''})"


def _print_members(console: "Console", kind: Topic) -> None:
    for group, rows in _grouped(kind.rows):
        console.print()
        if group:
            console.print(f"{' ' * _MARGIN}{group}", style="bold")
        for row in rows:
            _lines(console, [row.name], _MARGIN)
            _lines(console, [row.description], 2 * _MARGIN)


def _lines(
    console: "Console", paragraphs: Iterable[str], margin: int, *, hanging: int = 0, between: str = "\n"
) -> None:
    """Folded to the width of the console; names are never broken."""
    folded = [
        textwrap.fill(
            paragraph,
            max(console.width, _WIDTH_MIN),
            initial_indent=" " * margin,
            subsequent_indent=" " * (margin + hanging),
            break_on_hyphens=False,
            break_long_words=False,
        )
        for paragraph in paragraphs
        if paragraph
    ]
    if folded:
        console.print(between.join(folded), soft_wrap=True)
