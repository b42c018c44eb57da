"""The JSON Schema of a mission file, for editors: its shape from the models, its names from the catalogue."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from harness.mission.model import CLASS_PATH, MissionFile, Parameter
from harness.mission.names import BEHAVIOUR, BEHAVIOUR_PLACES, NAMED_PLACES
from harness.mission.places import Trail

SCHEMA_FILE = "mission.schema.json"
"""Stands beside the missions, so that `# yaml-language-server: $schema=mission.schema.json` finds it anywhere."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = {"type": "string", "pattern": r"\$\{[^{}]+\}"}
_WHOLE_REFERENCE = {"type": "string", "pattern": r"^\$\{[^{}]+\}$"}
_LIMITING = ("type", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


def schema() -> dict[str, Any]:
    """The schema as data. Where a number, a name or one of a few words stands, `${name}` may stand too.

    Says less than loading does: whether the parts of a mission fit each other is beyond a schema.
    """
    document = MissionFile.model_json_schema(by_alias=True)
    for name, definition in {"": document, **document["$defs"]}.items():
        if name != Parameter.__name__:
            for key, field in definition["properties"].items():
                if key != "schema":
                    _let_parameters_stand(field)
    for trail, kind, known in NAMED_PLACES:
        _let_names_stand(document, [trail], f"{kind}_name", [{"enum": list(known)}])
    own = {"type": "string", "pattern": f"^{CLASS_PATH.pattern}$"}
    _let_names_stand(document, BEHAVIOUR_PLACES, "behaviour_name", [{"enum": list(BEHAVIOUR)}, own])
    return {"$schema": _DIALECT, **document}


def schema_text() -> str:
    """The schema as the file that stands beside the missions."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _let_parameters_stand(field: dict[str, Any]) -> None:
    """Adds the form of `${name}` to a property that takes no other text. Ids and parameters are taken as written."""
    options = field.get("anyOf", [field])
    if not any(option.get("type") in ("integer", "number") or "enum" in option for option in options):
        return
    if "anyOf" not in field:
        options = [{word: field.pop(word) for word in _LIMITING if word in field}]
    field["anyOf"] = [*options, _WHOLE_REFERENCE]


def _let_names_stand(
    document: dict[str, Any], trails: Iterable[Trail], definition: str, options: Sequence[dict[str, Any]]
) -> None:
    """Makes the texts at these places names of one kind."""
    document["$defs"][definition] = {"anyOf": [*options, _REFERENCE]}
    for trail in trails:
        for node in _texts(document, document, trail):
            kept = {key: node[key] for key in ("description", "default") if key in node}
            node.clear()
            node |= {"$ref": f"#/$defs/{definition}"} | kept


def _texts(document: dict[str, Any], node: dict[str, Any], trail: Trail) -> Iterator[dict[str, Any]]:
    """The places for text that a trail leads to; "*" stands for any entry of a list."""
    if "$ref" in node:
        yield from _texts(document, document["$defs"][node["$ref"].rpartition("/")[2]], trail)
    elif "anyOf" in node:
        for option in node["anyOf"]:
            yield from _texts(document, option, trail)
    elif not trail:
        if node.get("type") == "string":
            yield node
    elif trail[0] == "*":
        if "items" in node:
            yield from _texts(document, node["items"], trail[1:])
    elif trail[0] in node.get("properties", {}):
        yield from _texts(document, node["properties"][trail[0]], trail[1:])
