"""JUnit XML of a run: a suite, with a test case for each hypothesis. A pure function of run.json and findings.json."""

from collections.abc import Iterator
from typing import Any

from junitparser import Attr, Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from harness.findings.document import RunDocument
from harness.findings.finding import FindingsDocument
from harness.report.escape import visible
from harness.report.outcomes import Outcome, account_of, outcomes, place_of_outcome

_NOT_IN_XML = str.maketrans({"\ufffe": "\\ufffe", "\uffff": "\\uffff"})


class _Case(TestCase):
    """With where it stands in the mission, as pytest and GitLab write and read it."""

    file, line = Attr(), Attr()


def render_junit(run: RunDocument, document: FindingsDocument) -> bytes:
    """The whole file. What XML 1.0 cannot hold, and what a terminal would obey, is the text of its escape."""
    suite: Any = TestSuite(_clean(f"{run.mission.id} on {run.subject.spec}"))
    suite.timestamp = run.started_at
    for name, value in _properties(run):
        suite.add_property(name, _clean(value))
    for outcome in outcomes(run, document):
        suite.add_testcase(_case(run, outcome))
    xml: Any = JUnitXml()
    xml.add_testsuite(suite)
    xml.update_statistics()
    xml.time = suite.time = run.duration_s  # cases share workers and have no times of their own
    text = xml.tostring()
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + (text.encode() if isinstance(text, str) else bytes(text)) + b"\n"


def _properties(run: RunDocument) -> Iterator[tuple[str, str]]:
    yield "verdict", f"{run.verdict}: {run.verdict_reason}"
    yield "subject", f"{run.subject.spec} {run.subject.version}"
    yield "python", run.subject.python
    yield "seed", str(run.seed)
    yield "run", run.run_id
    yield "harness", run.harness
    yield "again", run.command


def _case(run: RunDocument, outcome: Outcome) -> Any:
    case: Any = _Case(_clean(" ".join(outcome.name.split())), _clean(run.mission.id))
    file, line = place_of_outcome(outcome, run)
    case.file, case.line = _clean(file), str(line)
    message = _clean(" ".join(outcome.why.split()))
    if outcome.status == "failed":
        failure = Failure(message, outcome.kind)
        failure.text = _clean("\n\n".join("\n".join(account_of(f, run)) for f in outcome.findings) or outcome.why)
        case.result = [failure]
    elif outcome.status == "error":
        case.result = [Error(message, outcome.kind)]
    elif outcome.status == "skipped":
        case.result = [Skipped(message)]
    shown = () if outcome.status == "failed" else outcome.findings
    if notes := [*outcome.notes, *(text for f in shown for text in account_of(f, run))]:
        case.system_out = _clean("\n".join(notes))
    return case


def _clean(text: str) -> str:
    return visible(text, keep="\n\t").translate(_NOT_IN_XML)
