"""Parameters: what `--set` makes of them, whether they keep their range, and what `${name}` stands for."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from harness.errors import MissionError, Problem
from harness.mission.model import Parameter, Scalar
from harness.mission.places import Trail
from harness.mission.problems import Problems
from harness.mission.words import described, listed, suggestion

SECTION = "parameters"
_TAKEN_AS_WRITTEN = (SECTION, "schema", "id")
_REFERENCE = re.compile(r"\$(\$?)\{([^{}]*)\}")
_ESCAPE_HINT = "'$${' stands for the text '${'"


Settled = Mapping[str, Parameter | None]
"""Parameters by name; None for one that is broken."""


def parse_overrides(texts: Iterable[str]) -> dict[str, str]:
    """The `KEY=VALUE` texts of `--set`, the last of a name counting. Raises MissionError for a text without `=`."""
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise MissionError(
                [Problem(f"--set {text}", 0, 0, "not of the form KEY=VALUE", "as in --set iterations=20")]
            )
        pairs[name.strip()] = value.strip()
    return pairs


def settle(raw: Any, problems: Problems) -> Settled | None:
    """The parameters by name, overridden where `--set` says so; None where the section is no mapping."""
    if raw is not None and not isinstance(raw, dict):
        return None
    settled = {name: _read(name, value, problems) for name, value in (raw or {}).items()}
    for name, text in problems.overrides.items():
        if name not in settled:
            problems.add_override(name, f"unknown parameter '{name}'", suggestion(name, settled, "parameters"))
            continue
        parameter = settled[name]
        if parameter is not None:
            settled[name] = _overridden(name, parameter, text, problems)
    return settled


def _read(name: str, raw: Any, problems: Problems) -> Parameter | None:
    try:
        parameter = Parameter.model_validate(raw)
    except ValidationError:
        return None  # the model of the whole file reports it
    trail: Trail = (SECTION, name)
    broken = False
    limits = {key: limit for key in ("min", "max") if (limit := getattr(parameter, key)) is not None}
    if isinstance(parameter.value, str) and "${" in parameter.value:
        problems.add((*trail, "value"), f"parameter '{name}' refers to another", "give it a value of its own")
        broken = True
    if limits and _number(parameter.value) is None:
        message = f"parameter '{name}' is {described(parameter.value)}, but has {listed(map(repr, limits), ' and')}"
        problems.add((*trail, "value"), message, "write the value as a number, or remove the limits")
        broken = True
    if len(limits) == 2 and limits["min"] > limits["max"]:
        problems.add((*trail, "min"), f"'min' is {limits['min']}, above 'max' {limits['max']}", "exchange them")
    elif outside := _outside(parameter):
        problems.add((*trail, "value"), f"parameter '{name}' is {parameter.value}, {outside}", _range(parameter))
        broken = True
    return None if broken else parameter


def _overridden(name: str, parameter: Parameter, text: str, problems: Problems) -> Parameter | None:
    try:
        value = _parsed(text, parameter.value)
    except ValueError as error:
        problems.add_override(name, f"parameter '{name}' takes {error}, got {described(text)}", _range(parameter))
        return None
    changed = parameter.model_copy(update={"value": value})
    if outside := _outside(changed):
        problems.add_override(name, f"parameter '{name}' is {value}, {outside}", _range(parameter))
        return None
    return changed


def _parsed(text: str, default: Scalar) -> Scalar:
    """The text as a value of the default's type. Raises ValueError with the words for what was expected."""
    if isinstance(default, bool):
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        raise ValueError("true or false")
    if isinstance(default, int):
        if re.fullmatch(r"[-+]?[0-9]{1,16}", text):
            return int(text)
        raise ValueError("a whole number")
    if isinstance(default, float):
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
        raise ValueError("a number")
    return text


def _number(value: Scalar) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _outside(parameter: Parameter) -> str:
    number = _number(parameter.value)
    if number is None:
        return ""
    if parameter.min is not None and number < parameter.min:
        return f"below its minimum {parameter.min}"
    if parameter.max is not None and number > parameter.max:
        return f"above its maximum {parameter.max}"
    return ""


def _range(parameter: Parameter) -> str:
    unit = f" {parameter.unit}" if parameter.unit else ""
    if parameter.min is None and parameter.max is None:
        return ""
    if parameter.max is None:
        return f"allowed: {parameter.min}{unit} or more"
    if parameter.min is None:
        return f"allowed: up to {parameter.max}{unit}"
    return f"allowed: {parameter.min} to {parameter.max}{unit}"


def substituted(data: Mapping[str, Any], parameters: Settled | None, problems: Problems) -> dict[str, Any]:
    """The data of a file with every `${name}` replaced and the parameters as settled."""
    replace = _Replacement(parameters, problems)
    result = {key: value if key in _TAKEN_AS_WRITTEN else replace(value, (key,)) for key, value in data.items()}
    for name, parameter in (parameters or {}).items():
        if parameter is not None:
            result[SECTION] = {**result[SECTION], name: {**data[SECTION][name], "value": parameter.value}}
    return result


class _Replacement:
    def __init__(self, parameters: Settled | None, problems: Problems) -> None:
        self._readable = parameters is not None
        self._parameters = parameters or {}
        self._problems = problems

    def __call__(self, value: Any, trail: Trail) -> Any:
        if isinstance(value, str):
            return self._text(value, trail) if "${" in value else value
        if isinstance(value, dict):
            return {key: self(below, (*trail, key)) for key, below in value.items()}
        if isinstance(value, tuple):
            return tuple(self(below, (*trail, index)) for index, below in enumerate(value))
        return value

    def _text(self, text: str, trail: Trail) -> Scalar:
        names = {match[2] for match in _REFERENCE.finditer(text) if not match[1]}
        self._problems.origins[trail] = frozenset(names)
        for name in sorted(names - self._parameters.keys()) if self._readable else ():
            hint = f"{suggestion(name, self._parameters, 'parameters')}  ({_ESCAPE_HINT})"
            if set(name) & set("+-*/()"):
                hint = "nothing is computed in a mission: make it a parameter of its own"
            self._problems.add(trail, f"unknown parameter '{name}' in ${{{name}}}", hint)
        known = {name: found for name in names if (found := self._parameters.get(name)) is not None}
        if len(known) < len(names):
            self._problems.silenced.add(trail)
            return text
        whole = _REFERENCE.fullmatch(text)
        if whole and not whole[1]:
            return known[whole[2]].value
        return _REFERENCE.sub(lambda m: m[0][1:] if m[1] else _as_text(known[m[2]].value), text)


def _as_text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def report_unused(parameters: Settled | None, problems: Problems) -> None:
    """Reports each parameter that no `${name}` refers to: moving it would change nothing. Comes after `substituted`.

    Says nothing where a `${name}` is misspelt: that is told already.
    """
    used = frozenset[str]().union(*problems.origins.values())
    known = parameters or {}
    for name in known:
        if name not in used and used <= known.keys():
            hint = f"write ${{{name}}} where it is meant, or remove it"
            if set(name) & set("{}"):
                hint = "no ${name} can hold a brace: give it another name"
            problems.add((SECTION, name), f"nothing uses parameter '{name}'", hint, key=True)
