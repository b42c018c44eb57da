"""`stageflow-stress show MISSION`: what a mission claims, runs and checks, for people and as JSON."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from harness.cli.console import stdout
from harness.mission import Decision, Hypothesis, Mission, Parameter, Pipeline, load_mission, parse_overrides
from harness.mission.library import find
from harness.mission.model import ThresholdEntry
from harness.mission.places import shown
from harness.report.escape import one_line, without_orders

if TYPE_CHECKING:
    from rich.console import Console

NAME_BESIDE_MAX = 3


def command(
    mission: Annotated[str, typer.Argument(metavar="MISSION", help="An id, a glob such as 'CORE-*', or a file.")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Give a parameter another value.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")] = False,
) -> None:
    """Show what a mission claims, how each claim is decided, and what is run for it."""
    overrides = parse_overrides(changes or ())
    missions = [load_mission(path, overrides) for path in find(mission, Path.cwd())]
    if as_json:
        documents = [one.model_dump(mode="json", by_alias=True) for one in missions]
        print(json.dumps(documents[0] if len(documents) == 1 else {"missions": documents}, indent=2))
        return
    console = stdout()
    for number, one in enumerate(missions):
        if number:
            console.print()
        _print_mission(console, one)


def _print_mission(console: "Console", mission: Mission) -> None:
    _line(console, f"{mission.id}: {mission.title}", style="bold")
    facts = [mission.priority, f"{mission.risk} risk", f"budget {mission.budget.trials} trials", shown(mission.path)]
    _line(console, ", ".join(facts))
    if mission.components:
        _line(console, f"on {', '.join(mission.components)}")
    _section(console, "Hypotheses", _hypotheses(mission))
    _section(console, "Pipelines", _pipelines(mission))
    _section(console, "Parameters", _parameters(mission))
    _section(console, "Findings", _findings(mission))
    _section(console, "Calibration", ((name, []) for name in mission.calibration))
    _section(console, "Developer experience", ((name, []) for name in mission.dx_probes))


def _line(console: "Console", text: str, style: str | None = None) -> None:
    folded = textwrap.fill(one_line(text), console.width, break_on_hyphens=False)
    console.print(without_orders(folded), style=style, soft_wrap=True)


Entry = tuple[str, list[str]]
"""A name, and the lines that belong to it."""


def _section(console: "Console", title: str, entries: Iterable[Entry]) -> None:
    rows = list(entries)
    if not rows:
        return
    console.print()
    console.print(title, style="bold")
    beside = max(len(name) for name, _ in rows) <= NAME_BESIDE_MAX
    for name, lines in rows:
        _entry(console, one_line(name), [one_line(line) for line in lines], beside)


def _entry(console: "Console", name: str, lines: list[str], beside: bool) -> None:
    """The name and its lines: side by side where names are short, else the name on a line of its own."""
    margin = " " * (2 + NAME_BESIDE_MAX + 1 if beside else 4)
    width = max(console.width, len(margin) + 20)
    folded = [
        textwrap.fill(line, width, initial_indent=margin, subsequent_indent=margin + "  ", break_on_hyphens=False)
        for line in lines
    ]
    first = f"  {name}".ljust(len(margin))
    if beside and folded:
        folded[0] = first + folded[0][len(margin) :]
    else:
        folded.insert(0, first.rstrip())
    console.print(without_orders("\n".join(folded)), soft_wrap=True)


def _hypotheses(mission: Mission) -> Iterable[Entry]:
    for hypothesis in mission.hypotheses:
        deciders = ", ".join(map(_decision, hypothesis.decided_by))
        yield hypothesis.id, [hypothesis.claim, *_promises(hypothesis), f"decided by: {deciders}"]


def _promises(hypothesis: Hypothesis) -> Iterator[str]:
    """One line for each version in which the sentence changed."""
    if not hypothesis.promise:
        yield "promise: none, so that it can be no bug"
    for promise in hypothesis.promise:
        version = "" if promise.since == "0" else f" since {promise.since}"
        yield f"promise{version}: {promise.text or 'none'}"


def _decision(decision: Decision) -> str:
    return decision.check + (f" (in {', '.join(decision.pipelines)})" if decision.pipelines else "")


def _pipelines(mission: Mission) -> Iterable[Entry]:
    for pipeline in mission.pipelines:
        checks = ", ".join(pipeline.checks)
        limits = [f"limit: {_limit(threshold)}" for threshold in pipeline.thresholds]
        yield pipeline.id, [pipeline.purpose, f"runs: {_what_runs(pipeline)}", f"checks: {checks}", *limits]


def _limit(threshold: ThresholdEntry) -> str:
    low, high = threshold.min, threshold.max
    bounds = [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
    return f"{' / '.join(threshold.metrics)} {' and '.join(bounds)}"


def _findings(mission: Mission) -> Iterable[Entry]:
    """What the mission reports, and when."""
    for finding in mission.findings:
        when = f"{finding.check or finding.probe} says {finding.when}"
        yield finding.id, [finding.title, f"{mission.severity_of(finding)} {finding.type}, where {when}"]


def _what_runs(pipeline: Pipeline) -> str:
    parts = [pipeline.scenario]
    if pipeline.stages is not None:
        parts.append(f"{len(pipeline.stages)} stages")
    elif pipeline.graph is not None:
        parts.append(f"{pipeline.graph.kind} of {pipeline.graph.stages}")
    if pipeline.behaviour is not None:
        parts.append(pipeline.behaviour)
    parts.extend(f"{name}={value}" for name, value in pipeline.arguments.items())
    if pipeline.iterations > 1:
        parts.append(f"{pipeline.iterations} iterations")
    return f"{', '.join(parts)}; drivers {', '.join(pipeline.drivers)}"


def _parameters(mission: Mission) -> Iterable[Entry]:
    for name, parameter in mission.parameters.items():
        yield name, [line for line in (_value(parameter), parameter.description) if line]


def _value(parameter: Parameter) -> str:
    value: Any = str(parameter.value).lower() if isinstance(parameter.value, bool) else parameter.value
    unit = f" {parameter.unit}" if parameter.unit else ""
    low, high = parameter.min, parameter.max
    if low is None and high is None:
        return f"{value}{unit}"
    limits = f"from {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
    return f"{value}{unit} ({limits})"
