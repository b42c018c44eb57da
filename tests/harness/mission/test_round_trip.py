"""Random valid missions: they load, meet the JSON Schema, and what was loaded loads to the same again."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import bundled
from harness.catalogue import CHECKS, DRIVERS, GRAPHS, PROBES
from harness.catalogue.checks import EVERYWHERE
from harness.mission import Mission, load_mission, schema

TEXT = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FFF, exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    min_size=1,
    max_size=30,
).map(lambda text: text.replace("${", "$$ {"))
THRESHOLDS = st.sampled_from(
    [{"metric": "operations.p95", "max": 9}, {"ratio": ["operations.max", "operations.min"], "min": 1, "max": 1.5}]
)
CHECK_NAMES = st.sampled_from([check.name for check in CHECKS if check.name not in EVERYWHERE])
FINDING_TYPES = st.sampled_from([("bug", "BUG"), ("security", "SEC"), ("dx", "DX"), ("improvement", "IMP")])


@cache
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, Any]:
    value = draw(st.one_of(st.integers(-(2**53) + 10, 2**53 - 1), st.floats(-1e9, 1e9), st.booleans(), TEXT))
    parameter: dict[str, Any] = {"value": value, "unit": draw(TEXT)}
    if not isinstance(value, (bool, str)):
        parameter |= {"min": value - draw(st.integers(0, 9)), "max": value}
    return parameter


@st.composite
def shapes(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        kind = draw(st.sampled_from([graph.name for graph in GRAPHS]))
        return {"graph": {"kind": kind, "stages": draw(st.sampled_from([1, 2, 7, "${size}"]))}}
    names = draw(st.lists(TEXT, min_size=1, max_size=5, unique=True))
    stages = [
        {"name": name, "dependencies": draw(st.lists(st.sampled_from(names[:i]), unique=True)) if i else []}
        for i, name in enumerate(names)
    ]
    return {"stages": stages}


@st.composite
def pipelines(draw: st.DrawFn, number: int) -> dict[str, Any]:
    checks = draw(st.lists(CHECK_NAMES, min_size=1, max_size=4, unique=True))
    return {
        **({"thresholds": [draw(THRESHOLDS)]} if "thresholds_hold" in checks else {}),
        "id": f"pipeline_{number}",
        "purpose": draw(TEXT),
        "iterations": draw(st.sampled_from([1, 30, "${size}"])),
        "drivers": draw(st.lists(st.sampled_from([driver.name for driver in DRIVERS]), min_size=1, unique=True)),
        "checks": checks,
        **draw(shapes()),
    }


@st.composite
def missions(draw: st.DrawFn) -> dict[str, Any]:
    """A mission in which every pipeline has a hypothesis, and every finding a check that runs."""
    built = [draw(pipelines(number)) for number in range(draw(st.integers(1, 4)))]
    hypotheses = [
        {"id": f"H{i}", "claim": draw(TEXT), "promise": draw(st.none() | TEXT), "decided_by": draw(deciders(pipeline))}
        for i, pipeline in enumerate(built)
    ]
    type_, code = draw(FINDING_TYPES)
    finding = {
        "id": f"RANDOM-1-{code}-001",
        "check": built[0]["checks"][0],
        "when": "FAIL",
        "type": type_,
        "component": draw(TEXT),
        "title": draw(TEXT),
        "description": draw(TEXT),
    }
    return {
        "schema": 1,
        "id": "RANDOM-1",
        "title": draw(TEXT),
        "priority": draw(st.sampled_from(["P0", "P1", "P2"])),
        "risk": draw(st.sampled_from(["catastrophic", "severe", "high", "moderate", "low"])),
        "parameters": {"size": {"value": 4}, **draw(st.dictionaries(TEXT, parameters(), max_size=3))},
        "hypotheses": hypotheses,
        "pipelines": built,
        "findings": [finding],
        "dx_probes": draw(st.lists(st.sampled_from([probe.name for probe in PROBES]), unique=True)),
    }


def deciders(pipeline: dict[str, Any]) -> st.SearchStrategy[list[Any]]:
    one = st.sampled_from(pipeline["checks"])
    return st.lists(
        one | one.map(lambda check: {"check": check, "pipelines": [pipeline["id"]]}), min_size=1, max_size=3
    )


def written(folder: Path, document: dict[str, Any]) -> Mission:
    path = folder / "mission.yaml"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
    return load_mission(path)


def said(mission: Mission) -> dict[str, Any]:
    return mission.model_dump(mode="json", by_alias=True, exclude={"path", "digest"}, exclude_none=True)


@settings(deadline=None)
@given(document=missions())
def test_a_random_mission_loads_and_round_trips(tmp_path_factory: Any, document: dict[str, Any]) -> None:
    folder = tmp_path_factory.getbasetemp()
    validator().validate(document)
    mission = written(folder, document)

    assert mission.title == document["title"]
    assert [p.id for p in mission.pipelines] == [p["id"] for p in document["pipelines"]]
    again = said(mission)
    validator().validate(again)
    assert said(written(folder, again)) == again


def test_the_reference_meets_the_schema() -> None:
    validator().validate(yaml.safe_load((bundled.MISSIONS / "CORE-008.yaml").read_text()))


def test_the_schema_refuses_an_unknown_key() -> None:
    document = yaml.safe_load((bundled.MISSIONS / "CORE-008.yaml").read_text())
    document["pipelines"][0]["iteration"] = 3
    assert [error.message for error in validator().iter_errors(document)] == [
        "Additional properties are not allowed ('iteration' was unexpected)"
    ]
