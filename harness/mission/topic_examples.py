"""Examples for what a mission can name: parts of missions that load, made from the catalogue."""

from collections.abc import Mapping
from typing import Any

import yaml

from harness.catalogue import SCENARIOS, Plant
from harness.catalogue.behaviours import value_of
from harness.catalogue.drivers import SWEEPS, THREADED
from harness.catalogue.fits import JUDGED_IN, NEEDS_A_SWEEP, NEEDS_THE_BAG
from harness.catalogue.metrics import METRIC
from harness.catalogue.plants import PLANTS

_SCENARIO = {scenario.name: scenario for scenario in SCENARIOS}
_OF_ANY_SCENARIO = "run_ends"
_CHECKS_MAX = 3


class _Indented(yaml.SafeDumper):
    """Writes the entries of a list two columns further in, as the missions do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def written_as_yaml(data: Mapping[str, Any]) -> str:
    """The data as a mission would have it."""
    plain = all(not isinstance(value, (dict, list, tuple)) for value in data.values())
    flow = False if plain else None
    return yaml.dump(data, Dumper=_Indented, sort_keys=False, default_flow_style=flow, width=68, allow_unicode=True)


def _pipeline(scenario: str, drivers: tuple[str, ...], checks: tuple[str, ...], **more: Any) -> str:
    return written_as_yaml({"pipelines": [_entry(scenario, drivers, checks, **more)]})


def _entry(scenario: str, drivers: tuple[str, ...], checks: tuple[str, ...], **more: Any) -> dict[str, Any]:
    """A pipeline whose parts fit each other, with nothing said that is the default."""
    entry: dict[str, Any] = {"id": "example", "purpose": "What it is for"}
    if scenario != "pipeline_run":
        entry["scenario"] = scenario
    if _SCENARIO[scenario].builds_pipeline:
        entry["graph"] = {"kind": "fan_out", "stages": 6}
    if scenario == "pipeline_run" and set(checks) & set(NEEDS_THE_BAG):
        entry["behaviour"] = "write_output"
    if "thresholds_hold" in checks:
        entry["thresholds"] = [{"metric": "steps.p95", "max": 1000}]
    if "outputs_are_as_expected" in checks:
        entry["expected"] = {"s0": {"value": value_of("s0", ())}}
    return {**entry, **more, "drivers": list(drivers), "checks": list(checks)}


def _usual(scenario: str) -> tuple[str, ...]:
    """The drivers that most missions give a scenario."""
    if scenario == "retained_runs":
        return ("fresh_process",)
    return ("thread_schedules",) if _SCENARIO[scenario].runs_threads else ("native", "schedules")


def _judging(scenario: str) -> tuple[str, ...]:
    """Some checks that find something to judge in a scenario under its usual drivers."""
    known = [check for check, where in JUDGED_IN.items() if scenario in where and check not in NEEDS_A_SWEEP]
    if scenario == "pipeline_run":
        known = ["every_output_is_golden", "dependencies_finish_first"]
    return tuple(known[:_CHECKS_MAX]) or (_OF_ANY_SCENARIO,)


def scenario(name: str) -> str:
    """A pipeline of it, with every argument at its default."""
    defaults = {key: argument.default for key, argument in _SCENARIO[name].arguments.items()}
    return _pipeline(name, _usual(name), _judging(name), **({"arguments": defaults} if defaults else {}))


def graph(name: str) -> str:
    shape = {"kind": name, "stages": 6}
    return _pipeline("pipeline_run", ("native",), _judging("pipeline_run"), graph=shape)


def behaviour(name: str) -> str:
    """A pipeline whose stages have it; `act` is what stages of other scenarios have without being told."""
    if name == "act":
        return _pipeline("sibling_mutation", ("native",), ("siblings_read_what_was_produced",), behaviour=name)
    checks = ("every_output_is_golden", *(NEEDS_THE_BAG[:1] if name == "write_output" else ()))
    return _pipeline("pipeline_run", ("native", "schedules"), checks, behaviour=name)


def payload(name: str) -> str:
    return _pipeline("pipeline_run", ("native",), ("every_output_is_golden",), payload={"kind": name})


def driver(name: str) -> str:
    if name in THREADED:
        return _pipeline("thread_writes", (name,), ("one_writer_wins",))
    checks = ("run_ends", "nothing_is_left_behind") if name in SWEEPS else _judging("pipeline_run")
    return _pipeline("pipeline_run", ("native", name) if name in SWEEPS else (name,), checks)


def fault(name: str) -> str:
    return _pipeline("pipeline_run", ("fault_each",), ("run_ends", "nothing_is_left_behind"), faults=[name])


def clock(name: str) -> str:
    return _pipeline("limited_run", ("schedules",), ("a_timed_out_stage_is_stopped",), clock=name)


def check(name: str) -> str:
    """A pipeline that it judges: where a plant proves it, if there is one."""
    plants = [plant for plant in PLANTS if name in plant.caught_by]
    where = JUDGED_IN.get(name, ("pipeline_run",))
    family = next((s for plant in plants for s in plant.scenarios if s in where), where[0])
    if name == "thresholds_hold":
        return threshold("operations.p95")
    return _pipeline(family, ("native", *SWEEPS[:1]) if name in NEEDS_A_SWEEP else _usual(family), (name,))


def threshold(metric: str) -> str:
    known = METRIC[metric.partition(".")[0]]
    drivers = known.drivers[:1] or ("native",)
    limits = [{"metric": metric, "max": 1000}]
    if known.scenarios:
        return _pipeline(known.scenarios[0], drivers, ("thresholds_hold",), thresholds=limits)
    return _pipeline("pipeline_run", drivers, ("every_output_is_golden", "thresholds_hold"), thresholds=limits)


def plant(of: Plant) -> str:
    """A pipeline that must show it, with the plant as a calibration."""
    family = of.scenarios[0]
    fitting = tuple(c for c in of.caught_by if family in JUDGED_IN.get(c, (family,)))
    drivers = tuple(dict.fromkeys((*of.drivers[:1], *(SWEEPS[:1] if set(fitting) & set(NEEDS_A_SWEEP) else ()))))
    entry = _entry(family, drivers or _usual(family), fitting)
    return written_as_yaml({"pipelines": [entry], "calibration": [of.name]})


def probe(name: str) -> str:
    return written_as_yaml({"dx_probes": [name]})
