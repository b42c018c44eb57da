"""At which line of a mission file its pipelines and hypotheses stand, for formats that point at a place."""

from collections.abc import Mapping
from typing import Any

from harness.mission.places import read_document

SECTIONS = ("pipelines", "hypotheses")


def lines_of(content: bytes) -> dict[str, int]:
    """`pipelines/<id>` and `hypotheses/<id>` -> the line on which its entry begins, counted from 1.

    Raises MissionError for what is no YAML.
    """
    document = read_document(content, "mission")
    return {
        f"{section}/{entry['id']}": document.place((section, index)).line
        for section in SECTIONS
        for index, entry in enumerate(_listed(document.data, section))
        if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    }


def _listed(data: Mapping[str, Any], section: str) -> tuple[Any, ...]:
    raw = data.get(section)
    return raw if isinstance(raw, tuple) else ()
