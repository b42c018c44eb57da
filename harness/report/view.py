"""What the templates are given: the documents, their summary, and the few rows that take more than a loop to build."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from harness.catalogue.checks import CHECKS
from harness.catalogue.dx_measures import MEASURES
from harness.evidence.encodable import json_bytes
from harness.findings.document import CheckResult, DxProbe, RunDocument
from harness.findings.dx import RUBRICS
from harness.findings.finding import Finding, FindingsDocument
from harness.findings.fingerprint import short_id
from harness.findings.summary import Summary, Tally
from harness.report import words
from harness.report.limits import limits
from harness.report.metrics import MetricsFile

RELIABILITY_CHECKS: tuple[str, ...] = (
    "run_ends",
    "every_stage_runs_exactly_once",
    "dependencies_finish_first",
    "outcome_is_the_same_under_every_schedule",
    "no_acknowledged_write_is_lost",
    "one_writer_wins",
    "run_ids_are_distinct",
)
NAMES: tuple[str, ...] = (
    "run",
    "metadata",
    "summary",
    "metrics",
    "scope",
    "key_findings",
    "calibration_line",
    "baseline_line",
    "plant_note",
    "resumed_line",
    "severity_bars",
    "type_bars",
    "configuration",
    "environment",
    "expectations",
    "limits",
    "rubric",
    "measures",
    "frictions",
    "delights",
    "suggestions",
)
_CLAIMS: Mapping[str, str] = {entry.name: entry.summary for entry in CHECKS}
_KEY_FINDINGS_MAX = 5


@dataclass(frozen=True, slots=True)
class Expectation:
    """One row of the reliability table: what a check claims, and what it saw."""

    check: CheckResult
    expected: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Code as a reader would write it today (empty where no finding says), and as a finding suggests it."""

    finding: Finding
    current: str
    suggested: str


def view(
    run: RunDocument, document: FindingsDocument, summary: Summary, metrics: Sequence[MetricsFile]
) -> dict[str, object]:
    """The NAMES that a template may use. Strings are escaped when they are printed, not here."""
    return {
        "run": run,
        "metadata": document.metadata,
        "summary": summary,
        "metrics": metrics,
        "scope": _scope(run, summary),
        "key_findings": _key_findings(run, summary),
        "calibration_line": words.calibration_line(run.calibration),
        "baseline_line": words.baseline_line(run.baseline) if run.baseline else "",
        "plant_note": words.plant_note(run),
        "resumed_line": words.resumed_line(run.resumed),
        "severity_bars": _bars(summary.by_severity),
        "type_bars": _bars([tally for tally in summary.by_type if tally.count]),
        "configuration": _configuration(run),
        "environment": list(_flat(run.environment)),
        "expectations": [
            Expectation(check, _CLAIMS.get(check.check, check.check).split(". ")[0].rstrip("."))
            for pipeline in summary.pipelines
            for check in pipeline.scenario.checks
            if check.check in RELIABILITY_CHECKS
        ],
        "limits": limits(run, summary),
        "rubric": RUBRICS.get(run.dx.rubric, ""),
        "measures": MEASURES,
        "frictions": [probe for probe in run.dx.probes if not probe.ok],
        "delights": [probe for probe in run.dx.probes if probe.ok],
        "suggestions": list(_suggestions(summary, run.dx.probes)),
    }


