"""Whether the parts of a mission fit each other: ids, graphs, what decides what, what findings speak of."""

import re
from collections.abc import Hashable, Iterable
from graphlib import CycleError, TopologicalSorter

from harness.catalogue.checks import EVERYWHERE
from harness.catalogue.drivers import EXACT
from harness.catalogue.plants import PLANT
from harness.catalogue.severities import BUG_TYPES, TYPE_CODES
from harness.mission.draft import Draft
from harness.mission.fit import check_fit
from harness.mission.model import Decision, FindingEntry, Hypothesis, Pipeline
from harness.mission.names import CHECK_NAMES, PROBE_NAMES, WITHOUT_PIPELINE
from harness.mission.places import Trail
from harness.mission.problems import Problems
from harness.mission.words import listed, suggestion


def check_consistency(draft: Draft, problems: Problems) -> None:
    """Reports whatever contradicts another part of the same file."""
    _unique("hypothesis", [(h.id, ("hypotheses", i, "id")) for i, h in draft.hypotheses], problems)
    _unique("pipeline", [(p.id, ("pipelines", i, "id")) for i, p in draft.pipelines], problems)
    _unique("finding", [(f.id, ("findings", i, "id")) for i, f in draft.findings], problems)
    _unique("plant", [(name, ("calibration", i)) for i, name in draft.calibration], problems)
    _unique("probe", [(name, ("dx_probes", i)) for i, name in draft.dx_probes], problems)
    for index, pipeline in draft.pipelines:
        _pipeline(("pipelines", index), pipeline, problems)
        check_fit(("pipelines", index), pipeline, problems)
    _decisions(draft, problems)
    _unused_pipelines(draft, problems)
    for index, finding in draft.findings:
        _finding(("findings", index), finding, draft, problems)
    for index, name in draft.calibration:
        _plant(("calibration", index), name, draft, problems)
    _budget(draft, problems)


def _unique(kind: str, named: Iterable[tuple[str, Trail]], problems: Problems) -> None:
    first: dict[Hashable, Trail] = {}
    for name, trail in named:
        if name in first:
            line = problems.document.place(first[name]).line
            problems.add(trail, f"duplicate {kind} '{name}'", f"first at line {line}: rename or remove one of them")
        first.setdefault(name, trail)


