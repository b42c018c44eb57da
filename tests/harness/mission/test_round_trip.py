"""Random valid missions of all that the catalogue has: they load, meet the JSON Schema, load to the same again, and are
planned by their seed alone.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import bundled
from harness.catalogue import BEHAVIOURS, CHECKS, DRIVERS, GRAPHS, PLANTS, PROBES, SCENARIOS
from harness.catalogue.checks import EVERYWHERE
from harness.catalogue.drivers import EXACT, STOCK_ASYNCIO, SWEEPS, THREADED
from harness.catalogue.faults import FAULT_NAMES
from harness.catalogue.fits import JUDGED_IN, NEEDS_A_MODEL, NEEDS_A_SWEEP, NEEDS_THE_BAG
from harness.catalogue.metrics import AGGREGATES, METRICS
from harness.catalogue.payloads import PAYLOAD
from harness.catalogue.scenarios import SWEPT
from harness.mission import Mission, load_mission, schema
from harness.plan import Plan, build_plan

TEXT = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FFF, exclude_categories=("Cc", "Cs", "Zl", "Zp")),
    min_size=1,
    max_size=30,
).map(lambda text: text.replace("${", "$$ {"))
PARAMETER_NAMES = st.from_regex(r"[a-z][a-z_0-9]{0,9}", fullmatch=True).filter(lambda name: name != "size")
FINDING_TYPES = st.sampled_from([("bug", "BUG"), ("security", "SEC"), ("dx", "DX"), ("improvement", "IMP")])
SCENARIO = {scenario.name: scenario for scenario in SCENARIOS}
SUSPENSIONS = {name: argument for entry in BEHAVIOURS for name, argument in entry.arguments.items()}


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


def drivers_of(scenario: str) -> list[str]:
    """The drivers that can run it."""
    threads = SCENARIO[scenario].runs_threads
    fitting = [driver.name for driver in DRIVERS if (driver.name in THREADED) is threads]
    return [name for name in fitting if name not in SWEEPS or scenario in SWEPT]


def checks_of(scenario: str, behaviour: str | None, drivers: list[str]) -> list[str]:
    """The checks that find something to judge there; those of limits and of expectations are drawn with these."""
    drawn = ("thresholds_hold", "outputs_are_as_expected")
    names = [check.name for check in CHECKS if check.name not in (*EVERYWHERE, *drawn)]
    fitting = [name for name in names if scenario in JUDGED_IN.get(name, (scenario,))]
    if scenario == "pipeline_run":
        unfit = NEEDS_A_MODEL if behaviour == "own:Stage" else ()
        unfit += NEEDS_THE_BAG if behaviour != "write_output" else ()
        unfit += () if set(SWEEPS) & set(drivers) else NEEDS_A_SWEEP
        fitting = [name for name in fitting if name not in unfit]
    return fitting


@st.composite
def thresholds(draw: st.DrawFn, scenario: str, drivers: list[str]) -> list[dict[str, Any]]:
    measured = [metric.name for metric in METRICS if metric.is_measured(scenario, drivers)]
    names = [f"{metric}.{how}" for metric in measured for how in AGGREGATES]
    limits: dict[str, Any] = draw(st.sampled_from([{"max": 9}, {"min": 1}, {"min": 0.5, "max": "${size}"}]))
    one: dict[str, Any] = {"metric": draw(st.sampled_from(names))}
    two: dict[str, Any] = {"ratio": draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))}
    return draw(st.sampled_from([[], [one | limits], [one | limits, two | limits]]))


@st.composite
def handed_on(draw: st.DrawFn, pipeline: dict[str, Any]) -> dict[str, Any]:
    """What only a pipeline_run heeds: a payload, faults, and what its stages are expected to give."""
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["payload"] = {"kind": draw(st.sampled_from(sorted(PAYLOAD))), "size": "${size}", "seed": 3}
    if "fault_each" in pipeline["drivers"]:
        more["faults"] = draw(st.lists(st.sampled_from(FAULT_NAMES), unique=True))
    if "stages" in pipeline and draw(st.booleans()):
        names = [stage["name"] for stage in pipeline["stages"]]
        data = st.dictionaries(TEXT, st.none() | st.integers(-9, 9) | TEXT | st.lists(st.booleans()), max_size=3)
        more["expected"] = draw(st.dictionaries(st.sampled_from(names), data, min_size=1))
        more["checks"] = [*pipeline["checks"], "outputs_are_as_expected"]
    return more


@st.composite
def arguments(draw: st.DrawFn, scenario: str, behaviour: str | None) -> dict[str, Any]:
    """Some of those that scenario and behaviour take, each within its range."""
    known = dict(SCENARIO[scenario].arguments) | (SUSPENSIONS if behaviour in ("derive_value", "write_output") else {})
    kinds = {"bool": st.booleans(), "str": TEXT}
    return {
        name: draw(kinds.get(argument.type, st.integers(argument.min, argument.max)))
        for name, argument in known.items()
        if draw(st.booleans())
    }


@st.composite
def pipelines(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A pipeline of any scenario whose parts fit each other."""
    scenario = draw(st.sampled_from(["pipeline_run", *SCENARIO]))
    behaviour = None
    if scenario == "pipeline_run":
        behaviour = draw(st.sampled_from([None, "derive_value", "write_output", "own:Stage"]))
    drivers = draw(st.lists(st.sampled_from(drivers_of(scenario)), min_size=1, unique=True))
    limits = draw(thresholds(scenario, drivers))
    known = checks_of(scenario, behaviour, drivers)
    pipeline = {
        "id": f"pipeline_{number}",
        "purpose": draw(TEXT),
        "scenario": scenario,
        "arguments": draw(arguments(scenario, behaviour)),
        "drivers": drivers,
        "checks": draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True)),
        **(draw(shapes()) if SCENARIO[scenario].builds_pipeline else {}),
    }
    pipeline |= {"behaviour": behaviour} if behaviour else {}
    if {*STOCK_ASYNCIO, "threads"} & set(drivers):
        pipeline["iterations"] = draw(st.sampled_from([1, 30, "${size}"]))
    if set(EXACT) & set(drivers):
        pipeline["share"] = draw(st.sampled_from([1, 3, "${size}"]))
    if {"schedules", *SWEEPS} & set(drivers):
        pipeline["clock"] = draw(st.sampled_from(["real", "virtual"]))
    if scenario == "pipeline_run":
        pipeline |= draw(handed_on(pipeline))
    if limits:
        pipeline |= {"thresholds": limits, "checks": [*pipeline["checks"], "thresholds_hold"]}
    return pipeline


