"""SARIF 2.1.0 of a run: a result for each finding that is no strength. Pure, over run.json and findings.json."""

from typing import Any
from urllib.parse import quote

import orjson

from harness.catalogue import CHECKS, PROBES
from harness.catalogue.severities import Severity
from harness.evidence.encodable import INDENTED, json_bytes
from harness.findings.document import BaselineAnswer, RunDocument
from harness.findings.finding import Finding, FindingsDocument
from harness.report.escape import visible
from harness.report.places import place_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "stageflowStress/v1"
OF_GITHUB = "primaryLocationLineHash"
"""The only partial fingerprint by which GitHub's code scanning tracks an alert. It would make its own from the line of
the mission, where findings that share a line are one, and one that moves is new.
"""
_LEVELS: dict[Severity, str] = {
    "critical": "error",
    "high": "error",
    "medium": "warning",
    "low": "note",
    "info": "note",
}
_SUMMARIES = {**{c.name: c.summary for c in CHECKS}, **{p.name: p.summary for p in PROBES}}


def render_sarif(run: RunDocument, document: FindingsDocument) -> bytes:
    """The whole file. Control characters and lone surrogates of a subject's text are the text of their escapes."""
    findings = [f for f in document.findings if f.type != "strength"]
    known = {a.fingerprint: a for a in run.baseline.answers} if run.baseline else {}
    rules = sorted({_rule(f) for f in findings})
    body = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run, rules)},
                "invocations": [_invocation(run)],
                "automationDetails": {"id": f"{run.mission.id}/{run.subject.spec}/{run.run_id}"},
                "columnKind": "unicodeCodePoints",
                "results": [_result(f, run, known.get(f.fingerprint), rules) for f in findings],
            }
        ],
    }
    return json_bytes(body, INDENTED | orjson.OPT_SORT_KEYS)


def _driver(run: RunDocument, rules: list[str]) -> dict[str, Any]:
    name, _, version = run.harness.rpartition(" ")
    return {
        "name": name or run.harness,
        "version": version,
        "rules": [{"id": rule, "shortDescription": {"text": _SUMMARIES.get(rule, rule)}} for rule in rules],
    }


def _invocation(run: RunDocument) -> dict[str, Any]:
    return {
        "commandLine": _text(run.command),
        "executionSuccessful": run.status == "completed",
        "exitCode": run.exit_code,
        "startTimeUtc": run.started_at,
        **({"endTimeUtc": run.completed_at} if run.completed_at else {}),
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": _text(error)}} for error in run.harness_errors
        ],
    }


def _result(finding: Finding, run: RunDocument, answer: BaselineAnswer | None, rules: list[str]) -> dict[str, Any]:
    rule = _rule(finding)
    result: dict[str, Any] = {
        "ruleId": rule,
        "ruleIndex": rules.index(rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding, run)},
        "locations": [_location(finding, run)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint, OF_GITHUB: finding.fingerprint},
        "properties": {
            "id": finding.id,
            "type": finding.type,
            "severity": finding.severity,
            "component": _text(finding.component),
            "settings": list(finding.settings),
            "replay": _text(finding.replay.command or run.command),
        },
    }
    if finding.replay.account:
        place = _location(finding, run)  # GitHub takes no step without one
        steps = [{"location": {**place, "message": {"text": _text(step)}}} for step in finding.replay.account]
        result["codeFlows"] = [
            {"message": {"text": "the schedule that shows it"}, "threadFlows": [{"locations": steps}]}
        ]
    if answer is not None:
        result["baselineState"] = "new" if answer.status == "new" else "unchanged"
        if answer.status == "known":
            reason = {"justification": _text(answer.reason)} if answer.reason else {}
            result["suppressions"] = [{"kind": "external", "status": "accepted", **reason}]
    return result


def _rule(finding: Finding) -> str:
    return finding.checks[0] if finding.checks else finding.type


def _message(finding: Finding, run: RunDocument) -> str:
    again = finding.replay.command or run.command
    lines = [f"{finding.title}. {finding.description}", *finding.witness, f"Again: {again}"]
    return _text("\n".join(lines))


def _location(finding: Finding, run: RunDocument) -> dict[str, Any]:
    file, line = place_of(finding, run)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(_text(file))},
            "region": {"startLine": line},
        }
    }


def _text(text: str) -> str:
    return visible(text, keep="\n\t")
