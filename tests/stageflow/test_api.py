"""Every public name of the 0.5 interface is at its module path, of its kind, with its parameters (`api.json`).

A superset is fine: more names, methods and fields, and more parameters that have defaults and come last or are
keyword-only. In `api.json` a parameter is its name, with `*` in front when it is keyword-only and `=` behind when it
has a default; parameter names are compared without leading underscores.
"""

import dataclasses
import importlib
import inspect
import json
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

API: dict[str, dict[str, dict[str, Any]]] = json.loads(Path(__file__).with_name("api.json").read_text())
NAMES = [(module, name) for module, names in API.items() for name in names]


def parameters(function: Callable[..., Any], *, of_instance: bool) -> list[inspect.Parameter]:
    found = list(inspect.signature(function).parameters.values())
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return found[1:] if of_instance and found and found[0].kind in positional else found


def check_parameters(wanted: list[str], function: Callable[..., Any], *, of_instance: bool = False) -> None:
    have = parameters(function, of_instance=of_instance)
    by_name = {parameter.name.lstrip("_"): parameter for parameter in have}
    kinds = {parameter.kind for parameter in have}
    place = 0
    for text in wanted:
        if text in ("*", "**"):
            assert (inspect.Parameter.VAR_POSITIONAL if text == "*" else inspect.Parameter.VAR_KEYWORD) in kinds
            continue
        parameter = by_name[text.strip("*=")]
        if text.endswith("="):
            assert parameter.default is not parameter.empty, text
        if text.startswith("*"):
            assert parameter.kind is not parameter.POSITIONAL_ONLY, text
        else:
            assert have[place] is parameter, f"{text} is not parameter {place}"
            place += 1
    known = {text.strip("*=") for text in wanted}
    for parameter in have:
        optional = parameter.default is not parameter.empty or parameter.kind in (
            parameter.VAR_POSITIONAL,
            parameter.VAR_KEYWORD,
        )
        assert optional or parameter.name.lstrip("_") in known, f"{parameter.name} is new and has no default"


def check_method(cls: type, name: str, wanted: list[str]) -> None:
    held = inspect.getattr_static(cls, name)
    if isinstance(held, staticmethod | classmethod):
        check_parameters(wanted, getattr(cls, name))
    else:
        check_parameters(wanted, held, of_instance=True)


def check_fields(cls: Any, wanted: dict[str, Any]) -> None:
    if wanted["is"] == "model":
        assert set(wanted["fields"]) <= set(cls.model_fields)
        return
    held = [field.name for field in dataclasses.fields(cls)]
    public = [name for name in held if name in wanted["fields"]]
    assert public == wanted["fields"]
    assert cls.__dataclass_params__.frozen == wanted.get("frozen", False)


def check_kind(kind: str, found: Any) -> None:
    if "function" in kind:
        assert inspect.iscoroutinefunction(found) == kind.startswith("async")
    elif kind != "value":
        assert inspect.isclass(found)
        assert issubclass(found, BaseException) == (kind == "exception")
        assert issubclass(found, Enum) == (kind == "enum class")
        assert getattr(found, "_is_protocol", False) == (kind == "protocol class")


@pytest.mark.parametrize(("module", "name"), NAMES, ids=lambda part: part.removeprefix("stageflow."))
def test_a_name_of_the_interface(module: str, name: str) -> None:
    wanted = API[module][name]
    found: Any = getattr(importlib.import_module(module), name)
    if "same as" in wanted:
        home, _, original = wanted["same as"].partition(":")
        assert found is getattr(importlib.import_module(home), original)
        return
    kind: str = wanted["is"]
    check_kind(kind, found)
    if "function" in kind:
        check_parameters(wanted["parameters"], found)
    elif kind != "value":
        assert "__slots__" in vars(found) or not wanted.get("slots")
        if "fields" in wanted:
            check_fields(found, wanted)
        if "members" in wanted:
            assert wanted["members"].items() <= {member.name: member.value for member in iter(found)}.items()
        for method, method_parameters in wanted.get("methods", {}).items():
            check_method(found, method, method_parameters)
        declared = {n for base in found.__mro__ for n in vars(base).get("__annotations__", {})}
        assert all(hasattr(found, prop) or prop in declared for prop in wanted.get("properties", ()))


def test_the_comparison_sees_what_differs() -> None:
    def same(a: int, b: int = 1, *, c: int, d: int = 2) -> None: ...
    def more(a: int, b: int = 1, e: int = 3, *, c: int, d: int = 2, **rest: int) -> None: ...
    def swapped(b: int, a: int, *, c: int, d: int = 2) -> None: ...
    def stricter(a: int, b: int, *, c: int, d: int = 2) -> None: ...
    def needs_more(a: int, b: int = 1, *, c: int, d: int = 2, e: int) -> None: ...

    wanted = ["a", "b=", "*c", "*d="]
    check_parameters(wanted, same)
    check_parameters(wanted, more)
    for wrong in (swapped, stricter, needs_more):
        with pytest.raises(AssertionError):
            check_parameters(wanted, wrong)
