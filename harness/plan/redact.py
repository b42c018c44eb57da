"""What is redacted in a run: what its mission says, and what its plan adds."""

from harness.evidence.redaction import Redaction
from harness.mission import Mission
from harness.mission.redact import ENTRIES, redaction_of
from harness.plan.model import Plan


def redaction_in(mission: Mission, plan: Plan) -> Redaction:
    """Of a run with this mission and this plan, now and whenever it is judged, resumed or replayed."""
    return redaction_of((*mission.redact, *ENTRIES.validate_python(plan.redact)))
