"""What a mission's author expects of stages, against results written by hand."""

from dataclasses import replace

import pytest

from harness.evidence.fingerprint import digest
from harness.evidence.records import CUT_SHORT, Event, Result
from tests.harness.checks.histories import fails, order, passes, result, stage, trial, vacuous

CHECK = "outputs_are_as_expected"
DATA = {"left": 7, "who": ["ada", {"ben": None}]}
ORDER = replace(order(stage("open"), stage("count", "open")), expected={"count": DATA})
RIGHT = result("count", digest(DATA), "{'left': 7, ...}")


def test_the_data_that_is_expected_passes_whatever_other_stages_gave() -> None:
    assert passes(CHECK, trial(ORDER, result("open", "d"), RIGHT)).reason == "1 of 1 outputs as expected"


@pytest.mark.parametrize(
    ("results", "signature", "witness"),
    [
        pytest.param([result("open", "d")], "count: no result", "run: stage count gave no result", id="missing"),
        pytest.param([RIGHT, RIGHT], "count: several results", "run: stage count gave 2 results", id="doubled"),
        pytest.param(
            [Result("run", "count", "skip", digest(DATA), "")],
            "count: ended as skip",
            "run: stage count ended as skip, not as ok",
            id="right-data-of-a-wrong-status",
        ),
        pytest.param(
            [result("count", digest({**DATA, "left": 7.0}), "{'left': 7.0, ...}")],
            "count: other data",
            "run: stage count gave {'left': 7.0, ...}, expected {'left': 7, 'who': ['ada', {'ben': None}]}",
            id="another-type",
        ),
        pytest.param(
            [result("count", digest({**DATA, "more": 1}), "{...}")],
            "count: other data",
            "run: stage count gave {...}, expected {'left': 7, 'who': ['ada', {'ben': None}]}",
            id="one-key-more",
        ),
    ],
)
def test_anything_else_fails_in_its_own_way(results: list[Result], signature: str, witness: str) -> None:
    assert fails(CHECK, trial(ORDER, *results), signature).witness == (witness,)


def test_each_run_is_held_to_it() -> None:
    wrong = result("count", "d", "{}", run="second")
    verdict = fails(CHECK, trial(ORDER, RIGHT, wrong), "count: other data")
    assert verdict.reason == "1 of 2 outputs is not as expected"
    assert verdict.witness[0].startswith("second: stage count")


def test_nothing_expected_no_result_and_a_run_cut_short_decide_nothing() -> None:
    vacuous(CHECK, trial(replace(ORDER, expected={}), RIGHT))
    vacuous(CHECK, trial(ORDER))
    vacuous(CHECK, trial(ORDER, Event(CUT_SHORT, 1, {"how": "cancelled"})))
