"""Topics for the keys of the format, made from the models: a section with its keys, and each key by itself."""

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from harness.mission import model
from harness.mission.json_schema import schema
from harness.mission.topic_examples import written_as_yaml
from harness.mission.topics import KINDS, Row, Topic
from harness.mission.words import listed

SAMPLE = Path(__file__).with_name("sample.yaml")
"""A mission that has every key of the format."""
WORDS = "words"
TOP = "mission"
_SCALARS = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false"}
_NAMES = "_name"


@cache
def key_topics() -> tuple[Topic, ...]:
    """The sections in the order of the format, each before its keys. A key's group is the section it stands in."""
    return tuple(_section(schema(), schema(), (), _said_of(model.MissionFile)))


def _section(document: Mapping[str, Any], node: Mapping[str, Any], path: tuple[str, ...], said: str) -> Iterator[Topic]:
    """The topic of a mapping, then those of what it holds, in depth first order."""
    name, group = (path[-1], _shown(path[:-1])) if path else (TOP, "")
    required = node.get("required", ())
    rows = tuple(
        Row(key, _takes(field, required=key in required), field.get("description", ""))
        for key, field in node["properties"].items()
    )
    yield Topic("section", name, said, group=group, rows=rows, example=_example(path))
    for row, field in zip(rows, node["properties"].values(), strict=True):
        below = _model_of(field)
        if below is not None:
            words = _said_of(getattr(model, below)) or _sentence(row.description)
            yield from _section(document, document["$defs"][below], (*path, row.name), words)
        else:
            kind, few = _kind_of(field), _enumerated(field)
            named: list[tuple[str, tuple[str, ...]]] = [("one of the", (KINDS[kind][0],))] if kind else []
            facts = (*named, *([(WORDS, few)] if few else []))
            details = (f"It takes {row.takes}.",)
            written = _example((*path, row.name))
            yield Topic("key", row.name, _sentence(row.description), details, _shown(path), (), facts, written)


def _example(path: tuple[str, ...]) -> str:
    """The key as the sample has it; of a list of mappings only the entries that are looked into."""
    value, name = _sample(), ""
    for name in path:
        entries = value if isinstance(value, list) else [value]
        value = next(entry[name] for entry in entries if isinstance(entry, dict) and name in entry)
        if path[0] == "parameters" and name == "parameters" and len(path) > 1:
            value = list(value.values())
    if isinstance(value, list) and len(value) > 1 and all(isinstance(entry, dict) for entry in value):
        value = value if name in ("stages", "thresholds") else value[:1]
    return written_as_yaml({name: value}) if name else SAMPLE.read_text(encoding="utf-8")


@cache
def _sample() -> Any:
    return yaml.safe_load(SAMPLE.read_text(encoding="utf-8"))


def _enumerated(field: Mapping[str, Any]) -> tuple[str, ...]:
    """The few words of which a key takes one."""
    return tuple(str(word) for option in _options(field) for word in option.get("enum", ()))


def _shown(path: tuple[str, ...]) -> str:
    return " > ".join(path)


def _said_of(of: type[BaseModel]) -> str:
    """The docstring of a model; nothing where it has only the one that pydantic gives it."""
    said = of.__doc__ and inspect.getdoc(of)
    return " ".join(said.split()) if said else ""


def _sentence(description: str) -> str:
    return f"{description[:1].upper()}{description[1:]}." if description else ""


def _options(field: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a value may be, without null and without the form of a reference to a parameter."""
    options = field.get("anyOf", [field])
    return [o for o in options if o.get("type") != "null" and not str(o.get("pattern", "")).startswith(r"^\$")]


def _takes(field: Mapping[str, Any], *, required: bool) -> str:
    """The values of a key, in words: `a whole number, 1 to 1000, default 1`."""
    words = listed(dict.fromkeys(map(_words, _options(field))), " or")
    if required:
        return f"{words}; required"
    default = field.get("default")
    if default in (None, "", [], ()) or isinstance(default, dict):
        return words
    return f"{words}, default {_value(default)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)


def _words(option: Mapping[str, Any]) -> str:
    if "$ref" in option:
        target = _target(option)
        return f"the name of a {target.removesuffix(_NAMES)}" if target.endswith(_NAMES) else "a mapping"
    if "enum" in option:
        return listed(map(str, option["enum"]), " or")
    if "const" in option:
        return str(option["const"])
    kind = option.get("type")
    if kind == "array":
        return f"a list, each entry {listed(dict.fromkeys(map(_words, _options(option['items']))), ' or')}"
    if isinstance(kind, list):
        return "text, a number, true or false"
    return "a mapping" if kind == "object" else _SCALARS[str(kind)] + _limits(option)


def _limits(option: Mapping[str, Any]) -> str:
    low, high = option.get("minimum"), option.get("maximum")
    above = option.get("exclusiveMinimum")
    if above is not None:
        return f", more than {above}" + (f", at most {high}" if high is not None else "")
    if low is not None and high is not None:
        return f", {low} to {high}"
    return f", at least {low}" if low is not None else f", at most {high}" if high is not None else ""


def _target(option: Mapping[str, Any]) -> str:
    return str(option["$ref"]).rpartition("/")[2]


def _references(field: Mapping[str, Any]) -> Iterator[str]:
    """What the values, entries or members of a key are, where that has a definition of its own."""
    for option in _options(field):
        if "$ref" in option:
            yield _target(option)
        for below in (option.get("items"), option.get("additionalProperties")):
            if isinstance(below, Mapping):
                yield from _references(below)


def _model_of(field: Mapping[str, Any]) -> str | None:
    return next((name for name in _references(field) if not name.endswith(_NAMES)), None)


def _kind_of(field: Mapping[str, Any]) -> str | None:
    return next((n.removesuffix(_NAMES) for n in _references(field) if n.endswith(_NAMES)), None)
