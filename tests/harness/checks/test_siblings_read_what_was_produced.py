"""A consumer of an output is not reached by what its siblings do to it."""

import pytest

from harness.checks.siblings_read_what_was_produced import siblings_read_what_was_produced
from harness.checks.verdict import Outcome, TrialEvidence
from harness.evidence.records import Fingerprint, Operation, Record, Trial
from harness.wire import ScenarioRun

HEAD = Trial("schedules", "random", "tasks", 1, 9, "completed", "o", 3)
ORDER = ScenarioRun("p", "sibling_mutation", ())
LABEL = "sibling:output of s0:s2"
PRODUCED = Fingerprint(LABEL, "produced", "aaaa", "{'list': [1]}")
SAME = Fingerprint(LABEL, "read", "aaaa", "{'list': [1]}")
OTHER = Fingerprint(LABEL, "read", "bbbb", "{'list': [1, 'intruder']}")
REFUSED = Operation("s1", "mutate", "s0['list']", "append()", "fail", 3, 4, "TypeError")
ACCEPTED = Operation("s1", "mutate", "s0['list']", "append()", "ok", 3, 4, "changed")


@pytest.mark.parametrize(
    ("records", "outcome", "vacuous"),
    [
        ((PRODUCED, REFUSED, SAME), Outcome.PASS, False),
        ((PRODUCED, ACCEPTED, SAME), Outcome.PASS, False),
        ((PRODUCED, ACCEPTED, OTHER), Outcome.FAIL, False),
        ((PRODUCED, OTHER), Outcome.FAIL, False),
        ((PRODUCED, SAME), Outcome.UNKNOWN, True),
        ((REFUSED,), Outcome.UNKNOWN, True),
        ((PRODUCED, REFUSED), Outcome.UNKNOWN, False),
        ((), Outcome.UNKNOWN, True),
    ],
    ids=[
        "refused", "a-private-copy", "reached", "changed-by-somebody", "nobody-tried", "nobody-read", "read-once",
        "empty",
    ],
)  # fmt: skip
def test_what_is_read_is_what_was_produced(records: tuple[Record, ...], outcome: Outcome, vacuous: bool) -> None:
    verdict = siblings_read_what_was_produced(TrialEvidence(ORDER, HEAD, records))
    assert (verdict.outcome, verdict.vacuous) == (outcome, vacuous)


def test_the_witness_says_who_changed_what_and_what_was_read() -> None:
    verdict = siblings_read_what_was_produced(TrialEvidence(ORDER, HEAD, (PRODUCED, ACCEPTED, OTHER)))
    assert verdict.witness == (
        "s1 changed s0['list'] (append()) at step 3.",
        "sibling:output of s0:s2 read otherwise:",
        "  produced: {'list': [1]}",
        "  read: {'list': [1, 'intruder']}",
    )
