"""What counts as a kill: which words of a check, without the plant, let its failure with the plant count."""

import pytest

from harness.audit import _plant_audit
from harness.plan import CalibrationRun
from harness.wire import ScenarioRun

CHECK = "cancelled_writes_leave_all_or_nothing"
ORDER = ScenarioRun("p", "cancelled_writes", (), trials=9, checks=(CHECK,))
PLANTED = CalibrationRun("lock-kept-when-cancelled", (ORDER,), (CHECK,))


@pytest.mark.parametrize(
    ("without", "already"),
    [("PASS", False), ("EXCLUDED", False), ("FAIL", True)],
    ids=["passes", "makes-room-for-what-cannot-occur", "fails-already"],
)
def test_a_failure_is_a_kill(without: str, already: bool) -> None:
    found = _plant_audit(PLANTED, "M-001", {"p": {CHECK: 3}}, "", {("p", CHECK): without})
    assert [(kill.check, kill.trial, kill.already) for kill in found.kills] == [(CHECK, 4, already)]


def test_a_failure_of_a_check_that_was_in_doubt_is_none() -> None:
    found = _plant_audit(PLANTED, "M-001", {"p": {CHECK: 3}}, "", {("p", CHECK): "UNKNOWN"})
    assert found.kills == () and found.survived
