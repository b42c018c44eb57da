"""Whether the names and arguments of a mission are known to the catalogue."""

from collections.abc import Iterator, Mapping
from typing import Any

from harness.catalogue import BEHAVIOURS, CHECKS, DRIVERS, GRAPHS, PROBES, SCENARIOS, Argument, Entry
from harness.catalogue.faults import FAULT_NAMES
from harness.catalogue.metrics import metric_names
from harness.catalogue.payloads import PAYLOAD
from harness.catalogue.plants import PLANT
from harness.mission.draft import Draft
from harness.mission.model import CLASS_PATH, Pipeline, Scalar
from harness.mission.places import Trail
from harness.mission.problems import Problems
from harness.mission.shape import quoting_hint
from harness.mission.words import described, suggestion

SCENARIO: Mapping[str, Entry] = {entry.name: entry for entry in SCENARIOS}
BEHAVIOUR: Mapping[str, Entry] = {entry.name: entry for entry in BEHAVIOURS}
CHECK_NAMES = tuple(entry.name for entry in CHECKS)
PROBE_NAMES = tuple(probe.name for probe in PROBES)
DRIVER_NAMES = tuple(entry.name for entry in DRIVERS)
GRAPH_NAMES = tuple(entry.name for entry in GRAPHS)

WITHOUT_PIPELINE = tuple(entry.name for entry in SCENARIOS if not entry.builds_pipeline)
"""Scenarios that build no pipeline, so that neither a graph nor stages can be given."""

_TYPES: Mapping[str, tuple[type, str]] = {
    "int": (int, "a whole number"),
    "str": (str, "text"),
    "bool": (bool, "true or false"),
}


_EACH = "*"
NAMED_PLACES: tuple[tuple[Trail, str, tuple[str, ...]], ...] = (
    (("pipelines", _EACH, "scenario"), "scenario", tuple(SCENARIO)),
    (("pipelines", _EACH, "graph", "kind"), "graph", GRAPH_NAMES),
    (("pipelines", _EACH, "drivers", _EACH), "driver", DRIVER_NAMES),
    (("pipelines", _EACH, "faults", _EACH), "fault", FAULT_NAMES),
    (("pipelines", _EACH, "payload", "kind"), "payload", tuple(PAYLOAD)),
    (("pipelines", _EACH, "checks", _EACH), "check", CHECK_NAMES),
    (("hypotheses", _EACH, "decided_by", _EACH), "check", CHECK_NAMES),
    (("hypotheses", _EACH, "decided_by", _EACH, "check"), "check", CHECK_NAMES),
    (("pipelines", _EACH, "thresholds", _EACH, "metric"), "metric", metric_names()),
    (("pipelines", _EACH, "thresholds", _EACH, "ratio", _EACH), "metric", metric_names()),
    (("findings", _EACH, "check"), "check", CHECK_NAMES),
    (("findings", _EACH, "probe"), "probe", PROBE_NAMES),
    (("calibration", _EACH), "plant", tuple(PLANT)),
    (("dx_probes", _EACH), "probe", PROBE_NAMES),
)
"""Where a mission names something, what it names there, and the names there are."""

BEHAVIOUR_PLACES: tuple[Trail, ...] = (
    ("pipelines", _EACH, "behaviour"),
    ("pipelines", _EACH, "stages", _EACH, "behaviour"),
)


def check_names(data: Mapping[str, Any], problems: Problems) -> None:
    """Reports every name that the catalogue does not have. Reads plain data, so that nothing else needs to be right."""
    for pattern, kind, known in NAMED_PLACES:
        for trail, name in _texts(data, pattern):
            if name not in known:
                problems.add(trail, f"unknown {kind} '{name}'", suggestion(name, known, f"{kind}s"))
    for pattern in BEHAVIOUR_PLACES:
        for trail, name in _texts(data, pattern):
            _behaviour(name, trail, problems)


def check_arguments(draft: Draft, problems: Problems) -> None:
    """Reports arguments that neither scenario nor behaviours of a pipeline take, or not with that value."""
    for index, pipeline in draft.pipelines:
        own = [stage.behaviour for stage in pipeline.stages or () if stage.behaviour is not None]
        _arguments(("pipelines", index), pipeline, [pipeline.default_behaviour, *own], problems)


def _texts(value: Any, pattern: Trail, trail: Trail = ()) -> Iterator[tuple[Trail, str]]:
    """The texts at the places that a pattern means, each with its trail."""
    if not pattern:
        if isinstance(value, str) and value:
            yield trail, value
    elif pattern[0] == _EACH:
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            yield from _texts(entry, pattern[1:], (*trail, index))
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _texts(value[pattern[0]], pattern[1:], (*trail, pattern[0]))


def _behaviour(behaviour: str, trail: Trail, problems: Problems) -> None:
    module, _, kind = behaviour.partition(":")
    if kind and module.endswith(".py"):
        problems.add(trail, f"'{behaviour}' names a file", f"name the module: {module.removesuffix('.py')}:{kind}")
        return
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
    for name in behaviours:
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
        hint = quoting_hint(f"{argument.type}_type", value) or argument.description
        problems.add(trail, f"argument '{name}' is {described(value)}, expected {words}", hint)
        return
    if isinstance(value, str):
        return
    low, high = argument.min, argument.max
    if (low is not None and value < low) or (high is not None and value > high):
        limits = (
            f"{low} to {high}" if None not in (low, high) else f"at least {low}" if high is None else f"at most {high}"
        )
        problems.add(trail, f"argument '{name}' is {value}, allowed: {limits}", argument.description)
