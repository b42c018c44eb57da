"""What threads read does not depend on what a stage does meanwhile."""

import pytest

from harness.checks.concurrent_readers_see_one_content import concurrent_readers_see_one_content
from harness.checks.verdict import Outcome, TrialEvidence, Verdict
from harness.evidence.records import Fingerprint, Operation, Record, Trial
from harness.wire import ScenarioRun

HEAD = Trial("thread_schedules", "random", "threads", 1, 9, "completed", "o", 3)
ORDER = ScenarioRun("p", "thread_reads", ())
GIVEN = Fingerprint("shared:snapshot", "before", "aaaa", "{'list': [1]}")
DERIVED = Operation("the stage", "derive", "what is shared", "with_run_id", "ok", 10, 20)
REFUSED = Operation("the stage", "mutate_shared", "what is shared['list']", "append()", "fail", 10, 20, "TypeError")


def read(digest: str, invoke: int, ret: int, what: str = "snapshot") -> Operation:
    detail = "" if digest == "aaaa" else "['list'][0]: 2 in place of 1"
    return Operation("reader-1", "read_shared", what, digest, "ok", invoke, ret, detail)


def judge(*records: Record) -> Verdict:
    return concurrent_readers_see_one_content(TrialEvidence(ORDER, HEAD, records))


@pytest.mark.parametrize(
    ("records", "outcome", "vacuous"),
    [
        ((GIVEN, DERIVED, read("aaaa", 12, 14)), Outcome.PASS, False),
        ((GIVEN, REFUSED, read("aaaa", 5, 30)), Outcome.PASS, False),
        ((GIVEN, DERIVED, read("bbbb", 12, 14)), Outcome.FAIL, False),
        ((GIVEN, DERIVED, read("aaaa", 12, 14), read("bbbb", 30, 31)), Outcome.FAIL, False),
        ((GIVEN, DERIVED, read("aaaa", 1, 9), read("aaaa", 21, 22)), Outcome.UNKNOWN, True),
        ((GIVEN, read("aaaa", 1, 2)), Outcome.UNKNOWN, True),
        ((GIVEN, DERIVED), Outcome.UNKNOWN, True),
        ((DERIVED, read("aaaa", 12, 14)), Outcome.UNKNOWN, True),
        ((GIVEN, DERIVED, read("aaaa", 12, 14, "output")), Outcome.UNKNOWN, False),
        ((), Outcome.UNKNOWN, True),
    ],
    ids=[
        "same-meanwhile", "same-around", "other-meanwhile", "other-afterwards", "no-overlap", "nothing-done",
        "nobody-read", "nothing-given", "not-known-before", "empty",
    ],
)  # fmt: skip
def test_what_is_read_is_what_was_given(records: tuple[Record, ...], outcome: Outcome, vacuous: bool) -> None:
    verdict = judge(*records)
    assert (verdict.outcome, verdict.vacuous) == (outcome, vacuous)


def test_the_witness_says_who_read_what_while_what_was_done() -> None:
    verdict = judge(GIVEN, DERIVED, read("bbbb", 12, 14))
    assert verdict.reason == "1 of 1 reads gave something else"
    assert list(verdict.witness) == [
        "reader-1 read the snapshot at steps 12 to 14, while the stage was at with_run_id: "
        "['list'][0]: 2 in place of 1."
    ]


def test_one_defect_has_one_signature_whichever_reads_meet_it() -> None:
    output = Fingerprint("shared:output", "before", "aaaa", "{'list': [1]}")
    one = judge(GIVEN, output, DERIVED, read("bbbb", 12, 14))
    other = judge(GIVEN, output, DERIVED, read("bbbb", 12, 14, "output"), read("bbbb", 15, 16))
    assert one.signature == other.signature != ""
