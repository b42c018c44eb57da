"""own_writes_are_acknowledged and derivation_changes_only_what_it_names, and the status that a result must have."""

from harness.checks.sequential_model import model_outputs
from harness.checks.verdict import Outcome
from harness.evidence.records import Event, Result
from tests.harness.checks.histories import (
    fails,
    first_write,
    judge,
    order,
    passes,
    read,
    scenario,
    seen,
    stage,
    trial,
    unknown,
    vacuous,
    write,
)

OWN = "own_writes_are_acknowledged"
DERIVED = "derivation_changes_only_what_it_names"
GOLDEN = "every_output_is_golden"
SAME = "outcome_is_the_same_under_every_schedule"
ORDER = order(stage("a"), stage("b", "a"))


def ordered(own: int) -> Event:
    return Event("writes_ordered", 80, {"own": own, "first": 0})


def test_acknowledged_own_writes_pass() -> None:
    verdict = passes(OWN, trial(ORDER, write("a", 1, 2), write("b", 3, 4), ordered(2)))
    assert verdict.looked_at == 2


def test_a_refused_own_write_fails() -> None:
    refused = write("b", 3, 4, outcome="fail", detail="RuntimeError")
    verdict = fails(OWN, trial(ORDER, write("a", 1, 2), refused), "raised RuntimeError")
    assert verdict.witness == ("w-b: the first and only write to 'b' raised RuntimeError.",)


def test_a_write_that_was_never_made_fails() -> None:
    verdict = fails(OWN, trial(ORDER, write("a", 1, 2), ordered(3)), "not made")
    assert verdict.witness[0].startswith("3 writes were ordered, 1 were made")


def test_a_name_that_was_written_twice_was_nobodys_own() -> None:
    twice = (write("a", 1, 2), write("a", 3, 4, outcome="fail", detail="OutputConflictError"))
    unknown(OWN, trial(ORDER, *twice))


def test_a_write_of_unknown_outcome_is_no_failure() -> None:
    passes(OWN, trial(ORDER, write("a", 1, None), write("b", 3, 4)))


def test_contended_writes_and_reads_are_not_ones_own() -> None:
    vacuous(OWN, trial(ORDER, first_write("c", "w", 1, 2), read("c")))


def test_a_derivate_that_keeps_the_rest_passes() -> None:
    passes(
        DERIVED,
        trial(ORDER, seen("derivation:with_run_id:s0:0", "expected"), seen("derivation:with_run_id:s0:0", "derived")),
    )


def test_a_derivate_that_loses_a_field_fails() -> None:
    label = "derivation:with_enrichments:s0:0"
    evidence = trial(ORDER, seen(label, "expected", "d1"), seen(label, "derived", "d2"))
    fails(DERIVED, evidence, "not what was to be expected: with_enrichments")


def test_nothing_derived_is_vacuous() -> None:
    vacuous(DERIVED, trial(ORDER))


def test_the_right_value_with_another_status_is_not_golden() -> None:
    model = model_outputs(ORDER.stages)
    good = Result("run", "a", "ok", model["a"])
    evidence = trial(ORDER, good, Result("run", "b", "fail", model["b"], "{}"))
    verdict = fails(GOLDEN, evidence, "output differs from model")
    assert verdict.witness == ("run: stage b ended as fail, not as ok",)


def test_two_outcomes_in_one_order_are_not_blamed_on_the_schedule() -> None:
    fails(
        SAME,
        scenario({"aaaaaaaaaaaaaaaa": 1, "bbbbbbbbbbbbbbbb": 2}, schedules=0),
        "outcome differs without another schedule",
    )
    assert judge(SAME, scenario({"aaaaaaaaaaaaaaaa": 1, "deadlock": 2})).signature == ""


def test_a_stage_that_raises_under_some_schedules_only_is_another_outcome() -> None:
    verdict = fails(
        SAME,
        scenario({"aaaaaaaaaaaaaaaa": 5, "stage_error": 2}),
        "whether a stage raises depends on the schedule",
    )
    assert "2 of 7 trials ended in an error of a stage." in verdict.witness
    assert judge(SAME, scenario({"stage_error": 7})).outcome is Outcome.UNKNOWN
