"""Whether a file has the shape of a mission: the model's refusals in the words of the format."""

import re
import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from harness.mission.model import KEY_NAME, MISSION_ID, PLAIN_NAME, VERSION, Decision, MissionFile, Redact
from harness.mission.places import Trail
from harness.mission.problems import Problems
from harness.mission.words import described, nearest, suggestion

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "mapping_type": "a mapping",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "string_too_short": "text that is not empty",
}
_PATTERNS = {
    MISSION_ID: "letters and digits, joined by single hyphens",
    PLAIN_NAME: "letters, digits, '-' and '_', the first a letter or digit",
    KEY_NAME: "one word without quotes, commas, ':' and '='",
    VERSION: "numbers joined by points, as text: '1.0'",
}
_NUMBERS = ("int_type", "int_from_float", "float_type")
_LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
}


def shape_problems(error: ValidationError, problems: Problems) -> set[Trail]:
    """Reports every refusal. Returns the trails of what was refused, as far as they are in the file."""
    refused = set()
    for detail in error.errors(include_url=False):
        trail = _in_file(detail["loc"], problems)
        refused.add(trail)
        if detail["type"] == "missing":
            _missing(detail["loc"], trail, problems)
        elif detail["type"] == "extra_forbidden":
            _unknown_key(trail, problems)
        elif detail["type"] != "too_short" or len(detail["input"]) < detail["ctx"]["min_length"]:
            _wrong_value(detail, trail, problems)  # otherwise entries were refused, and reported one by one
    return refused


def _in_file(loc: Sequence[str | int], problems: Problems) -> Trail:
    trail: Trail = ()
    for part in loc:
        if (*trail, part) in problems.document.values:
            trail = (*trail, part)
    return trail


def _missing(loc: Sequence[str | int], trail: Trail, problems: Problems) -> None:
    field = _field(loc)
    hint = f"it gives {field.description}" if field is not None and field.description else ""
    problems.add(trail, f"missing key '{loc[-1]}'" + (f" in {_named(trail)}" if trail else ""), hint)


def _unknown_key(trail: Trail, problems: Problems) -> None:
    model = _model(trail[:-1])
    known = [field.alias or name for name, field in model.model_fields.items()] if model is not None else []
    problems.add(trail, f"unknown key '{trail[-1]}'", suggestion(str(trail[-1]), known, "known keys"), key=True)


def _wrong_value(detail: Mapping[str, Any], trail: Trail, problems: Problems) -> None:
    kind, got, context = detail["type"], detail["input"], detail.get("ctx", {})
    expected, hint = _EXPECTED.get(kind, ""), ""
    if kind == "literal_error":
        options = re.findall(r"'([^']*)'", context["expected"]) or [str(context["expected"])]
        expected = str(context["expected"]).replace("'", "")
        near = nearest(got, options) if isinstance(got, str) else None
        hint = f"did you mean '{near}'?" if near not in (None, got) else "write it without quotes" if near else ""
    elif kind in _LIMITS:
        words, key = _LIMITS[kind]
        expected = f"{words} {int(context[key])}"
    elif kind == "string_pattern_mismatch":
        expected = _PATTERNS[context["pattern"]]
    elif kind == "string_too_long":
        expected = f"at most {context['max_length']} characters"
    elif kind in ("too_short", "too_long"):
        expected = _entries(context)
    elif kind == "model_type" and context["class_name"] == Decision.__name__:
        expected = "the name of a check, or a mapping with 'check'"
    elif kind == "model_type" and context["class_name"] == Redact.__name__:
        expected = "a regular expression, or a mapping with 'key'"
    elif kind == "value_error":
        expected = str(context["error"])
    elif trail[-1:] == ("trials",) and isinstance(got, str):
        hint = _budget_hint(got)
    field = _field(detail["loc"])
    shown = f"a list of {len(got)}" if kind in ("too_short", "too_long") and got else described(got)
    hint = hint or quoting_hint(kind, got) or (field.description or "" if field is not None else "")
    problems.add(trail, f"{_named(trail)} is {shown}, expected {expected or detail['msg']}", hint)


def _budget_hint(got: str) -> str:
    """For a budget as the command line takes it: there it has a unit, in a mission it is a number of trials."""
    if re.fullmatch(r"[0-9]+ *s", got):
        return f"a mission counts trials; a limit in seconds is given to a run: --budget {got.replace(' ', '')}"
    return f"write the number alone: {got[:-1]}" if re.fullmatch(r"[0-9]+t", got) else ""


def _entries(context: Mapping[str, Any]) -> str:
    """How many entries a list takes: `at least one entry`, or exactly so many, as nothing in a mission is between."""
    return "at least one entry" if context.get("min_length") == 1 else "a list of two"


def quoting_hint(kind: str, got: Any) -> str:
    """The next step where YAML's idea of a plain word is likely to surprise."""
    if got is None:
        return "give it a value, or remove the key"
    if kind == "string_type" and isinstance(got, (bool, int, float)):
        return "text that looks like a number or like true has to stand in quotes"
    if kind == "tuple_type" and isinstance(got, (str, int)):
        return f"write a list, also of one: [{got}]"
    if kind in _NUMBERS and isinstance(got, str):
        if re.fullmatch(r"[-+]?[0-9]+(:[0-9]+)+(\.[0-9]*)?", got):
            return "a number with colons is text here (some readers make minutes of it): write the plain number"
        if re.fullmatch(r"[-+]?0[0-9]+", got):
            return "a number with leading zeros is text here (some readers take it for octal): remove the zeros"
        if re.fullmatch(r"[-+]?[0-9][0-9_]*", got):
            return "write the number without quotes and underscores"
    if kind == "bool_type" and isinstance(got, str) and got.lower() in ("yes", "no", "on", "off", "y", "n"):
        return f"'{got}' is text here: write true or false"
    return ""


def _named(trail: Trail) -> str:
    if not trail:
        return "the mission"
    if isinstance(trail[-1], int):
        owner = next((part for part in reversed(trail) if isinstance(part, str)), "")
        return f"entry {trail[-1] + 1} of '{owner}'"
    return f"'{trail[-1]}'"


def _field(loc: Sequence[str | int]) -> FieldInfo | None:
    names = [part for part in loc if isinstance(part, str)]
    if not names or names[-1] != loc[-1]:
        return None
    model = _model(loc[:-1])
    return _fields(model).get(names[-1]) if model is not None else None


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model(loc: Sequence[str | int]) -> type[BaseModel] | None:
    """The model that describes the mapping at a place; None where names are free or values are plain."""
    current: Any = MissionFile
    for part in loc:
        if _is_model(current):
            field = _fields(current).get(str(part))
            current = _bare(field.annotation) if field is not None else None
        elif get_origin(current) is not None:
            current = _bare(get_args(current)[1 if isinstance(part, str) else 0])
        else:
            return None
    return current if _is_model(current) else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _bare(annotation: Any) -> Any:
    """The annotation without its metadata and without `| None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(member for member in get_args(annotation) if member is not type(None)))
    return annotation
