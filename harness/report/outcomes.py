"""What of a run passes, fails, is left out or broke down: what every format for machines says, in one place. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from harness.findings.baseline import excused, failing
from harness.findings.document import Hypothesis, RunDocument
from harness.findings.finding import Finding, FindingsDocument
from harness.findings.verdict import at_or_over, fail_on_of, is_bug
from harness.report.places import place_of
from harness.report.words import baseline_note

Status = Literal["passed", "failed", "skipped", "error"]
NO_PROMISE = "refuted, but it rests on no promise of the subject's documentation"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that a build asks about: a hypothesis, or a finding that belongs to none, or the harness itself.

    `why` is one sentence; `findings` are those that show it. `notes` are for a reader and change nothing. `hypothesis`
    is its id, "" where it is none.
    """

    name: str
    status: Status
    kind: str
    why: str = ""
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    hypothesis: str = ""


def outcomes(run: RunDocument, document: FindingsDocument) -> Iterator[Outcome]:
    """Hypotheses in their order, then findings of none of them that could fail the run, then errors of the harness.

    They agree with the exit code: a run has one that failed just where it ends with 1, and one that broke down where it
    ends with 70 or 3, unless that is hidden by a 1.
    """
    passes = excused(run.baseline.answers if run.baseline else (), run.mission.id, document.findings, run.hypotheses)
    known = {a.fingerprint: baseline_note(a) for a in run.baseline.answers} if run.baseline else {}
    for hypothesis in run.hypotheses:
        shown = tuple(f for f in document.findings if f.hypothesis == hypothesis.id and f.type != "strength")
        notes = tuple(known[f.fingerprint] for f in shown if f.fingerprint in known)
        yield _hypothesis(hypothesis, shown, notes, run, is_excused=hypothesis.id in passes.hypotheses)
    fail_on = fail_on_of(run.fail_on)
    for finding in failing(document.findings, run.hypotheses):
        refuted = any(h.id == finding.hypothesis and h.result == "refuted" and h.promise for h in run.hypotheses)
        if refuted:
            continue  # its hypothesis says it
        counts = (
            is_bug(finding) and at_or_over(finding.severity, fail_on) and finding.fingerprint not in passes.findings
        )
        notes = tuple(filter(None, [known.get(finding.fingerprint, "")]))
        status: Status = "failed" if counts else "passed"
        yield Outcome(f"{finding.id}: {finding.title}", status, finding.type, finding.description, (finding,), notes)
    for number, error in enumerate(run.harness_errors, 1):
        yield Outcome(f"harness error {number}", "error", "harness", error.splitlines()[0] if error else "")


def _hypothesis(
    hypothesis: Hypothesis, shown: Sequence[Finding], notes: tuple[str, ...], run: RunDocument, *, is_excused: bool
) -> Outcome:
    name = f"{hypothesis.id}: {hypothesis.claim}"
    status: Status = "skipped"
    why = hypothesis.reason
    if hypothesis.result == "holds":
        status = "passed"
    elif hypothesis.result == "refuted" and hypothesis.promise is None:
        why = f"{NO_PROMISE}: {hypothesis.reason}"
    elif hypothesis.result == "refuted":
        status = "passed" if is_excused or run.fail_on == "never" else "failed"
    elif hypothesis.result == "harness_error" or (hypothesis.result == "inconclusive" and _must_be_decided(run)):
        status = "error"
    return Outcome(name, status, hypothesis.result, why, tuple(shown), notes, hypothesis.id)


def reason_of(finding: Finding, run: RunDocument) -> str:
    """Why the check of a finding failed where it was seen; what the finding is where no check of the run says it."""
    own = (
        f"{c.check} on {c.pipeline}: {c.reason}"
        for c in (c for s in run.scenarios for c in s.checks)
        if c.verdict == "FAIL" and c.check in finding.checks and c.pipeline == finding.evidence.pipeline
    )
    return next(own, finding.description)


def account_of(finding: Finding, run: RunDocument) -> Iterator[str]:
    """What a person needs of a finding who sees nothing but one entry of a build: its names, witness, replay, place."""
    yield f"{finding.id} ({finding.severity} {finding.type}, fingerprint {finding.fingerprint}): {finding.title}"
    yield from (f"  {line}" for line in finding.witness)
    yield f"again: {finding.replay.command or run.command}"
    file, line = place_of(finding, run)
    yield f"at {file}:{line}"


def place_of_outcome(outcome: Outcome, run: RunDocument) -> tuple[str, int]:
    """(file as the user named it, line): that of its hypothesis, else of its finding, else line 1."""
    if not outcome.hypothesis and outcome.findings:
        return place_of(outcome.findings[0], run)
    return run.mission.path, run.mission.lines.get(f"hypotheses/{outcome.hypothesis}", 1)


def _must_be_decided(run: RunDocument) -> bool:
    """Whether a question that stayed open makes the run end with 3."""
    return run.mission.priority == "P0" or run.verdict == "INCONCLUSIVE"
