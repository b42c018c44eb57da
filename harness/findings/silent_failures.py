"""Which checks look for a failure that no error reports, by the way in which they look. Data, and one question."""

from collections.abc import Mapping

from harness.findings.finding import Finding
from harness.findings.verdict import is_bug

SILENT_FAILURE_CHECKS: Mapping[str, tuple[str, ...]] = {
    "golden output": (
        "every_output_is_golden",
        "outcome_is_the_same_under_every_schedule",
        "child_inherits_the_parents_context",
    ),
    "state audit": (
        "parent_is_unchanged",
        "callers_objects_are_unchanged",
        "later_edits_change_nothing",
        "nested_containers_are_frozen",
        "inherited_data_is_frozen",
        "derived_context_shares_no_mutable_object",
    ),
    "metrics validation": (
        "every_stage_runs_exactly_once",
        "no_acknowledged_write_is_lost",
        "one_writer_wins",
        "run_ids_are_distinct",
    ),
}
_ALL = frozenset(check for checks in SILENT_FAILURE_CHECKS.values() for check in checks)


def is_silent_failure(finding: Finding) -> bool:
    """Whether a finding is a bug that one of these checks found: something went wrong and nothing raised."""
    return is_bug(finding) and any(check in _ALL for check in finding.checks)
