"""Whether the names and arguments of a mission are known to the catalogue."""

from collections.abc import Iterable, Mapping

from harness.catalogue import BEHAVIOURS, CHECKS, DRIVERS, GRAPHS, PLANTS, PROBES, SCENARIOS, Argument, Entry
from harness.mission.draft import Draft
from harness.mission.model import CLASS_PATH, Pipeline, Scalar
from harness.mission.places import Trail
from harness.mission.problems import Problems
from harness.mission.words import described, suggestion

SCENARIO: Mapping[str, Entry] = {entry.name: entry for entry in SCENARIOS}
BEHAVIOUR: Mapping[str, Entry] = {entry.name: entry for entry in BEHAVIOURS}
PLANT = {plant.name: plant for plant in PLANTS}
CHECK_NAMES = tuple(entry.name for entry in CHECKS)
PROBE_NAMES = tuple(probe.name for probe in PROBES)
DRIVER_NAMES = tuple(entry.name for entry in DRIVERS)
GRAPH_NAMES = tuple(entry.name for entry in GRAPHS)

WITHOUT_PIPELINE = ("thread_writes",)
"""Scenarios that build no pipeline, so that neither a graph nor stages can be given."""

_TYPES: Mapping[str, tuple[type, str]] = {
    "int": (int, "a whole number"),
    "str": (str, "text"),
    "bool": (bool, "true or false"),
}


def check_names(draft: Draft, problems: Problems) -> None:
    """Reports every name that the catalogue does not have, and every argument that its entry does not take."""
    for index, pipeline in draft.pipelines:
        _pipeline(("pipelines", index), pipeline, problems)
    for index, hypothesis in draft.hypotheses:
        for position, decision in enumerate(hypothesis.decided_by):
            trail: Trail = ("hypotheses", index, "decided_by", position, "check")
            _known(decision.check, CHECK_NAMES, "check", trail, problems)
    for index, finding in draft.findings:
        if finding.check is not None:
            _known(finding.check, CHECK_NAMES, "check", ("findings", index, "check"), problems)
        if finding.probe is not None:
            _known(finding.probe, PROBE_NAMES, "probe", ("findings", index, "probe"), problems)
    for index, name in draft.calibration:
        _known(name, PLANT, "plant", ("calibration", index), problems)
    for index, name in draft.dx_probes:
        _known(name, PROBE_NAMES, "probe", ("dx_probes", index), problems)


def _known(name: str, known: Iterable[str], kind: str, trail: Trail, problems: Problems) -> None:
    names = tuple(known)
    if name not in names:
        problems.add(trail, f"unknown {kind} '{name}'", suggestion(name, names, f"{kind}s"))


def _pipeline(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    _known(pipeline.scenario, SCENARIO, "scenario", (*trail, "scenario"), problems)
    if pipeline.graph is not None:
        _known(pipeline.graph.kind, GRAPH_NAMES, "graph", (*trail, "graph", "kind"), problems)
    for index, driver in enumerate(pipeline.drivers):
        _known(driver, DRIVER_NAMES, "driver", (*trail, "drivers", index), problems)
    for index, check in enumerate(pipeline.checks):
        _known(check, CHECK_NAMES, "check", (*trail, "checks", index), problems)
    behaviours = [(pipeline.behaviour, (*trail, "behaviour"))] + [
        (stage.behaviour, (*trail, "stages", index, "behaviour")) for index, stage in enumerate(pipeline.stages or ())
    ]
    for behaviour, place in behaviours:
        if behaviour is not None:
            _behaviour(behaviour, place, problems)
    _arguments(trail, pipeline, [name for name, _ in behaviours if name is not None], problems)


def _behaviour(behaviour: str, trail: Trail, problems: Problems) -> None:
    if CLASS_PATH.fullmatch(behaviour):
        return
    if ":" in behaviour:
        problems.add(trail, f"'{behaviour}' names no class", "a class of your own is written package.module:Class")
    elif behaviour not in BEHAVIOUR:
        hint = f"{suggestion(behaviour, BEHAVIOUR, 'behaviours')}  (or a class of your own: package.module:Class)"
        problems.add(trail, f"unknown behaviour '{behaviour}'", hint)


def _arguments(trail: Trail, pipeline: Pipeline, behaviours: list[str], problems: Problems) -> None:
    """A class of the user's own may take any argument; everything else only those of its catalogue entries."""
    scenario = SCENARIO.get(pipeline.scenario)
    if scenario is None:
        return
    known = dict(scenario.arguments)
    for name in behaviours or [pipeline.default_behaviour]:
        known.update(BEHAVIOUR[name].arguments if name in BEHAVIOUR else {})
    own_class = any(name not in BEHAVIOUR for name in behaviours)
    for name, value in pipeline.arguments.items():
        place = (*trail, "arguments", name)
        if name in known:
            _argument(place, name, value, known[name], problems)
        elif not own_class:
            message = f"scenario '{pipeline.scenario}' takes no argument '{name}'"
            problems.add(place, message, suggestion(name, known, "arguments"), key=True)


def _argument(trail: Trail, name: str, value: Scalar, argument: Argument, problems: Problems) -> None:
    type_, words = _TYPES[argument.type]
    if not isinstance(value, type_) or (type_ is int and isinstance(value, bool)):
        problems.add(trail, f"argument '{name}' is {described(value)}, expected {words}", argument.description)
        return
    if isinstance(value, str):
        return
    low, high = argument.min, argument.max
    if (low is not None and value < low) or (high is not None and value > high):
        limits = (
            f"{low} to {high}" if None not in (low, high) else f"at least {low}" if high is None else f"at most {high}"
        )
        problems.add(trail, f"argument '{name}' is {value}, allowed: {limits}", argument.description)
