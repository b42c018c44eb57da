"""Counts over a log add up, and say what they could not tell apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.findings.logs.lines import Line
from harness.findings.logs.shapes import SHAPE_CHARS_MAX, shape_of
from harness.findings.logs.statistics import Statistics
from harness.findings.logs.tally import Tally
from tests.harness.findings.logs.written import log

LINES = st.builds(
    Line,
    file=st.just("logs/p.jsonl"),
    number=st.integers(1, 9),
    pipeline=st.just("p"),
    trial=st.integers(0, 3),
    seq=st.integers(0, 9),
    level=st.sampled_from(["DEBUG", "INFO", "WARNING", "ERROR", "odd"]),
    logger=st.sampled_from(["", "a", "b.c"]),
    message=st.one_of(st.text(max_size=40), st.sampled_from(["retry 1 timed out", "job 7 cancelled", "Error: lost"])),
)


def counted(lines: list[Line]) -> Statistics:
    statistics = Statistics()
    for line in lines:
        statistics.see(line)
    return statistics


@given(st.lists(LINES, max_size=30), st.lists(LINES, max_size=30))
def test_two_parts_of_a_log_together_are_the_whole(first: list[Line], second: list[Line]) -> None:
    one, two, both = counted(first), counted(second), counted([*first, *second])
    assert both.lines == one.lines + two.lines
    assert both.keywords == one.keywords + two.keywords
    for name in ("by_level", "by_logger", "shapes", "warnings"):
        whole, parts = getattr(both, name), (getattr(one, name), getattr(two, name))
        keys = {*parts[0], *parts[1]}
        assert whole.counts == {key: sum(part.counts.get(key, 0) for part in parts) for key in keys}


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.integers(0, 8), st.integers(0, 8))
def test_what_is_not_told_apart_is_counted(keys: list[str], keys_max: int, most: int) -> None:
    tally = Tally[str](keys_max)
    for key in keys:
        tally.add(key)
    assert tally.total == len(keys)
    assert len(tally.counts) <= keys_max
    assert all(count == keys.count(key) for key, count in tally.counts.items())
    assert sum(count for _, count in tally.top(most)) + tally.rest(most) == len(keys)


def test_equal_counts_are_shown_in_one_order() -> None:
    tally = Tally[str](5)
    for key in "bcab":
        tally.add(key)
    assert tally.top(3) == [("b", 2), ("a", 1), ("c", 1)]


@pytest.mark.parametrize(
    ("message", "shape"),
    [
        ("stage s07 took 1.25 ms", "stage s# took # ms"),
        ("12,345 lines", "# lines"),
        ("run 11111111-aaaa-4aaa-8aaa-11111111beef ended", "run <id> ended"),
        ("at 0x7f00aa and 4bc4e1b05bef445a", "at <hex> and <hex>"),
        ("'a b' is no \"c d\", but `e`", "'*' is no '*', but '*'"),
        ("it can't be what it isn't", "it can't be what it isn't"),
        ("two\n  lines\t", "two lines"),
        ("feedback is a word", "feedback is a word"),
        ("", ""),
    ],
)
def test_values_leave_the_shape(message: str, shape: str) -> None:
    assert shape_of(message) == shape


@given(st.text(max_size=2000))
def test_any_text_has_a_bounded_shape_on_one_line(message: str) -> None:
    shape = shape_of(message)
    assert len(shape) <= SHAPE_CHARS_MAX
    assert "\n" not in shape


def test_levels_loggers_and_words_are_counted() -> None:
    analysis = log(
        "INFO a: Retrying after a Timeout", "INFO a: retrying again", "ERROR b: failed: error", "DEBUG a: fine"
    ).analysis()
    assert analysis.by_level == {"DEBUG": 1, "ERROR": 1, "INFO": 2}
    assert analysis.by_logger == {"a": 3, "b": 1}
    assert analysis.keywords == {"error": 1, "fail": 1, "retry": 2, "timeout": 1}
    assert [(s.level, s.shape) for s in analysis.warnings] == [("ERROR", "failed: error")]


def test_the_most_frequent_shapes_are_shown_and_the_others_counted() -> None:
    words = [f"{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(30)]
    analysis = log(*(f"INFO a: {word}" for word in words for _ in range(2)), "INFO a: aa").analysis()
    assert analysis.distinct_shapes == 30
    assert (analysis.shapes[0].shape, analysis.shapes[0].lines) == ("aa", 3)
    assert sum(s.lines for s in analysis.shapes) + analysis.other_shapes == analysis.lines == 61
    assert analysis.not_told_apart == 0


def test_an_error_stands_between_the_lines_of_its_trial() -> None:
    many = log("INFO a: of another trial")
    many.trial(*(f"INFO a: line {n}" for n in range(5)), "ERROR a: lost 5", "ERROR a: lost 6", "INFO a: line 7")
    (error,) = many.analysis().errors
    assert (error.shape, error.lines) == ("lost #", 2)
    assert [e.text for e in error.context] == ["line 2", "line 3", "line 4", "lost 5", "lost 6", "line 7"]
    assert error.context[error.at].text == "lost 5"


def test_an_error_at_the_border_of_its_trial_takes_no_line_of_another() -> None:
    many = log("INFO a: before").trial("ERROR a: lost").trial("INFO a: behind")
    (error,) = many.analysis().errors
    assert [e.text for e in error.context] == ["lost"]


def test_times_are_compared_within_a_trial_and_by_one_clock() -> None:
    def at(us: int, text: str) -> tuple[str, dict[str, int]]:
        return f"INFO a: {text}", {"at_us": us}

    many = log(at(0, "x"), at(500, "y"), at(400, "z"), clock="virtual")
    many.trial(at(10**12, "x"), at(10**12 + 90, "y"), clock="wall")
    many.trial(at(10**13, "x"), at(10**14, "y"), clock="none")
    many.trial(at(-1, "x"), at(-1, "y"), clock="wall")
    virtual, wall = many.analysis().gaps
    assert (virtual.clock, virtual.gap_us, virtual.trials, virtual.out_of_order) == ("virtual", 500, 1, 1)
    assert (wall.clock, wall.gap_us, wall.trials, wall.out_of_order) == ("wall", 90, 1, 0)
    assert (virtual.before.text, virtual.after.text) == ("x", "y")


def test_lines_with_and_without_a_run_are_counted_where_some_have_one() -> None:
    many = log(("INFO a: x", {"run": "r"}), "INFO a: y", "DEBUG a: z").trial("INFO a: x", "INFO a: y")
    assert (many.analysis().with_run, many.analysis().without_run) == (1, 1)


def test_a_trial_of_which_lines_are_missing_is_counted() -> None:
    many = log("INFO a: x", missing=1).trial("INFO a: x", "INFO a: y")
    assert many.analysis().trials_partial == 1
    many.lines[-1] = replace(many.lines[-1], seq=5)
    assert many.analysis().trials_partial == 2
