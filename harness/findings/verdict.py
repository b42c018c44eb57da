"""From hypotheses and findings to the mission's verdict and the exit code. Pure: decisions only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from harness.catalogue.severities import BUG_TYPES, SEVERITIES, Severity
from harness.errors import ExitCode, UsageError
from harness.findings.document import (
    Calibration,
    FindingBrief,
    Hypothesis,
    HypothesisResult,
    MissionVerdict,
    Scenario,
)
from harness.findings.finding import Finding

FailOn = Literal["critical", "high", "medium", "low", "never"]


@dataclass(frozen=True, slots=True)
class Excused:
    """What a baseline lets a run show without ending with 1: fingerprints of findings, ids of refuted hypotheses."""

    findings: frozenset[str] = frozenset()
    hypotheses: frozenset[str] = frozenset()


NOTHING = Excused()


def fail_on_of(text: str) -> FailOn:
    """The threshold of that name. Raises UsageError with the names there are."""
    for known in get_args(FailOn):
        if text == known:
            return known  # type: ignore[no-any-return]
    raise UsageError(f"unknown threshold {text!r} for --fail-on\n  expected {', '.join(get_args(FailOn))}")


# From the best to the worst, which is the order of the rules read backwards.
VERDICTS: tuple[MissionVerdict, ...] = (
    "PASS",
    "NOT_APPLICABLE",
    "PASS_WITH_CONCERNS",
    "NEEDS_WORK",
    "INCONCLUSIVE",
    "BLOCKED",
    "FAIL",
)


def is_bug(finding: Finding | FindingBrief) -> bool:
    """Whether a finding counts in verdict and exit code; strengths, dx, improvements and documentation never do."""
    return finding.type in BUG_TYPES


def at_or_over(severity: Severity, fail_on: FailOn) -> bool:
    """Whether `severity` is as grave as the threshold or graver; nothing reaches `never`."""
    return fail_on != "never" and SEVERITIES.index(severity) <= SEVERITIES.index(fail_on)


def refuted_promises(hypotheses: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Hypotheses that were refuted and rest on a documented promise; without one it is an improvement, never a bug."""
    return [h for h in hypotheses if h.result == "refuted" and h.promise is not None]


def mission_verdict(
    priority: str,
    risk: str,
    hypotheses: Sequence[Hypothesis],
    findings: Sequence[Finding],
    harness_errors: Sequence[str],
) -> tuple[MissionVerdict, str]:
    """The verdict and a sentence that names what it rests on. The first rule that matches decides.

    Neither hypotheses that are unsupported, excluded by construction or were not run nor findings other than bugs
    count. Where nothing but claims without a promise was decided, and none of them holds, nothing speaks for or against
    the subject: NOT_APPLICABLE.
    """
    refuted = refuted_promises(hypotheses)
    inconclusive = _with(hypotheses, "inconclusive")
    holds, unsupported = _with(hypotheses, "holds"), _with(hypotheses, "unsupported")

    if critical := _bugs(findings, "critical"):
        return "FAIL", _sentence(_name_bugs("critical", critical), _name_refuted(refuted))
    if refuted and risk.casefold() == "catastrophic":
        return "FAIL", _sentence(_name_refuted(refuted), "the risk of the mission is catastrophic")
    if harness_errors or _with(hypotheses, "harness_error"):
        return "BLOCKED", _name_harness_errors(harness_errors, _with(hypotheses, "harness_error"))
    if inconclusive and priority == "P0":
        return "INCONCLUSIVE", _sentence(_name_inconclusive(inconclusive), "a P0 mission needs every answer")
    if inconclusive and not holds and not _with(hypotheses, "refuted"):
        return "INCONCLUSIVE", _sentence(_name_inconclusive(inconclusive), "no hypothesis was decided")
    high = _bugs(findings, "high")
    if refuted or high:
        return "NEEDS_WORK", _sentence(_name_refuted(refuted), _name_bugs("high", high))
    medium = _bugs(findings, "medium")
    if medium or inconclusive:
        return "PASS_WITH_CONCERNS", _sentence(
            _count_holds(holds, hypotheses), _name_bugs("medium", medium), _name_inconclusive(inconclusive)
        )
    if not holds:
        return "NOT_APPLICABLE", _sentence(
            "no hypothesis holds and no promise is refuted",
            _name_unsupported(unsupported),
            _name_excluded(_with(hypotheses, "excluded")),
            _name_not_run(hypotheses),
        )
    low = _name_bugs("low", _bugs(findings, "low")) or "no bug was found"
    return "PASS", _sentence(
        _count_holds(holds, hypotheses),
        _name_unsupported(unsupported),
        _name_excluded(_with(hypotheses, "excluded")),
        _name_not_run(hypotheses),
        _name_wishes([h for h in _with(hypotheses, "refuted") if h.promise is None]),
        "no promise is refuted",
        low,
    )