def _scope(run: RunDocument, summary: Summary) -> str:
    """What was done, in numbers: the first paragraph of the report."""
    totals = summary.totals
    ways = [f"{words.number(totals.asyncio_trials)} on stock asyncio"]
    if totals.explored_trials:
        ways.append(f"{words.number(totals.explored_trials)} on a controlled event loop")
    if totals.sweep_trials:
        ways.append(f"{words.number(totals.sweep_trials)} with a cancellation or a fault at one point after another")
    if totals.thread_schedules:
        ways.append(f"{words.number(totals.thread_schedules)} with OS threads under control")
    if uncontrolled := totals.thread_trials - totals.thread_schedules:
        ways.append(f"{words.number(uncontrolled)} with OS threads that nobody controlled")
    pipelines, trials = words.count(len(run.scenarios), "pipeline"), words.count(totals.trials, "trial")
    declared = words.count(run.checks_declared, "declared check")
    covered = words.order_coverage(totals)
    return (
        f"{run.mission.id} ({run.mission.priority}, risk {run.mission.risk}) put stageflow {run.subject.version} "
        f"through {pipelines} in {trials}: {', '.join(ways)}. "
        f"{words.count(totals.operations, 'operation was', 'operations were')} recorded, and "
        f"{words.number(run.checks_decided)} of {declared} came to a decision."
        f"{' ' + covered if covered else ''}"
    )


def _key_findings(run: RunDocument, summary: Summary) -> list[str]:
    """The few sentences for a reader who reads no further: answers, the gravest defects, calibration, strengths."""
    refuted = summary.with_result("refuted")
    holds = len(summary.with_result("holds"))
    held = (
        f"{holds} of {words.count(len(run.hypotheses), 'hypothesis', 'hypotheses')} {'holds' if holds == 1 else 'hold'}"
    )
    lines = [held + (f"; refuted: {', '.join(h.id for h in refuted)}." if refuted else ".")]
    undecided = [h.id for h in run.hypotheses if h.result in ("inconclusive", "harness_error")]
    if undecided:
        lines.append(f"Not decided: {', '.join(undecided)}.")
    grave = [*summary.critical, *summary.high]
    lines += [f"{f.severity.capitalize()}: {f.title} ({short_id(f.id)})." for f in grave[:_KEY_FINDINGS_MAX]]
    if len(grave) > _KEY_FINDINGS_MAX:
        lines.append(f"{len(grave) - _KEY_FINDINGS_MAX} more critical or high findings stand in section 4.3.")
    lines.append(f"Calibration: {words.calibration_line(run.calibration)}")
    lines += [f"Strength: {f.title} ({short_id(f.id)})." for f in summary.strengths[:_KEY_FINDINGS_MAX]]
    return lines


def _bars(tallies: Sequence[Tally]) -> list[str]:
    largest = max((tally.count for tally in tallies), default=0)
    width = max((len(tally.label) for tally in tallies), default=0)
    digits = len(str(largest))
    lines = []
    for tally in tallies:
        ids = f" ({', '.join(short_id(id_) for id_ in tally.ids)})" if tally.ids else ""
        label = words.label(tally.label).ljust(width)
        lines.append(f"{label}  {tally.count:>{digits}} {words.bar(tally.count, largest) or '·'}{ids}")
    return lines


def budget_of(run: RunDocument) -> dict[str, float]:
    """The budget as it was given: in trials, or in seconds of work over all workers."""
    return {"budget_trials": run.budget_trials} if run.budget_s is None else {"budget_s": run.budget_s}


def _configuration(run: RunDocument) -> str:
    facts = {
        "parameters": run.mission.parameters,
        "seed": run.seed,
        **budget_of(run),
        "subject": run.subject.spec,
        "plant": run.plant,
    }
    return json_bytes(facts, orjson.OPT_INDENT_2).decode()


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested facts as (dotted name, text), sorted by name; lists in one line."""
    for name, value in sorted(values.items()):
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _suggestions(summary: Summary, probes: Sequence[DxProbe]) -> Iterator[Suggestion]:
    code_of = {probe.name: probe.code for probe in probes}
    for advice in (a for group in summary.advice.values() for a in group):
        if advice.finding.type == "strength" or not advice.recommendation.code_suggestion:
            continue
        tried = next((code_of[name] for name in advice.finding.checks if name in code_of), "")
        snippet = advice.finding.reproduction.code_snippet if advice.finding.reproduction else ""
        yield Suggestion(advice.finding, snippet or tried, advice.recommendation.code_suggestion)
