"""Each pattern, planted in a log written by hand, is found; the same log without it has none."""

from typing import Any

import pytest

from harness.findings.logs.sightings import EXCERPTS_MAX, MEANINGS
from tests.harness.findings.logs.written import Log, log

ERROR = "ERROR shop.orders: order {} could not be charged: connection refused"
LOOP = "INFO shop.queue: queue is busy, looking again"
HEALTHY = (
    "INFO pipeline_dag: graph started: 2 stages",
    "INFO pipeline_dag: stage s0 started",
    "INFO pipeline_dag: stage s0 completed: ok",
    "INFO pipeline_dag: stage s1 started",
    "INFO pipeline_dag: stage s1 completed: ok",
    "INFO pipeline_dag: graph completed",
)


def errors(times: int, first: int = 0) -> list[str]:
    return [ERROR.format(first + i) for i in range(times)]


def test_a_healthy_log_has_no_pattern() -> None:
    healthy = Log().trial(*HEALTHY).trial(*HEALTHY, *HEALTHY).trial("DEBUG asyncio: Using selector: EpollSelector")
    assert healthy.patterns() == []


def test_an_error_that_comes_again_and_again_is_found_with_its_lines() -> None:
    (pattern,) = log(*HEALTHY, *errors(7), failures=2).patterns()
    assert (pattern.name, pattern.logger, pattern.times, pattern.trials) == ("duplicate_errors", "shop.orders", 7, 1)
    assert pattern.signature == "order # could not be charged: connection refused"
    assert "up to 7 times in a trial" in pattern.seen and "may" in pattern.may_mean
    assert [(e.file, e.line) for e in pattern.excerpts] == [("logs/p.jsonl", 7 + i) for i in range(EXCERPTS_MAX)]
    assert pattern.excerpts[0].text == "order 0 could not be charged: connection refused"


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (errors(2), {"failures": 1}),
        (errors(7), {"failures": 7}),
        (errors(7), {"failures": 1, "disturbed": True}),
        ([*errors(2), "INFO shop.orders: order 2 charged: ok", *errors(2, 3)], {"failures": 1}),
        ([e.replace("ERROR", "WARNING") for e in errors(7)], {"failures": 1}),
    ],
    ids=["only-twice", "as-many-as-failed", "a-driver-failed-it", "a-success-between", "only-warnings"],
)
def test_errors_with_a_reason_are_no_duplicates(lines: list[str], note: dict[str, Any]) -> None:
    assert log(*HEALTHY, *lines, **note).names() == []


def test_errors_of_different_trials_are_no_duplicates() -> None:
    several = Log()
    for trial in range(5):
        several.trial(*errors(1, trial), failures=1)
    assert several.names() == []


def test_a_success_of_another_logger_does_not_come_between() -> None:
    lines = [line for error in errors(3) for line in (error, "INFO pipeline_dag: stage s0 completed: ok")]
    assert log(*lines, failures=1).names() == ["duplicate_errors"]


def test_an_error_where_all_went_well_is_unexpected() -> None:
    (pattern,) = log(*HEALTHY, *errors(1)).patterns()
    assert (pattern.name, pattern.times) == ("unexpected_error", 1)


@pytest.mark.parametrize(
    "note",
    [{"failures": 1}, {"disturbed": True}, {"ended": "stage_error"}],
    ids=["its-records-speak-of-it", "a-driver-disturbed-it", "the-run-failed"],
)
def test_an_error_that_the_records_explain_is_expected(note: dict[str, Any]) -> None:
    assert log(*HEALTHY, *errors(1), **note).names() == []


def test_a_warning_is_no_unexpected_error() -> None:
    assert log("WARNING shop.orders: slow").names() == []


def test_an_error_of_a_trial_without_an_end_is_not_judged() -> None:
    cut_off = log(*errors(5))
    cut_off.notes.clear()
    assert cut_off.names() == []
    assert cut_off.analysis().trials_partial == 1


def test_a_start_that_nothing_ends_is_found() -> None:
    (pattern,) = log(*(line for line in HEALTHY if line != "INFO pipeline_dag: stage s1 completed: ok")).patterns()
    assert (pattern.name, pattern.times) == ("missing_success", 1)
    assert pattern.excerpts[0].text == "stage s1 started"


