"""All checks by name, the order in which a trial is judged, and what a verdict may be."""

import importlib
import pkgutil
from dataclasses import replace

import pytest

from harness import checks
from harness.catalogue.checks import ASSUMPTIONS, CHECKS, OF_THE_PROCESS
from harness.checks.registry import ALL, CheckCrashed, judge_trial, run_check
from harness.checks.verdict import CheckSpec, Outcome, TrialEvidence, Verdict, failed, passed, unknown, vacuous, worst
from harness.evidence.records import Event
from tests.harness.checks.histories import final_read, head, order, read, trial, write

LOST = "no_acknowledged_write_is_lost"
WINS = "one_writer_wins"
GOOD = trial(order(), write("a", 1, 4), write("b", 2, 3), read("a"), read("b"), final_read(2))


def test_the_catalogue_names_exactly_the_modules_that_hold_a_check() -> None:
    holding = {
        module.name
        for module in pkgutil.iter_modules(checks.__path__)
        if hasattr(importlib.import_module(f"harness.checks.{module.name}"), "CHECK")
    }
    assert holding == {entry.name for entry in CHECKS} == set(ALL)
    assert len(CHECKS) == len(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_check_is_a_documented_function_of_its_name(name: str) -> None:
    spec = ALL[name]
    assert spec.name == spec.function.__name__ == name
    assert spec.function.__doc__
    assert spec.over in ("trial", "scenario", "process")


def test_assumptions_are_checks_of_a_trial() -> None:
    assert all(ALL[name].over == "trial" for name in ASSUMPTIONS)
    assert ALL[OF_THE_PROCESS].over == "process"


def test_assumptions_are_judged_first_and_always() -> None:
    verdicts = judge_trial(GOOD, [LOST])
    assert list(verdicts) == [*ASSUMPTIONS, LOST]
    assert {v.outcome for v in verdicts.values()} == {Outcome.PASS}


def test_checks_over_several_trials_are_left_out() -> None:
    names = ["outcome_is_the_same_under_every_schedule", "worker_survives", "run_ends"]
    assert list(judge_trial(GOOD, names)) == list(ASSUMPTIONS)


@pytest.mark.parametrize(
    ("shaken", "assumption"),
    [
        (TrialEvidence(order(), head(records=9), GOOD.records), "evidence_is_complete"),
        (trial(order(), write("a", 5, 1), write("b", 1, 6), final_read(0)), "history_is_well_formed"),
        (trial(order(), write("a", 1, 4), write("b", 2, 3), final_read(0), ended="deadlock", detail="x"), "run_ends"),
        (trial(order(), ended="unsupported", detail="no OutputBag"), "run_ends"),
    ],
    ids=["incomplete", "impossible", "deadlock", "unsupported"],
)
def test_a_shaken_assumption_makes_the_rest_unknown(shaken: TrialEvidence, assumption: str) -> None:
    verdicts = judge_trial(shaken, [LOST, WINS])
    for name in (LOST, WINS):
        assert verdicts[name].outcome is Outcome.UNKNOWN
        assert not verdicts[name].vacuous
        assert verdicts[name].reason.startswith(f"not judged: {assumption} says ")


def test_the_first_shaken_assumption_is_named() -> None:
    both = TrialEvidence(order(), head("deadlock", records=9), ())
    assert "evidence_is_complete" in judge_trial(both, [LOST])[LOST].reason
    assert judge_trial(both, [])["run_ends"].outcome is Outcome.FAIL


def broken(evidence: object) -> Verdict:
    raise KeyError("stage")


@pytest.fixture
def with_broken_check(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(ALL, WINS, CheckSpec(WINS, broken))
    return WINS


def test_a_check_that_raises_has_crashed(with_broken_check: str) -> None:
    with pytest.raises(CheckCrashed, match=r"check one_writer_wins raised(?s:.)*KeyError: 'stage'"):
        run_check(with_broken_check, GOOD)


def test_a_check_that_raises_takes_no_other_with_it(with_broken_check: str) -> None:
    with pytest.raises(CheckCrashed) as crash:
        judge_trial(GOOD, [with_broken_check, LOST])
    assert crash.value.verdicts[LOST].outcome is Outcome.PASS
    assert crash.value.verdicts[with_broken_check] == unknown("the check failed")


def test_malformed_evidence_crashes_the_check_not_the_judge() -> None:
    with pytest.raises(CheckCrashed, match="cleanups_run_once"):
        run_check("cleanups_run_once", trial(order(), Event("cleanup_registered", 1, {})))


def test_the_worst_verdict_is_the_first_of_the_gravest() -> None:
    first, second = failed("f", 1, ["w"], "s"), failed("g", 1, ["w"], "s")
    assert worst([passed("p", 1), first, second, unknown("u")]) is first
    assert worst([passed("p", 1), unknown("u")]).reason == "u"


def test_vacuous_verdicts_count_only_where_nothing_else_was_said() -> None:
    assert worst([vacuous("v"), passed("p", 1)]).outcome is Outcome.PASS
    assert worst([vacuous("v"), vacuous("w")]).reason == "v"
    assert worst([]) == unknown("no trial was judged")


def test_outcomes_are_ordered_by_gravity() -> None:
    assert Outcome.PASS < Outcome.UNKNOWN < Outcome.FAIL


@pytest.mark.parametrize(
    ("lines", "kept", "last"),
    [
        (["one"], 1, "one"),
        ([str(i) for i in range(10)], 10, "9"),
        ([str(i) for i in range(11)], 10, "... and 2 more of the same kind"),
    ],
    ids=["short", "just-fits", "cut"],
)
def test_a_witness_is_cut_at_ten_lines(lines: list[str], kept: int, last: str) -> None:
    witness = failed("r", 1, lines, "s").witness
    assert (len(witness), witness[-1]) == (kept, last)


def test_text_of_several_lines_counts_as_several() -> None:
    assert failed("r", 1, ["a\nb", "c"], "s").witness == ("a", "b", "c")


def test_the_last_fingerprint_of_a_moment_counts() -> None:
    from tests.harness.checks.histories import seen

    evidence = trial(order(), seen("caller:a", "before", "d1"), seen("caller:a", "before", "d2"), seen("x", "before"))
    assert [(of, {w: f.digest for w, f in at.items()}) for of, at in evidence.fingerprints("caller:")] == [
        ("caller:a", {"before": "d2"})
    ]
    assert replace(evidence, records=()).results() == []
