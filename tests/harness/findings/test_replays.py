"""What the replays of a failing trial say, and why it has no script."""

from typing import Any

import pytest

from harness.findings.replays import NOT_AGAIN, NOT_SHOWN, UNCONTROLLED, Candidate, replayed
from harness.findings.tokens import Token
from harness.wire import ScenarioRun

AGAIN, NOT = "reproduced", "not reproduced"
OWN, SHRUNK = "traces/p.run_ends.repro.py", "traces/other.repro.py"


@pytest.mark.parametrize(
    ("driver", "facts", "repro", "note"),
    [
        ("cancel_each", {"answers": [AGAIN], "repro": OWN}, OWN, ""),
        ("schedules", {"answers": [AGAIN], "shrunk": {"repro": SHRUNK}, "repro": ""}, SHRUNK, ""),
        ("schedules", {"answers": [AGAIN], "shrunk": {"repro": ""}, "repro": OWN}, OWN, ""),
        ("fault_each", {"answers": [AGAIN], "repro": ""}, "", NOT_SHOWN),
        ("fault_each", {"answers": [NOT], "repro": ""}, "", NOT_AGAIN),
        ("native", {"answers": [AGAIN, NOT, NOT]}, "", UNCONTROLLED),
        ("threads", {"answers": [NOT, NOT, NOT]}, "", UNCONTROLLED),
        ("native", {"answers": [AGAIN] * 3, "shrunk": {"repro": SHRUNK}}, SHRUNK, ""),
        ("schedules", {}, "", ""),
    ],
)
def test_where_there_is_no_script_it_says_why(driver: str, facts: dict[str, Any], repro: str, note: str) -> None:
    token = Token("M", "d", ScenarioRun("p", "pipeline_run", ()), {}, (), "run_ends", {"driver": driver}, {})
    found = replayed(Candidate("p", "run_ends", 3, token), facts)
    assert (found.repro, found.note) == (repro, note)
    assert found.again == facts.get("answers", []).count(AGAIN)
