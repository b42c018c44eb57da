"""Scores by rubric v1, from measured figures alone."""

from typing import Any

import pytest

from harness.catalogue.dx_measures import MEASURE, MEASURES
from harness.catalogue.probes import CATEGORIES
from harness.findings.dx import RUBRICS, score_dx
from tests.harness.report.factory import hypothesis, probe


def figure(category: str, milli: int | None, fact: str = "seen") -> dict[str, Any]:
    return {"category": category, "milli": milli, "fact": fact}


def test_nothing_measured_is_not_a_score() -> None:
    dx = score_dx([], [], [hypothesis()])
    assert [s.category for s in dx.scores] == [*CATEGORIES]
    assert {s.score for s in dx.scores} == {None}
    assert dx.overall is None
    assert dx.rubric in RUBRICS


def test_every_category_has_one_measure_whose_limits_go_from_good_to_bad() -> None:
    assert [m.category for m in MEASURES] == [*CATEGORIES]
    for measure in MEASURES:
        assert list(measure.limits) == sorted(set(measure.limits), reverse=measure.higher_is_better)


@pytest.mark.parametrize(
    ("category", "milli", "score"),
    [
        ("clarity", 1000, 5),
        ("clarity", 950, 5),
        ("clarity", 949, 4),
        ("clarity", 849, 3),
        ("clarity", 699, 2),
        ("clarity", 499, 1),
        ("performance", 2000, 5),
        ("performance", 2001, 4),
        ("performance", 16000, 2),
        ("performance", 16001, 1),
    ],
)
def test_a_figure_is_worth_the_score_whose_limit_it_reaches(category: str, milli: int, score: int) -> None:
    found = next(s for s in score_dx([], [figure(category, milli)], []).scores if s.category == category)
    assert (found.score, found.value, found.fact) == (score, milli / 1000, "seen")


def test_what_could_not_be_measured_has_no_score_and_says_why() -> None:
    scores = {s.category: s for s in score_dx([], [figure("clarity", None, "no such thing")], []).scores}
    clarity = scores["clarity"]
    assert (clarity.score, clarity.value, clarity.fact) == (None, None, "no such thing")
    assert scores["debugging"].fact == "not measured"


def test_flexibility_is_the_share_of_hypotheses_that_are_not_unsupported() -> None:
    hypotheses = [hypothesis(f"H{i}", result) for i, result in enumerate(("holds", "refuted", "unsupported"))]
    dx = score_dx([], [figure("clarity", 1000)], hypotheses)
    flexibility = next(s for s in dx.scores if s.category == "flexibility")
    assert (flexibility.value, flexibility.score) == (0.667, 2)
    assert flexibility.fact == "2 of 3 hypotheses, not H2"


def test_overall_is_the_mean_of_the_scored_categories_to_two_decimals() -> None:
    figures = [figure("clarity", 1000), figure("debugging", 0)]
    assert score_dx([], figures, [hypothesis()]).overall == 3.67  # flexibility is 5


def test_probes_move_no_score() -> None:
    assert score_dx([probe("a", "clarity", False)], [], []).overall is None
    assert set(MEASURE) == {*CATEGORIES}
