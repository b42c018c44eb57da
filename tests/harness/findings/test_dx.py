"""Scores by rubric v1, from probes alone."""

import pytest

from harness.catalogue.probes import CATEGORIES
from harness.findings.dx import RUBRICS, score_dx
from tests.harness.report.factory import probe


def test_nothing_probed_is_not_a_score() -> None:
    dx = score_dx([])
    assert [s.category for s in dx.scores] == [*CATEGORIES]
    assert {s.score for s in dx.scores} == {None}
    assert dx.overall is None
    assert dx.rubric in RUBRICS


@pytest.mark.parametrize(
    ("passed", "probed", "score"),
    [(0, 1, 1), (1, 1, 5), (1, 2, 3), (1, 8, 2), (3, 8, 3), (1, 3, 2), (2, 3, 4), (7, 8, 5)],
    ids=lambda value: str(value),
)
def test_a_score_grows_with_the_facts_that_hold_halves_up(passed: int, probed: int, score: int) -> None:
    dx = score_dx([probe(f"p{i}", "clarity", i < passed) for i in range(probed)])
    clarity = next(s for s in dx.scores if s.category == "clarity")
    assert (clarity.score, clarity.passed, clarity.probed) == (score, passed, probed)


def test_overall_is_the_mean_of_the_scored_categories_to_two_decimals() -> None:
    probes = [probe("a", "clarity", True), probe("b", "debugging", False), probe("c", "boilerplate", False)]
    assert score_dx(probes).overall == 2.33


def test_the_notes_name_what_did_not_hold() -> None:
    dx = score_dx([probe("a", "clarity", True), probe("b", "clarity", False)])
    assert next(s for s in dx.scores if s.category == "clarity").notes == "b was answered badly."
