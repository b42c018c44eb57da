"""The limit of how many stages may be at work, on histories written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event
from tests.harness.checks.histories import fails, judge, order, passes, stage, started, trial, unknown, vacuous

CHECK = "no_more_stages_at_once_than_allowed"
FOUR = order(stage("a"), stage("b"), stage("c"), stage("d", "a"), family="limited_run")


def left(name: str, at: int) -> Event:
    return Event("stage_left", at, {"stage": name, "how": "returned"})


def of(*records: Event, limit: int = 2) -> TrialEvidence:
    return trial(FOUR, Event("stages_at_once_limited", 0, {"limit": limit}), *records)


def history(steps: str) -> list[Event]:
    """ "+a -a": stage a begins, stage a is left."""
    return [(started if step[0] == "+" else left)(step[1:], at) for at, step in enumerate(steps.split(), 1)]


@pytest.mark.parametrize(
    "steps",
    ["+a +b -a +c -b +d -c -d", "+a +b -b -a +c +d -c -d", "+a +b -a +d -d +c -b -c"],
    ids=["one-after-the-other", "all-places-empty-in-between", "another-order"],
)
def test_as_many_as_are_allowed_pass(steps: str) -> None:
    assert passes(CHECK, of(*history(steps))).reason == (
        "2 stages were at work at once at the most, 2 may be, and others waited"
    )


@pytest.mark.parametrize(
    ("steps", "limit", "most", "witness"),
    [
        ("+a +b +c -a -b -c", 2, 3, ("stage c began at step 3, while a, b were at work; 2 may be at once.",)),
        ("+a -a +b +d +c -b -d -c", 2, 3, ("stage c began at step 5, while b, d were at work; 2 may be at once.",)),
        (
            "+a +b +c",
            1,
            3,
            (
                "stage b began at step 2, while a was at work; 1 may be at once.",
                "stage c began at step 3, while a, b were at work; 1 may be at once.",
            ),
        ),
    ],
    ids=["one-too-many", "one-too-many-later", "no-limit-at-all"],
)
def test_more_than_are_allowed_fail(steps: str, limit: int, most: int, witness: tuple[str, ...]) -> None:
    verdict = fails(CHECK, of(*history(steps), limit=limit), "too many at once")
    assert (verdict.reason, verdict.witness) == (f"{most} stages were at work at once, {limit} may be", witness)


def test_without_a_limit_or_a_stage_that_waits_there_is_no_premise() -> None:
    vacuous(CHECK, trial(FOUR, *history("+a +b +c -a -b -c")))
    vacuous(CHECK, of())
    vacuous(CHECK, of(*history("+a -a +b -b +c -c +d -d")))
    vacuous(CHECK, of(*history("+a +b +c -a -b -c +d -d"), limit=3))


def test_a_stage_that_is_not_known_to_have_been_left_leaves_it_open() -> None:
    assert unknown(CHECK, of(*history("+a +b -a +c -b"))).reason == "stage c began and is not known to have been left"


@given(st.integers(1, 3), st.data())
def test_a_run_that_counts_its_places_never_fails(limit: int, data: st.DataObject) -> None:
    names, at_work, steps = list("abcd"), list[str](), list[str]()
    while names or at_work:
        if names and len(at_work) < limit and (not at_work or data.draw(st.booleans())):
            at_work.append(names.pop(0))
            steps.append("+" + at_work[-1])
        else:
            steps.append("-" + at_work.pop(data.draw(st.integers(0, len(at_work) - 1))))
    evidence = of(*history(" ".join(steps)), limit=limit)
    most = max(sum(s[0] == "+" for s in steps[:n]) - sum(s[0] == "-" for s in steps[:n]) for n in range(len(steps) + 1))
    assert most <= limit and judge(CHECK, evidence).signature == ""