@pytest.mark.parametrize(
    ("extra", "note"),
    [
        (["ERROR pipeline_dag: stage s1 failed: no"], {"failures": 1}),
        (["WARNING pipeline_dag: run cancelled"], {}),
        ([], {"failures": 1}),
        ([], {"missing": 1}),
        ([], {"ended": "deadlock"}),
        ([], {"disturbed": True}),
    ],
    ids=["it-failed", "something-was-cancelled", "something-failed", "lines-are-missing", "no-end", "disturbed"],
)
def test_a_start_is_not_missed_an_end_where_there_is_a_reason(extra: list[str], note: dict[str, Any]) -> None:
    lines = [line for line in HEALTHY if line != "INFO pipeline_dag: stage s1 completed: ok"]
    assert log(*lines, *extra, **note).names() == []


def test_a_logger_that_never_tells_of_an_end_is_no_fault() -> None:
    assert log("INFO shop: starting the pool", "INFO shop: ready").names() == []


def test_a_trial_that_logged_warnings_alone_misses_no_start() -> None:
    warned = "WARNING pipeline_dag: stage s0 completed: late"
    assert Log().trial(*HEALTHY).trial(warned).names() == []


def test_what_is_opened_and_not_closed_is_found_after_a_failure_too() -> None:
    opened = [f"INFO shop.db: connection {n} opened" for n in (1, 2, 3)]
    closed = [f"INFO shop.db: connection {n} closed" for n in (1, 2, 3)]
    assert log(*opened, *closed, failures=1).names() == []
    (pattern,) = log(*opened, *closed[:2], failures=1).patterns()
    assert (pattern.name, pattern.times, pattern.excerpts[0].text) == ("orphaned_start", 1, "connection 3 opened")


def test_a_start_more_than_there_are_ends_is_an_orphan() -> None:
    run = ["INFO shop: job a started", "INFO shop: job a started", "INFO shop: job a finished"]
    assert log(*run, "INFO shop: job a finished").names() == []
    assert log(*run).names() == ["orphaned_start"]


def test_an_end_without_a_start_is_found() -> None:
    (pattern,) = log(*HEALTHY, "INFO pipeline_dag: graph completed").patterns()
    assert (pattern.name, pattern.times) == ("orphaned_end", 1)


def test_an_end_of_what_never_tells_of_its_start_is_none() -> None:
    assert log(*HEALTHY, "INFO stage_metrics: stage s0: completed", "INFO shop: cleanup completed: 3").names() == []


@pytest.mark.parametrize(
    "note", [{}, {"ended": "livelock"}, {"ended": "deadlock", "failures": 3}], ids=["well", "livelock", "deadlock"]
)
def test_the_same_line_again_and_again_is_repetition(note: dict[str, Any]) -> None:
    (pattern,) = log(*[LOOP] * 25, **note).patterns()
    assert (pattern.name, pattern.times) == ("repetition", 25)


def test_a_circle_of_lines_is_one_pattern_wherever_it_begins() -> None:
    circle = ["INFO shop: asking a", "INFO shop: asking b", "INFO shop: asking c"]
    (pattern,) = Log().trial(*circle * 30).trial(*(circle * 31)[1:]).patterns()
    assert (pattern.name, pattern.trials) == ("repetition", 2)
    assert pattern.signature == "asking a | asking b | asking c"


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        ([LOOP] * 19, {}),
        ([f"{LOOP} {n}" for n in range(50)], {}),
        (["INFO shop: job started", "INFO shop: job completed"] * 50, {}),
        ([LOOP.replace("INFO", "DEBUG")] * 50, {}),
        ([LOOP] * 50, {"failures": 1}),
        ([LOOP] * 50, {"ended": "deadlock", "disturbed": True}),
    ],
    ids=["few", "getting-further", "work-that-ends", "debugging", "something-failed", "disturbed"],
)
def test_lines_that_have_a_reason_to_come_again_are_no_repetition(lines: list[str], note: dict[str, Any]) -> None:
    assert log(*lines, **note).names() == []


