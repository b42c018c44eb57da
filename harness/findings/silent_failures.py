"""How each kind of failure that no error reports is looked for, and by which checks. Data, and one question."""

from collections.abc import Mapping
from dataclasses import dataclass

from harness.findings.finding import Finding
from harness.findings.verdict import is_bug


@dataclass(frozen=True, slots=True)
class Detection:
    """How one kind of silent failure is found, and the checks that do it."""

    method: str
    checks: tuple[str, ...]


SILENT_FAILURES: Mapping[str, Detection] = {
    "swallowed exception": Detection(
        "A fault with a text and an object of its own is put into one stage of each run, in each way in which a "
        "stage can fail, and is looked for in what the awaiter gets.",
        ("failures_reach_the_awaiter", "child_failures_reach_the_parent", "each_run_ends_in_its_own_way"),
    ),
    "wrong default": Detection(
        "Inputs that are not there are asked for in every way, and values that are false in a condition are read with "
        "a default of another type; what comes is held against the documentation and against what was put in.",
        ("missing_inputs_are_refused", "no_default_replaces_a_value"),
    ),
    "partial state": Detection(
        "Starts of stages are held against the graph after each way in which a stage can end; results against what the "
        "stages said that they returned and against a sequential model; reads against acknowledged writes.",
        (
            "no_dependent_runs_after_a_failure",
            "finished_outputs_survive_a_failure",
            "results_are_what_stages_returned",
            "every_stage_runs_exactly_once",
            "every_output_is_golden",
            "outcome_is_the_same_under_every_schedule",
            "no_acknowledged_write_is_lost",
            "one_writer_wins",
            "run_ids_are_distinct",
        ),
    ),
    "lossy conversion": Detection(
        "Deep fingerprints, which tell types apart, are taken before and after each conversion, each derivation and "
        "each edit of what was handed over.",
        (
            "conversions_are_lossless",
            "child_inherits_the_parents_context",
            "parent_is_unchanged",
            "callers_objects_are_unchanged",
            "later_edits_change_nothing",
            "nested_containers_are_frozen",
            "inherited_data_is_frozen",
            "derived_context_shares_no_mutable_object",
        ),
    ),
    "lost async failure": Detection(
        "Errors with a text of their own are raised where nobody awaits them (hooks, sinks, cleanups, forgotten "
        "tasks) and looked for in the log and with the event loop; events that were emitted are counted where they "
        "arrive; the tasks of a run are looked at when it has ended.",
        (
            "unawaited_errors_are_reported",
            "no_event_is_lost_or_doubled",
            "each_start_has_one_end",
            "hooks_nest",
            "nothing_is_left_behind",
        ),
    ),
}
SILENT_FAILURE_CHECKS: Mapping[str, tuple[str, ...]] = {way: found.checks for way, found in SILENT_FAILURES.items()}
_ALL = frozenset(check for checks in SILENT_FAILURE_CHECKS.values() for check in checks)


def is_silent_failure(finding: Finding) -> bool:
    """Whether a finding is a bug that one of these checks found: something went wrong and nothing raised."""
    return is_bug(finding) and any(check in _ALL for check in finding.checks)
