"""What `stageflow-stress explain` and docs/reference.md say: one topic for each name and key that a mission may use."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from harness.catalogue import (
    BEHAVIOURS,
    CHECKS,
    DRIVERS,
    FAULTS,
    GRAPHS,
    PAYLOADS,
    PLANTS,
    PROBES,
    SCENARIOS,
    Argument,
    Entry,
)
from harness.catalogue.checks import EVERYWHERE
from harness.catalogue.drivers import EXACT, SWEEPS, THREADED
from harness.catalogue.dx_measures import MEASURES, RUBRIC
from harness.catalogue.fits import JUDGED_IN
from harness.catalogue.graphs import edges
from harness.catalogue.metrics import AGGREGATES, METRICS
from harness.catalogue.plants import AREAS
from harness.catalogue.scenarios import SWEPT, WITH_PAYLOAD
from harness.catalogue.settings import SETTINGS, STOCK_ASYNCIO
from harness.checks.registry import ALL
from harness.mission import topic_examples as examples
from harness.mission.words import listed

_DRAWN_STAGES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """An argument or a key: its name, what values it takes, what it means."""

    name: str
    takes: str
    description: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A name or a key: its kind, the group within its kind, a paragraph, then what belongs to it.

    `rows` are the arguments of a name or the keys of a section, `facts` the names that go with it, under what they are.
    """

    kind: str
    name: str
    summary: str
    details: tuple[str, ...] = ()
    group: str = ""
    rows: tuple[Row, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    example: str = ""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "facts": {title: list(names) for title, names in self.facts}}


KINDS: Mapping[str, tuple[str, str]] = {
    "scenario": ("scenarios", "A scenario says what is built and done around a pipeline, and what of it is recorded."),
    "graph": ("graphs", "A graph is a shape of stages and dependencies, so that they need not be written out."),
    "behaviour": ("behaviours", "A behaviour says what the stages of a pipeline do."),
    "payload": ("payloads", "A payload is what stages hand on beside their value."),
    "driver": ("drivers", "A driver says how the trials of a pipeline are run."),
    "fault": ("faults", "A fault is what the driver fault_each does to a stage, one trial after another."),
    "clock": ("clocks", "A clock is what the subject reads as time while the controlled loop runs it."),
    "check": ("checks", "A check is a pure function over what was recorded: it says PASS, UNKNOWN or FAIL."),
    "metric": ("metrics", "A metric is measured in each trial; a threshold limits it over all trials."),
    "aggregate": ("aggregates", "An aggregate makes one number of the values of a metric over all trials."),
    "plant": ("plants", "A plant is a defect that is put into the subject on purpose, to see which check notices."),
    "probe": ("probes", "A probe tries one thing that a newcomer does, and tells what was met."),
    "category": ("categories", "A category of the developer experience is scored from 1 to 5 by one measured figure."),
    "setting": ("settings", "A setting is what a failure needed to show: findings name it, no mission does."),
}
"""Kind -> its plural, and what it is."""

_CLOCKS = {
    "real": "time.monotonic and time.perf_counter give real time, also where the loop jumps ahead to its next timer.",
    "virtual": "time.monotonic and time.perf_counter give the time of the controlled loop, which jumps to its timers.",
}
_AGGREGATES = {
    "count": "How many values there are.",
    "min": "The smallest value.",
    "p50": "The value that half of the values do not exceed, by nearest rank.",
    "p95": "The value that 95 of 100 values do not exceed, by nearest rank.",
    "p99": "The value that 99 of 100 values do not exceed, by nearest rank.",
    "max": "The largest value.",
    "sum": "The sum of the values.",
}


@cache
def catalogue_topics() -> tuple[Topic, ...]:
    """One for each name that the catalogue has, kind by kind."""
    return (
        *(_scenario(entry) for entry in SCENARIOS),
        *(_graph(entry) for entry in GRAPHS),
        *(_named("behaviour", entry, examples.behaviour(entry.name)) for entry in BEHAVIOURS),
        *(_named("payload", e, examples.payload(e.name), (("handed on in", WITH_PAYLOAD),)) for e in PAYLOADS),
        *(_driver(entry) for entry in DRIVERS),
        *(_named("fault", e, examples.fault(e.name), (("injected by", ("fault_each",)),)) for e in FAULTS),
        *(Topic("clock", name, text, example=examples.clock(name)) for name, text in _CLOCKS.items()),
        *(_check(entry) for entry in CHECKS),
        *_metrics(),
        *(Topic("aggregate", n, _AGGREGATES[n], example=examples.threshold(f"steps.{n}")) for n in AGGREGATES),
        *_plants(),
        *_probes(),
        *_categories(),
        *(_setting(name, text) for name, text in SETTINGS.items()),
    )


def takes(argument: Argument) -> str:
    """The values of an argument, in words: `1 to 200 threads, default 8`."""
    if argument.type == "bool":
        return f"true or false, default {str(argument.default).lower()}"
    if argument.type == "str":
        return f"text, default '{argument.default}'"
    unit = f" {argument.unit}" if argument.unit else ""
    return f"{argument.min} to {argument.max}{unit}, default {argument.default}"


def _rows(entry: Entry) -> tuple[Row, ...]:
    return tuple(Row(name, takes(argument), argument.description) for name, argument in entry.arguments.items())