def _pipeline(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    _unique("check", [(name, (*trail, "checks", i)) for i, name in enumerate(pipeline.checks)], problems)
    _unique("driver", [(name, (*trail, "drivers", i)) for i, name in enumerate(pipeline.drivers)], problems)
    both = pipeline.graph is not None and pipeline.stages is not None
    if both:
        problems.add(
            (*trail, "stages"), f"pipeline '{pipeline.id}' has both 'graph' and 'stages'", "keep one", key=True
        )
    if pipeline.scenario in WITHOUT_PIPELINE:
        for key in ("graph", "stages", "behaviour"):
            if getattr(pipeline, key) is not None:
                message = f"scenario '{pipeline.scenario}' builds no pipeline and takes no '{key}'"
                problems.add((*trail, key), message, "remove it", key=True)
    elif pipeline.graph is None and pipeline.stages is None:
        hint = "as in 'graph: {kind: chain, stages: 10}', or write them out under 'stages:'"
        problems.add(trail, f"pipeline '{pipeline.id}' has no stages", hint)
    if pipeline.stages is not None:
        _stages(trail, pipeline, problems)


def _stages(trail: Trail, pipeline: Pipeline, problems: Problems) -> None:
    stages = pipeline.stages or ()
    names = [stage.name for stage in stages]
    _unique("stage", [(name, (*trail, "stages", i, "name")) for i, name in enumerate(names)], problems)
    for index, stage in enumerate(stages):
        places = [(name, (*trail, "stages", index, "dependencies", i)) for i, name in enumerate(stage.dependencies)]
        _unique("dependency", places, problems)
        for name, place in places:
            if name not in names:
                message = f"stage '{stage.name}' depends on the unknown stage '{name}'"
                problems.add(place, message, suggestion(name, names, "stages"))
    if len(set(names)) < len(names):
        return
    try:
        TopologicalSorter({stage.name: set(stage.dependencies) for stage in stages}).prepare()
    except CycleError as error:
        path = list(reversed(error.args[1]))  # graphlib lists it against the dependencies
        message = f"the stages of pipeline '{pipeline.id}' depend on each other: {' -> '.join(path)}"
        if len(path) == 2:
            message = f"stage '{path[0]}' depends on itself"
        place = (*trail, "stages", names.index(path[0]), "dependencies")
        problems.add(place, message, "remove one of these dependencies")


def _decisions(draft: Draft, problems: Problems) -> None:
    runs = draft.runs()
    for index, hypothesis in draft.hypotheses:
        _deciders_are_unique(("hypotheses", index, "decided_by"), hypothesis, problems)
        for position, decision in enumerate(hypothesis.decided_by):
            trail: Trail = ("hypotheses", index, "decided_by", position)
            _decision_pipelines(trail, decision, draft, problems)
            known = decision.check in CHECK_NAMES and decision.check not in EVERYWHERE
            if known and decision.check not in runs and "pipelines" not in draft.incomplete:
                message = f"hypothesis '{hypothesis.id}' is decided by '{decision.check}', which no pipeline runs"
                problems.add((*trail, "check"), message, "add it to the 'checks' of a pipeline")


def _deciders_are_unique(trail: Trail, hypothesis: Hypothesis, problems: Problems) -> None:
    named = [
        (d.check + "".join(f" in {p}" for p in d.pipelines), (*trail, i)) for i, d in enumerate(hypothesis.decided_by)
    ]
    _unique("check", named, problems)
    for i, decision in enumerate(hypothesis.decided_by):
        _unique(
            "pipeline", [(name, (*trail, i, "pipelines", j)) for j, name in enumerate(decision.pipelines)], problems
        )


def _decision_pipelines(trail: Trail, decision: Decision, draft: Draft, problems: Problems) -> None:
    if "pipelines" in draft.incomplete:
        return
    by_id = {pipeline.id: pipeline for _, pipeline in draft.pipelines}
    for index, name in enumerate(decision.pipelines):
        place = (*trail, "pipelines", index)
        if name not in by_id:
            problems.add(place, f"unknown pipeline '{name}'", suggestion(name, by_id, "pipelines"))
        elif decision.check in CHECK_NAMES and decision.check not in (*by_id[name].checks, *EVERYWHERE):
            message = f"pipeline '{name}' does not run '{decision.check}'"
            problems.add(place, message, f"add it to the 'checks' of '{name}', or name another pipeline")


def _unused_pipelines(draft: Draft, problems: Problems) -> None:
    if "hypotheses" in draft.incomplete:
        return
    decisions = [decision for _, hypothesis in draft.hypotheses for decision in hypothesis.decided_by]
    ids = {pipeline.id for _, pipeline in draft.pipelines}
    if any(decision.check not in CHECK_NAMES or not ids.issuperset(decision.pipelines) for decision in decisions):
        return  # a misspelt name would be told twice
    for index, pipeline in draft.pipelines:
        used = any(
            decision.check in (*pipeline.checks, *EVERYWHERE) and pipeline.id in (decision.pipelines or (pipeline.id,))
            for decision in decisions
        )
        if not used and all(check in CHECK_NAMES for check in pipeline.checks):
            message = f"no hypothesis is decided by pipeline '{pipeline.id}'"
            problems.add(
                ("pipelines", index, "id"), message, "name one of its checks under 'decided_by' of a hypothesis"
            )


def _finding(trail: Trail, finding: FindingEntry, draft: Draft, problems: Problems) -> None:
    given = [key for key in ("check", "probe") if getattr(finding, key) is not None]
    if len(given) != 1:
        message = (
            f"finding '{finding.id}' has {'both' if given else 'neither'} 'check' {'and' if given else 'nor'} 'probe'"
        )
        problems.add(trail, message, "exactly one of them decides it")
    form = f"{draft.mission_id}-{TYPE_CODES[finding.type]}-"
    if draft.mission_id and not re.fullmatch(re.escape(form) + "[0-9]{3}", finding.id):
        message = f"finding id '{finding.id}' has not the form of a {finding.type} of this mission"
        problems.add((*trail, "id"), message, f"write it as {form}001")
    if finding.type == "strength" and finding.when != "PASS":
        message = f"a strength cannot be reported when its check says {finding.when}"
        problems.add((*trail, "when"), message, "write 'when: PASS'")
    if finding.type in BUG_TYPES and finding.when != "FAIL":
        message = f"a {finding.type} cannot be reported when its check says {finding.when}"
        problems.add((*trail, "when"), message, "write 'when: FAIL'")
    if finding.probe is not None and finding.when == "unsupported":
        message = f"finding '{finding.id}' waits for a probe to be unsupported, which a probe never is"
        problems.add((*trail, "when"), message, "write 'when: FAIL'")
    _finding_is_decided(trail, finding, draft, problems)


def _finding_is_decided(trail: Trail, finding: FindingEntry, draft: Draft, problems: Problems) -> None:
    check, probe = finding.check, finding.probe
    if check in CHECK_NAMES and check not in (*draft.runs(), *EVERYWHERE) and "pipelines" not in draft.incomplete:
        message = f"finding '{finding.id}' waits for '{check}', which no pipeline runs"
        problems.add((*trail, "check"), message, "add it to the 'checks' of a pipeline")
    if probe in PROBE_NAMES and probe not in [name for _, name in draft.dx_probes]:
        message = f"finding '{finding.id}' waits for probe '{probe}', which this mission does not run"
        problems.add((*trail, "probe"), message, "add it to 'dx_probes'")


def _plant(trail: Trail, name: str, draft: Draft, problems: Problems) -> None:
    if name not in PLANT or "pipelines" in draft.incomplete:
        return
    plant = PLANT[name]
    there = [pipeline for _, pipeline in draft.pipelines if pipeline.scenario in plant.scenarios]
    if not there:
        message = f"plant '{name}' shows in scenario '{listed(plant.scenarios, ' or')}', which no pipeline here has"
        problems.add(trail, message, "add such a pipeline, or remove the plant")
    elif not any(check in plant.caught_by for pipeline in there for check in (*pipeline.checks, *EVERYWHERE)):
        message = f"nothing here can catch plant '{name}': pipeline '{there[0].id}' runs no check that sees it"
        problems.add(trail, message, f"add {listed(plant.caught_by, ' or')} to its checks")
    elif not any(plant.shows_in(p.scenario, p.drivers, {*p.checks, *EVERYWHERE}) for p in there):
        message = f"plant '{name}' shows under the driver '{listed(plant.drivers, ' or')}' only"
        problems.add(trail, message, f"add it to the drivers of pipeline '{there[0].id}'")


def _budget(draft: Draft, problems: Problems) -> None:
    """Each pipeline that a strategy or a sweep runs needs one trial of it."""
    exploring = [pipeline.id for _, pipeline in draft.pipelines if set(EXACT) & set(pipeline.drivers)]
    if draft.budget_trials < len(exploring):
        trials = f"{draft.budget_trials} trial" + "s" * (draft.budget_trials != 1)
        message = f"a budget of {trials} is too small for {len(exploring)} pipelines that share it"
        problems.add(("budget", "trials"), message, f"they are {listed(exploring, ' and')}")
