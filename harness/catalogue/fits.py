"""Which checks find in which scenarios what they judge. What is not named here is judged in every scenario."""

from collections.abc import Mapping

_BAGS = ("bag_operations", "thread_bag_operations")
_TREE = ("subpipeline_tree",)
_CANCELLED = (*_TREE, "cancelled_children", "awkward_cancellations")
_CHILDREN = (*_CANCELLED, "nested_runs")
_OVERLAPPING = ("overlapping_runs", "one_run_id")
_TENANTS = (*_OVERLAPPING, "arranged_runs")
_DERIVED = ("context_derivation",)
_ATTACKED = ("mutation_attempts",)
_OBSERVED = ("observed_run",)
_TOLD = ("observed_run", "failing_run")
_WRITTEN = ("pipeline_run", "thread_writes")
_COUNTED = ("pipeline_run", "limited_run", "observed_run", "failing_run")

JUDGED_IN: Mapping[str, tuple[str, ...]] = {
    "cancellation_is_not_swallowed": ("pipeline_run",),
    "cleanups_run_once": ("pipeline_run", *_TENANTS),
    "cleanups_run_last_first": ("pipeline_run", *_TENANTS),
    "no_canary_crosses_over": _TENANTS,
    "a_failing_neighbour_changes_nothing": _TENANTS,
    "each_run_ends_in_its_own_way": _TENANTS,
    "cleanups_run_in_their_own_run": _TENANTS,
    "children_end_with_their_parent": _CANCELLED,
    "a_cancelled_child_is_stopped": _CANCELLED,
    "child_events_are_paired": _CANCELLED,
    "child_failures_reach_the_parent": _CANCELLED,
    "a_child_gives_its_own_result": _TREE,
    "children_can_be_traced": _CHILDREN,
    "context_variables_stay_in_their_run": ("nested_runs",),
    "ambiguous_reads_have_one_answer": ("ambiguous_reads",),
    "depth_is_limited": (*_TREE, "nested_runs"),
    "a_timed_out_stage_is_stopped": ("limited_run",),
    "no_more_stages_at_once_than_allowed": ("limited_run",),
    "nothing_is_retained": ("retained_runs", "retained_children"),
    "siblings_see_nothing_of_each_other": _TREE,
    "every_run_has_an_id": ("minted_run_ids", "minted_child_ids"),
    "drawn_ids_never_repeat": ("ids_drawn_apart",),
    "a_repeated_child_id_is_refused": ("repeating_ids",),
    "a_session_grows_with_its_content": ("session_growth",),
    "the_organisation_cannot_be_changed": ("organisation_attempts", "tenant_access"),
    "disagreeing_ids_are_refused": ("disagreeing_ids",),
    "what_nobody_owns_is_denied": ("tenant_access",),
    "only_the_authenticated_run": ("guarded_stages",),
    "a_refused_stage_is_not_completed": ("guarded_stages",),
    "a_breaker_opens_for_its_tenant_alone": ("tenant_breakers",),
    "attribute_assignment_is_refused": _ATTACKED,
    "second_init_is_refused": _ATTACKED,
    "callers_objects_are_unchanged": _ATTACKED,
    "later_edits_change_nothing": _ATTACKED,
    "nested_containers_are_frozen": (*_ATTACKED, "sibling_mutation"),
    "concurrent_readers_see_one_content": ("thread_reads",),
    "siblings_read_what_was_produced": ("sibling_mutation",),
    "inherited_data_is_frozen": ("subpipeline_inheritance",),
    "child_inherits_the_parents_context": ("subpipeline_inheritance", *_TREE, "nested_runs"),
    "no_acknowledged_write_is_lost": _WRITTEN,
    "own_writes_are_acknowledged": _WRITTEN,
    "one_writer_wins": ("thread_writes",),
    "bag_is_linearizable": (*_WRITTEN, *_BAGS),
    "bag_reads_are_one_snapshot": _BAGS,
    "attempts_are_counted": _BAGS,
    "read_entries_never_change": _BAGS,
    "cancelled_writes_leave_all_or_nothing": ("cancelled_writes",),
    "queue_is_linearizable": ("sink_operations",),
    "a_sink_accounts_for_every_event": ("sink_operations",),
    "derived_context_shares_no_mutable_object": _DERIVED,
    "derivation_changes_only_what_it_names": _DERIVED,
    "parent_is_unchanged": (*_DERIVED, "subpipeline_inheritance", *_TREE),
    "run_ids_are_distinct": (*_DERIVED, "subpipeline_inheritance", *_CHILDREN),
    "results_are_what_stages_returned": _TOLD,
    "no_event_is_lost_or_doubled": _OBSERVED,
    "events_keep_their_order": _OBSERVED,
    "each_start_has_one_end": _OBSERVED,
    "hooks_nest": _TOLD,
    "hooks_are_told_what_the_stage_gave": _TOLD,
    "received_events_never_change": _OBSERVED,
    "records_carry_their_run": _TOLD,
    "log_lines_carry_their_run": _TOLD,
    "durations_are_monotonic": (*_OBSERVED, *_CANCELLED),
    "failures_reach_the_awaiter": ("failing_run",),
    "no_dependent_runs_after_a_failure": ("failing_run",),
    "finished_outputs_survive_a_failure": ("failing_run",),
    "unawaited_errors_are_reported": ("failing_run", "sink_operations"),
    "missing_inputs_are_refused": ("failing_run",),
    "no_default_replaces_a_value": (*_TOLD, "conversions"),
    "conversions_are_lossless": ("conversions", "dumps_side_by_side", "stepwise_dump", *_OBSERVED),
    "odd_values_come_back_or_are_refused": ("odd_values",),
    "refusals_name_the_path": ("odd_values",),
    "checkpoints_never_change": ("checkpoints",),
    "rollback_gives_the_version": ("checkpoints",),
    "restored_snapshots_share_nothing": ("restored_snapshots",),
    "damaged_documents_are_refused": ("damaged_documents",),
    "foreign_schemas_are_refused": ("damaged_documents",),
    "reading_twice_gives_equals": ("damaged_documents",),
    "frozen_content_reads_as_plain": ("frozen_reads",),
    "finished_stages_are_not_repeated": ("resumed_run",),
    "deltas_replay_exactly": ("delta_chain",),
    "wrong_deltas_are_refused": ("delta_chain",),
    "deltas_change_no_input": ("delta_chain",),
    "every_output_is_golden": ("pipeline_run",),
    "outputs_are_as_expected": ("pipeline_run",),
    "every_stage_runs_exactly_once": _COUNTED,
    "dependencies_finish_first": (*_COUNTED, *_OVERLAPPING),
    "stages_are_started_fairly": ("pipeline_run", "limited_run"),
}
"""Check -> the scenarios in which it can say more than UNKNOWN."""

NEEDS_THE_BAG: tuple[str, ...] = ("no_acknowledged_write_is_lost", "own_writes_are_acknowledged", "bag_is_linearizable")
"""Checks that judge a pipeline_run by what its stages wrote: one of them has to be a write_output."""
NEEDS_A_MODEL: tuple[str, ...] = ("every_output_is_golden",)
"""Checks that know what a stage of the catalogue gives, and not what a class of the user's own does."""
NEEDS_A_SWEEP: tuple[str, ...] = ("cancellation_is_not_swallowed",)
"""Checks that judge a pipeline_run under cancel_each or fault_each only."""
BEYOND_THE_BUNDLED_CORE: tuple[str, ...] = ("resumed_run", "delta_chain", "tenant_breakers")
"""Scenarios of features that the core of this checkout does not have: what they show is shown by subjects that have."""
