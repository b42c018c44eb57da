"""Checks over pipelines that run pipelines, and over keys that several stages gave."""

from harness.checks.verdict import TrialEvidence
from harness.evidence.records import Event
from tests.harness.checks.histories import fails, order, passes, stage, trial, vacuous

VARIABLES = "context_variables_stay_in_their_run"
AMBIGUOUS = "ambiguous_reads_have_one_answer"
BEGAN, ENDED = "when it began", "when its child had ended"


def of(*records: Event) -> TrialEvidence:
    return trial(order(stage("s0"), family="nested_runs"), *records)


def variable(stage_name: str, where: str, says: str, ought: str) -> Event:
    return Event("variable_read", 3, {"stage": stage_name, "where": where, "says": says, "ought": ought})


def test_variables_that_go_down_and_not_sideways_pass() -> None:
    passes(VARIABLES, of(variable("a", BEGAN, "", ""), variable("b", BEGAN, "a", "a"), variable("a", ENDED, "a", "a")))


def test_a_variable_of_another_stage_fails() -> None:
    verdict = fails(VARIABLES, of(variable("a", BEGAN, "", ""), variable("b", BEGAN, "a", "")), "leak when it began")
    assert verdict.witness == ("b, when it began: the variable is that of a, and ought to be not set.",)
    fails(
        VARIABLES,
        of(variable("a", BEGAN, "", ""), variable("b", BEGAN, "a", "a"), variable("a", ENDED, "b", "a")),
        "leak when its child had ended",
    )


def test_one_stage_alone_has_nobody_to_leak_to() -> None:
    vacuous(VARIABLES, of(variable("a", BEGAN, "", ""), variable("a", ENDED, "a", "a")))
    vacuous(VARIABLES, of())


def read(run: str, given: str, answer: str) -> Event:
    return Event("ambiguous_read", 3, {"run": run, "stage": "last", "given": given, "answer": answer})


def test_one_answer_under_two_orders_passes_also_where_it_is_an_error() -> None:
    passes(AMBIGUOUS, of(read("one", "a, b", "from a"), read("two", "b, a", "from a")))
    passes(AMBIGUOUS, of(read("one", "a, b", "raises KeyError"), read("two", "b, a", "raises KeyError")))


def test_an_answer_that_follows_the_order_fails() -> None:
    records = read("one", "a, b", "from a"), read("two", "b, a, c, d", "from b")
    verdict = fails(AMBIGUOUS, of(*records), "answer by order of ends")
    assert verdict.witness == (
        "run one: outputs were given in the order a, b; get() in stage last: from a.",
        "run two: outputs were given in the order b, a, c ...; get() in stage last: from b.",
    )


def test_one_order_alone_says_nothing_of_orders() -> None:
    vacuous(AMBIGUOUS, of(read("one", "a, b", "from a"), read("two", "a, b", "from b")))
    vacuous(AMBIGUOUS, of())