def shown_by(built: list[dict[str, Any]]) -> list[str]:
    """The plants that such pipelines must show."""
    return [
        plant.name
        for plant in PLANTS
        if any(plant.shows_in(p["scenario"], p["drivers"], {*p["checks"], *EVERYWHERE}) for p in built)
    ]


@st.composite
def missions(draw: st.DrawFn) -> dict[str, Any]:
    """A mission in which every pipeline has a hypothesis, every finding a check that runs, and every name a use."""
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
    given = {"size": {"value": 4}, **draw(st.dictionaries(PARAMETER_NAMES, parameters(), max_size=3))}
    plants = shown_by(built)
    return {
        "schema": 1,
        "id": "RANDOM-1",
        "title": draw(TEXT),
        "priority": draw(st.sampled_from(["P0", "P1", "P2"])),
        "risk": draw(st.sampled_from(["catastrophic", "severe", "high", "moderate", "low"])),
        "components": [f"part ${{{name}}}" for name in given],
        "parameters": given,
        "hypotheses": hypotheses,
        "pipelines": built,
        "calibration": draw(st.lists(st.sampled_from(plants), max_size=3, unique=True)) if plants else [],
        "findings": [finding],
        "dx_probes": draw(st.lists(st.sampled_from([probe.name for probe in PROBES]), unique=True)),
    }


def deciders(pipeline: dict[str, Any]) -> st.SearchStrategy[list[Any]]:
    one = st.sampled_from(pipeline["checks"])
    return st.lists(
        one | one.map(lambda check: {"check": check, "pipelines": [pipeline["id"]]}),
        min_size=1,
        max_size=3,
        unique_by=repr,
    )


def written(folder: Path, document: dict[str, Any]) -> Mission:
    path = folder / "mission.yaml"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
    return load_mission(path)


def said(mission: Mission) -> dict[str, Any]:
    """What was loaded, as a file could say it; parameters are left out, since nothing refers to them any more."""
    unsaid = {"path", "digest", "parameters"}
    return mission.model_dump(mode="json", by_alias=True, exclude=unsaid, exclude_none=True)


def planned(mission: Mission, seed: int) -> Plan:
    return build_plan(mission, seed=seed, subject="bundled", subject_digest="d")


@settings(deadline=None, max_examples=40)
@given(document=missions(), seed=st.integers(0, 2**53 - 1))
def test_the_same_seed_gives_the_same_plan_and_another_seed_only_another_seed(
    tmp_path_factory: Any, document: dict[str, Any], seed: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    one, again = (planned(written(folder, document), seed).to_json() for _ in range(2))
    assert one == again
    assert Plan.from_json(json.loads(json.dumps(one))) == planned(written(folder, document), seed)
    other = json.dumps(planned(written(folder, document), seed + 1).to_json())
    assert json.loads(other.replace(f'"seed": {seed + 1}', f'"seed": {seed}')) == json.loads(json.dumps(one))


@settings(deadline=None, max_examples=60)
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