def _named(kind: str, entry: Entry, example: str, facts: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Topic:
    return Topic(kind, entry.name, entry.summary, rows=_rows(entry), facts=facts, example=example)


def judged_in(check: str) -> tuple[str, ...]:
    """The scenarios in which a check finds something to judge."""
    return JUDGED_IN.get(check, tuple(scenario.name for scenario in SCENARIOS))


def drivers_of(scenario: Entry) -> tuple[str, ...]:
    """The drivers that can run a scenario."""
    fitting = (driver.name for driver in DRIVERS if (driver.name in THREADED) is scenario.runs_threads)
    return tuple(name for name in fitting if name not in SWEEPS or scenario.name in SWEPT)


def _scenario(entry: Entry) -> Topic:
    checks = tuple(c.name for c in CHECKS if entry.name in JUDGED_IN.get(c.name, ()))
    plants = tuple(p.name for p in PLANTS if entry.name in p.scenarios)
    stages = (
        "Takes a graph or stages." if entry.builds_pipeline else "Builds no pipeline: takes neither graph nor stages."
    )
    facts = (("drivers", drivers_of(entry)), ("checks of its own", checks), ("plants that show in it", plants))
    return Topic(
        "scenario", entry.name, entry.summary, (stages,), "", _rows(entry), facts, examples.scenario(entry.name)
    )


def _graph(entry: Entry) -> Topic:
    after = [f"{name} after {listed(before, ' and')}" for name, before in edges(entry.name, _DRAWN_STAGES) if before]
    drawn = f"With {_DRAWN_STAGES} stages: {'; '.join(after) or 'none depends on another'}."
    return Topic("graph", entry.name, entry.summary, (drawn,), "", _rows(entry), (), examples.graph(entry.name))


def _driver(entry: Entry) -> Topic:
    scenarios = tuple(s.name for s in SCENARIOS if entry.name in drivers_of(s))
    exact = "Its trials replay to the letter, and share the budget." if entry.name in EXACT else ""
    measured = tuple(metric.name for metric in METRICS if not metric.drivers or entry.name in metric.drivers)
    facts = (("scenarios", scenarios), ("metrics", measured))
    details = tuple(filter(None, (exact,)))
    return Topic("driver", entry.name, entry.summary, details, "", (), facts, examples.driver(entry.name))


def _check(entry: Entry) -> Topic:
    said = inspect.getdoc(ALL[entry.name].function) or ""
    details = tuple(" ".join(paragraph.split()) for paragraph in said.split("\n\n"))
    plants = tuple(plant.name for plant in PLANTS if entry.name in plant.caught_by)
    facts = (("plants that it must catch", plants), ("judges", JUDGED_IN.get(entry.name, ("every scenario",))))
    group = "of every pipeline, named or not" if entry.name in EVERYWHERE else ""
    return Topic("check", entry.name, entry.summary, details, group, (), facts, examples.check(entry.name))


def _metrics() -> Iterator[Topic]:
    for metric in METRICS:
        wall = ("Wall-clock: a fixed limit is judged under --perf only, a ratio always.",) if metric.wall_clock else ()
        facts = (
            ("unit", (metric.unit,)),
            ("measured under", metric.drivers or ("every driver",)),
            ("measured in", metric.scenarios or ("every scenario",)),
        )
        example = examples.threshold(f"{metric.name}.p95")
        yield Topic("metric", metric.name, metric.summary, wall, "", (), (*facts, ("aggregates", AGGREGATES)), example)


def _categories() -> Iterator[Topic]:
    for measure in MEASURES:
        limits = [f"{limit:g}" for limit in measure.limits]
        word = "from" if measure.higher_is_better else "up to"
        worth = f"A figure {word} {', '.join(limits)} is worth 5, 4, 3 and 2, anything worse a 1 ({RUBRIC})."
        summary = f"{measure.fact[0].upper()}{measure.fact[1:]}."
        probes = tuple(probe.name for probe in PROBES if probe.category == measure.category)
        yield Topic("category", measure.category, summary, (worth,), "", (), (("probes of it", probes),))


def _plants() -> Iterator[Topic]:
    for area, plants in AREAS.items():
        for plant in plants:
            facts = [("caught by", plant.caught_by), ("shows in", plant.scenarios)]
            facts += [("shows only under", plant.drivers)] if plant.drivers else []
            broken = f"It breaks the guarantee: {plant.guarantee.rstrip('.')}."
            yield Topic("plant", plant.name, plant.summary, (broken,), area, (), tuple(facts), examples.plant(plant))


def _probes() -> Iterator[Topic]:
    for probe in PROBES:
        details = (
            f"Where it succeeds: {probe.delight}",
            f"Where it fails: {probe.friction}",
            f"It tries: {probe.code}",
        )
        yield Topic("probe", probe.name, probe.summary, details, probe.category, example=examples.probe(probe.name))


def _setting(name: str, text: str) -> Topic:
    stock = "nothing that stock asyncio could not do" if name in STOCK_ASYNCIO else "more than stock asyncio does"
    if name.startswith("threads"):
        stock = "what this interpreter does" if name == "threads-gil" else "more than this interpreter does"
    return Topic("setting", name, f"{text[0].upper()}{text[1:]}: {stock}.")
