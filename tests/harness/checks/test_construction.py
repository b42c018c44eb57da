"""What a scenario excludes by construction, and that a check says so only where its premise did not occur."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.construction import is_chain
from harness.checks.verdict import Outcome, ScenarioEvidence, TrialEvidence, Verdict, excluded, passed, unknown, worst
from harness.checks.verdict import unsupported as lacks
from harness.checks.verdict import vacuous as without
from harness.evidence.records import Operation
from harness.wire import ScenarioRun, Stage
from tests.harness.checks.histories import (
    ended,
    final_read,
    first_write,
    head,
    judge,
    order,
    read,
    stage,
    started,
    trial,
    vacuous,
    write,
)
from tests.harness.checks.histories import excluded as says_excluded

CHAIN = order(stage("a"), stage("b", "a"), stage("c", "b", "a"))
FAN = order(stage("a"), stage("b", "a"), stage("c", "a"))
ALONE = ScenarioRun("p", "bag_operations", (), arguments={"actors": 1})
TOGETHER = ScenarioRun("p", "bag_operations", (), arguments={"actors": 2})
SAME = "outcome_is_the_same_under_every_schedule"
PASSED, DOUBT = passed("it holds", 1), unknown("too many orders")
VACUOUS, EXCLUDED, LACKS = without("nothing overlapped"), excluded("one stage"), lacks("no such error")


def ancestors(stages: tuple[Stage, ...], name: str) -> set[str]:
    direct = next(s.dependencies for s in stages if s.name == name)
    return {*direct}.union(*(ancestors(stages, d) for d in direct))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Stage, ...]:
    """Up to six stages, each depending on any of those before it."""
    names = [f"s{i}" for i in range(draw(st.integers(1, 6)))]
    return tuple(
        stage(name, *draw(st.lists(st.sampled_from(names[:i]), unique=True) if i else st.just([])))
        for i, name in enumerate(names)
    )


@given(graphs())
def test_a_chain_is_where_of_any_two_stages_one_depends_on_the_other(stages: tuple[Stage, ...]) -> None:
    before = {s.name: ancestors(stages, s.name) for s in stages}
    assert is_chain(stages) is all(a in before[b] or b in before[a] for a, b in combinations(before, 2))
    assert is_chain(stages[::-1]) is is_chain(stages)


def test_no_stage_is_no_chain() -> None:
    assert not is_chain(())


def test_stages_that_come_one_by_one_write_one_by_one() -> None:
    records = write("a", 2, 3), write("b", 5, 6), final_read(2), read("a"), read("b")
    steps = started("a", 1), ended("a", 4), started("b", 4), ended("b", 7)
    verdict = says_excluded("no_acknowledged_write_is_lost", trial(CHAIN, *steps, *records))
    assert verdict.reason == "its writers come one after the other, so that no two writes can overlap"
    vacuous("no_acknowledged_write_is_lost", trial(FAN, *steps, *records))


def test_a_write_that_is_lost_fails_though_nothing_could_overlap() -> None:
    lost = trial(CHAIN, write("a", 2, 3), write("b", 5, 6), final_read(1), read("a"))
    assert judge("no_acknowledged_write_is_lost", lost).outcome is Outcome.FAIL


def test_runs_side_by_side_exclude_nothing() -> None:
    several = ScenarioRun("p", "observed_run", CHAIN.stages)
    records = write("a", 2, 3), write("b", 5, 6), final_read(2), read("a"), read("b")
    vacuous("no_acknowledged_write_is_lost", trial(several, *records))


def test_in_a_chain_no_stage_waits_behind_another() -> None:
    steps = [step for i, s in enumerate("abc") for step in (started(s, 2 * i + 1), ended(s, 2 * i + 2))]
    native = head(setting="native", records=len(steps))
    says_excluded("stages_are_started_fairly", TrialEvidence(CHAIN, native, steps))
    vacuous("stages_are_started_fairly", TrialEvidence(FAN, native, steps))


@pytest.mark.parametrize("check", ["bag_is_linearizable", "attempts_are_counted", "bag_reads_are_one_snapshot"])
def test_one_actor_overlaps_with_nobody(check: str) -> None:
    calls = (
        Operation("a", "write", "n", "v", "ok", 1, 2, "attempt 1"),
        Operation("a", "overwrite", "n", "w", "ok", 3, 4, "attempt 2"),
        Operation("a", "keys", "*", '["n"]', "ok", 5, 6),
    )
    assert says_excluded(check, trial(ALONE, *calls)).reason == "one actor makes all calls, so that no two can overlap"
    vacuous(check, trial(TOGETHER, *calls))


def test_one_writer_competes_with_nobody() -> None:
    alone = ScenarioRun("p", "thread_writes", (), arguments={"writers": 1})
    verdict = says_excluded("one_writer_wins", trial(alone, first_write("n", "a", 1, 2)))
    assert verdict.looked_at == 1


def test_a_graph_without_an_edge_has_no_dependents() -> None:
    flat = order(stage("a"), stage("b"), family="failing_run")
    says_excluded("no_dependent_runs_after_a_failure", trial(flat, started("a", 1)))
    says_excluded("dependencies_finish_first", trial(flat, started("a", 1)))
    vacuous("no_dependent_runs_after_a_failure", trial(FAN, started("a", 1)))


@pytest.mark.parametrize(
    ("scenario", "schedules", "aside"),
    [(CHAIN, 1, "excluded"), (CHAIN, 0, "vacuous"), (FAN, 1, "vacuous"), (CHAIN, 2, "")],
    ids=["one-order-only", "none-was-controlled", "another-was-not-met", "two-orders-after-all"],
)
def test_what_has_one_order_is_the_same_in_every_order(scenario: ScenarioRun, schedules: int, aside: str) -> None:
    evidence = ScenarioEvidence(scenario, (head(),), {"o": 40}, schedules, 40, 1)
    assert judge(SAME, evidence).aside == aside


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((EXCLUDED, PASSED), PASSED),
        ((EXCLUDED, DOUBT, PASSED), DOUBT),
        ((EXCLUDED, VACUOUS, EXCLUDED), VACUOUS),
        ((VACUOUS, LACKS, EXCLUDED), LACKS),
        ((EXCLUDED, EXCLUDED), EXCLUDED),
    ],
    ids=["decided-elsewhere", "doubt-elsewhere", "it-might-have-been", "the-subject-lacks-it", "everywhere"],
)
def test_what_says_nothing_counts_only_where_nothing_else_is_said(
    verdicts: tuple[Verdict, ...], expected: Verdict
) -> None:
    assert worst(verdicts) == expected


def test_trials_are_counted_by_words_of_their_own() -> None:
    assert [v.word for v in (PASSED, DOUBT, VACUOUS, EXCLUDED, LACKS)] == [
        "PASS",
        "UNKNOWN",
        "VACUOUS",
        "EXCLUDED",
        "UNSUPPORTED",
    ]