def grown(*values: float, text: str = "cache holds {} objects") -> Log:
    trials = Log()
    for value in values:
        trials.trial(f"INFO shop.cache: {text.format(value)}")
    return trials


def test_a_figure_that_only_grows_from_trial_to_trial_is_found() -> None:
    (pattern,) = grown(10, 12, 12, 15, 20, 22, 31).patterns()
    assert (pattern.name, pattern.times, pattern.logger) == ("growing_figure", 5, "shop.cache")
    assert [e.text for e in pattern.excerpts[:2]] == ["cache holds 10 objects", "cache holds 12 objects"]


@pytest.mark.parametrize(
    "text", ["rss is {}", "memory in use: {} kB", "heap={}", "queue_size={}", "{} MB", "handles open now: {}"]
)
def test_figures_are_known_by_the_word_beside_them(text: str) -> None:
    assert grown(1, 2, 3, 4, 5, 6.5, text=text).names() == ["growing_figure"]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((1, 2, 3, 4, 5), "{} objects"),
        ((1, 2, 3, 4, 5, 6, 5), "{} objects"),
        ((7, 7, 7, 7, 7, 7, 7), "{} objects"),
        ((1, 2, 3, 4, 5, 6, 7), "turn {} of the conversation"),
    ],
    ids=["too-few-steps", "fell-once", "stays", "no-word-for-what-is-held"],
)
def test_other_figures_do_not_only_grow(values: tuple[float, ...], text: str) -> None:
    assert grown(*values, text=text).names() == []


def test_a_figure_that_grows_within_one_trial_alone_is_none() -> None:
    assert log(*(f"INFO shop.cache: cache holds {n} objects" for n in range(30))).names() == []


@pytest.mark.parametrize(
    "message",
    [
        "charged <shop.Order object at 0x7f00aa>",
        "got <coroutine object charge at 0x7f00aa>",
        "order %s charged",
        "order %(id)s charged",
        "hello {name}",
        "parsed [object Object]",
        "run None is ready",
        "stage=None was skipped",
        "user: 'None'",
    ],
)
def test_odd_forms_of_values_are_found(message: str) -> None:
    (pattern,) = log(f"INFO shop: {message}").patterns()
    assert (pattern.name, pattern.excerpts[0].text) == ("odd_form", message)


@pytest.mark.parametrize(
    "message",
    [
        "the stage must return a StageOutput, a dict or None, got int",
        "95% sure",
        "100%%s",
        "{'name': 'a'}",
        "{} orders",
        "${HOME} is set",
        "a set of {1, 2}",
        "noneType",
        "<shop.Order 17>",
    ],
)
def test_ordinary_messages_are_not_odd(message: str) -> None:
    assert log(f"INFO shop: {message}").names() == []


A, B = "11111111-aaaa-4aaa-8aaa-111111111111", "22222222-bbbb-4bbb-8bbb-222222222222"


def test_a_line_of_one_run_that_names_another_is_found() -> None:
    own, other = ("INFO shop: begun", {"run": A}), ("INFO shop: begun", {"run": B})
    assert log(own, other, (f"INFO shop: charged for {A}", {"run": A})).names() == []
    (pattern,) = log(own, other, (f"INFO shop: charged for {A}", {"run": B})).patterns()
    assert (pattern.name, pattern.signature) == ("foreign_id", "charged for <id>")


def test_the_id_of_something_else_is_no_foreign_run() -> None:
    assert log(("INFO shop: begun", {"run": A}), (f"INFO shop: request {B}", {"run": A})).names() == []


def test_every_meaning_says_may_and_none_says_bug() -> None:
    for meaning in MEANINGS.values():
        assert " may " in meaning.may_mean
        assert "bug" not in f"{meaning.title} {meaning.seen} {meaning.may_mean}".lower()
        assert meaning.severity in ("info", "low")


def test_a_second_worker_begins_its_trials_anew() -> None:
    twice = log("INFO shop: job a started", "INFO shop: job a finished")
    twice.lines += list(twice.lines)
    assert twice.analysis().trials == 2
    assert twice.names() == []
