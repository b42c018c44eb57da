"""Whether what one pipeline names fits together: its scenario, behaviours, drivers, checks, thresholds and settings."""

from collections.abc import Iterable

from harness.catalogue.drivers import EXACT, STOCK_ASYNCIO, SWEEPS, THREADED
from harness.catalogue.fits import JUDGED_IN, NEEDS_A_MODEL, NEEDS_A_SWEEP, NEEDS_THE_BAG
from harness.catalogue.metrics import METRIC, metric_names
from harness.catalogue.scenarios import SWEPT, WITH_PAYLOAD
from harness.mission.model import Pipeline, ThresholdEntry
from harness.mission.names import BEHAVIOUR, CHECK_NAMES, DRIVER_NAMES, GRAPH_NAMES, SCENARIO
from harness.mission.places import Trail
from harness.mission.problems import Problems
from harness.mission.words import listed, suggestion

EXPECTED = "outputs_are_as_expected"
_HEEDS_BEHAVIOUR = "pipeline_run"
_OWN_STAGES = "act"
_REPEATED = (*STOCK_ASYNCIO, "threads")
_ON_THE_CONTROLLED_LOOP = ("schedules", *SWEEPS)


def check_fit(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    """Reports what could not run, could not be judged, or would change nothing."""
    _thresholds(trail, pipeline, problems)
    _expectations(trail, pipeline, problems)
    if pipeline.scenario not in SCENARIO:
        return
    _drivers(trail, pipeline, problems)
    if SCENARIO[pipeline.scenario].builds_pipeline:
        _behaviours(trail, pipeline, problems)
    for index, check in enumerate(pipeline.checks):
        if check in CHECK_NAMES:
            _check((*trail, "checks", index), check, pipeline, problems)
    _without_effect(trail, pipeline, problems)


def _drivers(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    threads = SCENARIO[pipeline.scenario].runs_threads
    for index, name in enumerate(pipeline.drivers):
        place = (*trail, "drivers", index)
        if name in DRIVER_NAMES and (name in THREADED) is not threads:
            runs = "runs OS threads of its own" if threads else "runs no OS threads"
            fitting = [driver for driver in DRIVER_NAMES if (driver in THREADED) is threads]
            message = f"driver '{name}' cannot run the scenario '{pipeline.scenario}', which {runs}"
            problems.add(place, message, f"it is run by {listed(fitting, ' or')}")
        elif name in SWEEPS and pipeline.scenario not in SWEPT:
            message = f"driver '{name}' cannot reach into the scenario '{pipeline.scenario}'"
            problems.add(place, message, f"it disturbs the runs of {', '.join(SWEPT)} only")


def _behaviours(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    """Only a pipeline_run does what `behaviour` says; the stages of other scenarios do what the scenario is about."""
    named = [((*trail, "behaviour"), pipeline.behaviour)]
    named += [((*trail, "stages", i, "behaviour"), s.behaviour) for i, s in enumerate(pipeline.stages or ())]
    heeds = pipeline.scenario == _HEEDS_BEHAVIOUR
    for place, name in named:
        if name is None or (name in BEHAVIOUR and (name == _OWN_STAGES) is not heeds):
            continue
        if heeds and name == _OWN_STAGES:
            message = f"behaviour '{name}' does nothing in the scenario '{pipeline.scenario}'"
            problems.add(
                place, message, "name derive_value, write_output, or a class of your own: package.module:Class"
            )
        elif not heeds and (name in BEHAVIOUR or ":" in name):
            message = f"the stages of the scenario '{pipeline.scenario}' take no behaviour, got '{name}'"
            problems.add(place, message, f"remove it; only a {_HEEDS_BEHAVIOUR} takes one")


def _given(pipeline: Pipeline) -> set[str]:
    """The behaviours of its stages, where its scenario heeds them."""
    if pipeline.scenario != _HEEDS_BEHAVIOUR:
        return set()
    if pipeline.stages is None:
        return {pipeline.default_behaviour}
    return {stage.behaviour or pipeline.default_behaviour for stage in pipeline.stages}


def _check(place: Trail, check: str, pipeline: Pipeline, problems: Problems) -> None:
    """Whether a check could say more than UNKNOWN of this pipeline."""
    where = JUDGED_IN.get(check, (pipeline.scenario,))
    behaviours = _given(pipeline)
    own = sorted(behaviours - BEHAVIOUR.keys())
    if pipeline.scenario not in where:
        message = f"check '{check}' has nothing to judge in the scenario '{pipeline.scenario}'"
        problems.add(place, message, f"it judges {listed(where, ' or')}")
    elif check in NEEDS_THE_BAG and behaviours and "write_output" not in behaviours and not _unknown(own):
        message = f"check '{check}' has nothing to judge: no stage of pipeline '{pipeline.id}' writes to a bag"
        problems.add(place, message, "add 'behaviour: write_output'")
    elif check in NEEDS_A_MODEL and own and all(":" in name for name in own):
        message = f"check '{check}' cannot know what {own[0]} ought to give"
        problems.add(place, message, "name outcome_is_the_same_under_every_schedule, or a check of how it runs")
    elif check in NEEDS_A_SWEEP and not set(SWEEPS) & set(pipeline.drivers):
        message = f"check '{check}' has nothing to judge: no driver of pipeline '{pipeline.id}' cancels a run"
        problems.add(place, message, f"add {listed(SWEEPS, ' or')} to its drivers")


def _unknown(own: list[str]) -> bool:
    """Whether a behaviour is neither of the catalogue nor a class: it is told already, and may be a misspelt one."""
    return any(":" not in name for name in own)


def _without_effect(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    """Settings that are moved from their default, and that none of the drivers heeds."""
    _heeded(trail, pipeline, "iterations", _REPEATED, problems)
    _heeded(trail, pipeline, "share", EXACT, problems)
    _heeded(trail, pipeline, "clock", _ON_THE_CONTROLLED_LOOP, problems)
    if pipeline.faults and "fault_each" not in pipeline.drivers:
        message = f"'faults' changes nothing: no driver of pipeline '{pipeline.id}' injects any"
        problems.add((*trail, "faults"), message, "it counts for fault_each", key=True)
    if pipeline.payload is not None and pipeline.scenario not in WITH_PAYLOAD:
        message = f"'payload' changes nothing: the stages of scenario '{pipeline.scenario}' hand on none"
        problems.add((*trail, "payload"), message, f"it counts for {listed(WITH_PAYLOAD, ' and')}", key=True)
    for index, name in enumerate(pipeline.faults):
        if name in pipeline.faults[:index]:
            problems.add((*trail, "faults", index), f"duplicate fault '{name}'", "remove one of them")


def _expectations(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    """They speak of stages that there are, and the check that judges them is there exactly where there are any."""
    names = [shape.name for shape in pipeline.shape()] if _has_shape(pipeline) else list(pipeline.expected)
    for name in pipeline.expected:
        if name not in names:
            message = f"'expected' names the unknown stage '{name}'"
            problems.add((*trail, "expected", name), message, suggestion(name, names, "stages"), key=True)
    judged = EXPECTED in pipeline.checks
    if pipeline.expected and not judged:
        problems.add((*trail, "expected"), "no check judges this", f"add {EXPECTED} to its checks", key=True)
    if judged and not pipeline.expected:
        at = (*trail, "checks", pipeline.checks.index(EXPECTED))
        problems.add(at, f"{EXPECTED} has nothing to judge", "add 'expected:' to the pipeline")


def _has_shape(pipeline: Pipeline) -> bool:
    """Whether its stages can be named: they are written out, or its graph is known."""
    return pipeline.stages is not None or (pipeline.graph is not None and pipeline.graph.kind in GRAPH_NAMES)


def _heeded(trail: Trail, pipeline: Pipeline, key: str, drivers: Iterable[str], problems: Problems) -> None:
    value = getattr(pipeline, key)
    known = [name for name in pipeline.drivers if name in DRIVER_NAMES]
    if value == Pipeline.model_fields[key].default or len(known) < len(pipeline.drivers) or set(drivers) & set(known):
        return
    message = f"'{key}: {value}' changes nothing: no driver of pipeline '{pipeline.id}' heeds it"
    problems.add((*trail, key), message, f"it is heeded by {listed(drivers, ' and')}", key=True)


def _thresholds(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    """Each limits one thing, and the check that judges them is there exactly where there are any."""
    for i, threshold in enumerate(pipeline.thresholds):
        here = (*trail, "thresholds", i)
        if (threshold.metric is None) is (threshold.ratio is None):
            hint = "write 'metric: steps.p95' or 'ratio: [a, b]'"
            problems.add(here, "a threshold limits one metric or one ratio", hint)
        _limits(here, threshold, problems)
        for name in threshold.metrics:
            _measurable(here, name, pipeline, problems)
    judged = "thresholds_hold" in pipeline.checks
    if pipeline.thresholds and not judged:
        hint = "add thresholds_hold to its checks"
        problems.add((*trail, "thresholds"), "no check judges these thresholds", hint, key=True)
    if judged and not pipeline.thresholds:
        at = (*trail, "checks", pipeline.checks.index("thresholds_hold"))
        problems.add(at, "thresholds_hold has no threshold to judge", "add 'thresholds:' to the pipeline")


def _limits(trail: Trail, threshold: ThresholdEntry, problems: Problems) -> None:
    """A limit that every value holds, or none, judges nothing: no metric is ever below nought."""
    low, high, ratio = threshold.min, threshold.max, threshold.ratio
    if low is None and high is None:
        problems.add(trail, "this threshold sets no limit", "add 'max:' or 'min:'")
    elif low is not None and high is not None and low > high:
        problems.add((*trail, "min"), f"'min' {low} is over 'max' {high}", "nothing can hold it")
    if high is not None and high < 0:
        problems.add((*trail, "max"), f"'max' is {high}, and no metric is below 0", "nothing can hold it")
    if low is not None and low <= 0:
        problems.add((*trail, "min"), f"'min' is {low}, and no metric is below 0", "everything holds it: remove it")
    if ratio is not None and ratio[0] == ratio[1]:
        problems.add((*trail, "ratio"), f"the ratio of '{ratio[0]}' to itself is always 1", "name two metrics")


def _measurable(trail: Trail, metric: str, pipeline: Pipeline, problems: Problems) -> None:
    """Whether a trial of the pipeline measures it; a misspelt metric is reported elsewhere."""
    known = METRIC.get(metric.partition(".")[0])
    if known is None or metric not in metric_names() or known.is_measured(pipeline.scenario, pipeline.drivers):
        return
    if known.scenarios and pipeline.scenario not in known.scenarios:
        message = f"the scenario '{pipeline.scenario}' does not measure '{metric}'"
        problems.add(trail, message, f"it is measured in {listed(known.scenarios, ' or')}")
    else:
        message = f"no driver of pipeline '{pipeline.id}' measures '{metric}'"
        problems.add(trail, message, f"it is measured under {listed(known.drivers, ' or')}")
