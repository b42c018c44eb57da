"""How each kind of failure that no error reports is looked for, check by check. Data, and one question."""

from collections.abc import Mapping

from harness.findings.finding import Finding
from harness.findings.verdict import is_bug

SILENT_FAILURES: Mapping[str, Mapping[str, str]] = {
    "swallowed exception": {
        "failures_reach_the_awaiter": "A fault with a text and an object of its own is put into a stage of each run, "
        "and is looked for in what the awaiter gets.",
        "child_failures_reach_the_parent": "Child runs fail with a text of their own, which is looked for in what "
        "their parent is told.",
        "each_run_ends_in_its_own_way": "Runs are failed, cancelled or given up on purpose; the error of each is held "
        "against what was done to it.",
    },
    "wrong default": {
        "missing_inputs_are_refused": "Inputs that are not there are asked for; what comes is held against the "
        "documentation.",
        "no_default_replaces_a_value": "Values that are false in a condition are read with a default of another type.",
    },
    "partial state": {
        "no_dependent_runs_after_a_failure": "Starts of stages are held against the graph and how stages ended.",
        "finished_outputs_survive_a_failure": "Outputs that were there before a failure are looked for on its error.",
        "results_are_what_stages_returned": "Results are held against what the stages recorded that they returned.",
        "every_stage_runs_exactly_once": "The starts and ends that stages record themselves are counted.",
        "every_output_is_golden": "Results are held against a sequential model of the pipeline.",
        "outcome_is_the_same_under_every_schedule": "The results of all trials are compared.",
        "no_acknowledged_write_is_lost": "A final read is held against the writes that were acknowledged.",
        "one_writer_wins": "The first writes to one name that were acknowledged are counted.",
        "run_ids_are_distinct": "The run ids of forked contexts are compared.",
    },
    "lossy conversion": {
        "conversions_are_lossless": "Deep fingerprints, which tell types apart, are taken around conversions.",
        "child_inherits_the_parents_context": "Fingerprints of what a child reads are held against its parent's.",
        "parent_is_unchanged": "Fingerprints of a parent are taken around changes of what is derived from it.",
        "callers_objects_are_unchanged": "Fingerprints of what the caller passed in are taken around the run.",
        "later_edits_change_nothing": "What was handed over is edited, and what came of it is compared.",
        "nested_containers_are_frozen": "Every mutator of every container that can be reached is tried.",
        "inherited_data_is_frozen": "Every mutator of every container that a child inherits is tried.",
        "concurrent_readers_see_one_content": "Reads in threads, while a stage attacks, are held against earlier ones.",
        "siblings_read_what_was_produced": "One consumer of an output attacks it; another one's reads are compared.",
        "derived_context_shares_no_mutable_object": "The object graphs of parent and derivate are walked.",
    },
    "lost async failure": {
        "unawaited_errors_are_reported": "Errors with a text of their own are raised where nobody awaits them, and "
        "looked for in the log and with the event loop.",
        "no_event_is_lost_or_doubled": "Events are counted where they are emitted and where they arrive.",
        "each_start_has_one_end": "What observers are told is held against what the stages record.",
        "hooks_nest": "The calls of interceptors are held against the start and the end of their stage.",
        "nothing_is_left_behind": "Tasks and errors that the event loop still has when a run has ended are listed.",
    },
}
"""Kind -> check -> what the check does to find it."""
_ALL = frozenset(check for checks in SILENT_FAILURES.values() for check in checks)


def is_silent_failure(finding: Finding) -> bool:
    """Whether a finding is a bug that one of these checks found: something went wrong and nothing raised."""
    return is_bug(finding) and any(check in _ALL for check in finding.checks)
