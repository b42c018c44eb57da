"""Which failing trials are replayed before they are reported, and what their replays say. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harness.catalogue.drivers import EXACT
from harness.checks.registry import ALL
from harness.evidence.encodable import encodable
from harness.evidence.redaction import NOTHING, Redaction
from harness.findings.collect import Replayed
from harness.findings.judgement import JudgedScenario
from harness.findings.tokens import Token
from harness.plan import Plan

TRIES_UNCONTROLLED = 3
UNCONTROLLED = (
    "It has no script: native trials and threads that nobody controls cannot be put into one that shows them for "
    "certain."
)
NOT_SHOWN = "It has no script: the one that was written did not show the failure in a process of its own."
NOT_ALONE = "It has no script: it takes two trials to see that their outcomes differ; the replay shows the rarer one."
NOT_AGAIN = "It has no script: a replay alone did not show the failure."


@dataclass(frozen=True, slots=True)
class Candidate:
    """The first stored trial that failed a check. A controlled trial is replayed once, others a few times."""

    pipeline: str
    check: str
    number: int
    token: Token

    @property
    def tries(self) -> int:
        return 1 if self.token.trial["driver"] in EXACT else TRIES_UNCONTROLLED

    @property
    def alone(self) -> bool:
        """Whether a trial alone fails the check; else it has an outcome that others do not have, and is not shrunk."""
        return ALL[self.check].over == "trial"

    @property
    def name(self) -> str:
        """What `replay RUN` is given: unique in the run."""
        return f"{self.pipeline}.{self.check}"

    @property
    def token_file(self) -> str:
        """Relative to the run folder."""
        return f"traces/{self.name}.json"


def candidates(
    plan: Plan, scenarios: Sequence[JudgedScenario], subject_version: str, redaction: Redaction = NOTHING
) -> list[Candidate]:
    """One for each failing check of each pipeline with a stored failing trial; its token tells of no stages."""
    return [
        _candidate(plan, scenario, result.check, subject_version, redaction)
        for scenario in scenarios
        for result in scenario.checks
        if result.verdict == "FAIL" and result.check in scenario.failing
    ]


def _candidate(
    plan: Plan, scenario: JudgedScenario, check: str, subject_version: str, redaction: Redaction
) -> Candidate:
    failing = scenario.failing[check]
    head = failing.head
    trial = {
        "number": failing.number,
        "driver": head.driver,
        "strategy": head.strategy,
        "setting": head.setting,
        "salt": head.salt,
        "horizon": head.horizon,
        "engine": head.engine,
        "seed": head.seed,
        "choices": list(head.choices),
        "interrupts": list(head.interrupts),
        "by": head.by,
        "fault": dict(head.fault),
    }
    if ALL[check].over == "scenario":
        trial["outcome"] = head.outcome
    subject = encodable(
        {
            "spec": plan.subject,
            "version": subject_version,
            "digest": plan.subject_digest,
            "python": plan.python,
            "extras": list(plan.extras),
        }
    )
    token = Token(
        mission=plan.mission,
        mission_digest=plan.mission_digest,
        scenario=scenario.order,
        subject=subject,
        plants=() if plan.plant is None else (plan.plant,),
        check=check,
        trial=trial,
        stages={},
        redaction=redaction,
    )
    return Candidate(scenario.order.id, check, failing.number, token)


def replayed(candidate: Candidate, facts: Mapping[str, Any]) -> Replayed:
    """`facts`: "answers", the words of its replays (reproduced, not reproduced or diverged), and "shrunk", what its
    smallest failing trial is, "repro", the script of the trial as it was found, and "after_others"; empty where it
    was not replayed.
    """
    smaller = facts.get("shrunk") or {}
    again = sum(a == "reproduced" for a in facts.get("answers", ()))
    repro = smaller.get("repro") or facts.get("repro", "")
    return Replayed(
        token=smaller.get("token") or candidate.token_file,
        tries=candidate.tries,
        again=again,
        trial=candidate.number,
        repro=repro,
        note="" if repro or not facts.get("answers") else _why_no_script(candidate, again),
        after_others=bool(facts.get("after_others")),
        shrunk=smaller.get("says", "") if smaller.get("token") else "",
        account=tuple(smaller.get("account", ())) if smaller.get("token") else (),
        witness=tuple(smaller.get("witness", ())) if smaller.get("token") else (),
    )


def _why_no_script(candidate: Candidate, again: int) -> str:
    if candidate.token.trial["driver"] not in EXACT:
        return UNCONTROLLED
    if not candidate.alone:
        return NOT_ALONE if again else NOT_AGAIN
    return NOT_SHOWN if again else NOT_AGAIN
