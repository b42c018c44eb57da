"""How many trials each failure of a run may take to be made small."""

import pytest

from harness.failures import SHRINK_TRIALS, SHRINK_TRIALS_EACH, SHRINK_TRIALS_LEAST, shrink_budget


@pytest.mark.parametrize(
    ("failures", "trials"),
    [
        pytest.param(0, SHRINK_TRIALS_EACH, id="none-asks-for-nothing"),
        pytest.param(1, SHRINK_TRIALS_EACH, id="one-has-all-that-one-may-have"),
        pytest.param(10, SHRINK_TRIALS // 10, id="ten-share"),
        pytest.param(1_000, SHRINK_TRIALS_LEAST, id="many-have-enough-to-be-tried-at-all"),
    ],
)
def test_failures_share_the_trials_of_a_run(failures: int, trials: int) -> None:
    assert shrink_budget(failures) == trials