def with_evidence(reason: str, scenarios: Sequence[Scenario], calibration: Sequence[Calibration]) -> str:
    """The sentence of a verdict, followed by what it rests on: pairs, trials, calibration."""
    trials = sum(s.trials for s in scenarios)
    if not trials:
        return reason
    pairs, both = sum(s.pairs for s in scenarios), sum(s.pairs_both for s in scenarios)
    covered = f"{both:,} of {pairs:,} pairs of steps in both orders, " if pairs else ""
    told = [reason.rstrip("."), f"{covered}{trials:,} trial{'s' if trials > 1 else ''}"]
    if calibration:
        caught = [c for c in calibration if c.caught]
        hardest = max((c.trials or 0 for c in caught), default=0)
        after = f", the hardest after {hardest:,} trial{'s' if hardest > 1 else ''}" if hardest else ""
        told.append(f"calibration {len(caught)} of {len(calibration)}{after}")
    return "; ".join(told) + "."


def exit_code(
    verdict: MissionVerdict,
    hypotheses: Sequence[Hypothesis],
    findings: Sequence[Finding],
    harness_errors: Sequence[str],
    fail_on: FailOn,
    excused: Excused = NOTHING,
) -> ExitCode:
    """What a shell is told of one finished run; the first rule that matches decides. `never` switches 1 off."""
    refuted = fail_on != "never" and any(h.id not in excused.hypotheses for h in refuted_promises(hypotheses))
    counted = [f for f in findings if f.fingerprint not in excused.findings]
    if refuted or any(is_bug(f) and at_or_over(f.severity, fail_on) for f in counted):
        return ExitCode.FOUND
    if harness_errors or verdict == "BLOCKED" or _with(hypotheses, "harness_error"):
        return ExitCode.HARNESS_BUG
    return ExitCode.INCONCLUSIVE if verdict == "INCONCLUSIVE" else ExitCode.OK


def _with(hypotheses: Sequence[Hypothesis], result: HypothesisResult) -> list[Hypothesis]:
    return [h for h in hypotheses if h.result == result]


def _bugs(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    return [f for f in findings if is_bug(f) and f.severity == severity]


def _sentence(*clauses: str) -> str:
    text = "; ".join(clause for clause in clauses if clause)
    return text[:1].upper() + text[1:] + "."


def _name_bugs(severity: Severity, bugs: Sequence[Finding]) -> str:
    if not bugs:
        return ""
    named = ", ".join(f"{bug.title} ({bug.id})" for bug in bugs[:3])
    more = f" and {len(bugs) - 3} more" if len(bugs) > 3 else ""
    return f"{len(bugs)} {severity} {'bug' if len(bugs) == 1 else 'bugs'}: {named}{more}"


def _name_refuted(refuted: Sequence[Hypothesis]) -> str:
    if not refuted:
        return ""
    if len(refuted) == 1:
        return f"{refuted[0].id} is refuted: {refuted[0].claim.rstrip('.')}"
    return f"{_list([h.id for h in refuted])} are refuted"


def _name_inconclusive(inconclusive: Sequence[Hypothesis]) -> str:
    if not inconclusive:
        return ""
    reason = inconclusive[0].reason.rstrip(".")
    verb = "is" if len(inconclusive) == 1 else "are"
    return f"{_list([h.id for h in inconclusive])} {verb} inconclusive ({inconclusive[0].id}: {reason})"


def _name_not_run(hypotheses: Sequence[Hypothesis]) -> str:
    left = [h.id for h in _with(hypotheses, "not_run")]
    return f"{_list(left)} {'was' if len(left) == 1 else 'were'} not run" if left else ""


def _name_excluded(excluded: Sequence[Hypothesis]) -> str:
    if not excluded:
        return ""
    verb, counts = ("is", "counts") if len(excluded) == 1 else ("are", "count")
    return f"{_list([h.id for h in excluded])} {verb} excluded by construction and {counts} neither way"


def _name_unsupported(unsupported: Sequence[Hypothesis]) -> str:
    if not unsupported:
        return ""
    verb, counts = ("is", "counts") if len(unsupported) == 1 else ("are", "count")
    return f"{_list([h.id for h in unsupported])} {verb} not supported by this subject and {counts} neither way"


def _name_wishes(refuted: Sequence[Hypothesis]) -> str:
    if not refuted:
        return ""
    verb = "is" if len(refuted) == 1 else "are"
    return (
        f"{_list([h.id for h in refuted])} {verb} refuted but {'rests' if len(refuted) == 1 else 'rest'} on no promise"
    )


def _name_harness_errors(errors: Sequence[str], hypotheses: Sequence[Hypothesis]) -> str:
    first = (errors[0] if errors else hypotheses[0].reason).rstrip(".")
    named = f"{_list([h.id for h in hypotheses])} could not be judged" if hypotheses else ""
    return _sentence("the harness itself failed, which says nothing about the subject", named, first)


def _count_holds(holds: Sequence[Hypothesis], hypotheses: Sequence[Hypothesis]) -> str:
    if not hypotheses:
        return ""
    numbered = [f"H{number}" for number in range(1, len(holds) + 1)]
    if len(holds) == len(hypotheses) > 1 and [h.id for h in holds] == numbered:
        return f"{numbered[0]}-{numbered[-1]} hold"
    return f"{len(holds)} of {len(hypotheses)} hypotheses {'holds' if len(holds) == 1 else 'hold'}"


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
