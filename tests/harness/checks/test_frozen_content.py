"""Frozen content reads like plain content."""

import pytest

from harness.checks.frozen_content_reads_as_plain import frozen_content_reads_as_plain
from harness.checks.verdict import Outcome
from harness.evidence.records import Event, Record
from tests.harness.checks.histories import order, trial

FAMILY = order(family="frozen_reads")


def read(stage: str, frozen: int, plain: int = 40) -> Event:
    return Event("content_read", 1, {"stage": stage, "frozen": frozen, "plain": plain})


@pytest.mark.parametrize(
    ("records", "outcome", "vacuous"),
    [
        ((read("a", 40), read("b", 40)), Outcome.PASS, False),
        ((read("a", 40), read("b", 39)), Outcome.FAIL, False),
        ((), Outcome.UNKNOWN, True),
    ],
    ids=["alike", "one-stage-reads-less", "nothing-read"],
)
def test_what_is_read_is_what_plain_containers_hold(
    records: tuple[Record, ...], outcome: Outcome, vacuous: bool
) -> None:
    verdict = frozen_content_reads_as_plain(trial(FAMILY, *records))
    assert (verdict.outcome, verdict.vacuous) == (outcome, vacuous)


def test_the_witness_names_the_stage_and_both_sums() -> None:
    (line,) = frozen_content_reads_as_plain(trial(FAMILY, read("a", 40), read("b", 39))).witness
    assert line == "Stage b read numbers that sum up to 39, and to 40 in plain containers of the same content."
