"""The checks that a mission can name. What they do stands in `harness/checks`; a test holds the two equal."""

from harness.catalogue.entry import Entry

ASSUMPTIONS: tuple[str, ...] = ("evidence_is_complete", "history_is_well_formed", "run_ends")
OF_THE_PROCESS = "worker_survives"
EVERYWHERE = (*ASSUMPTIONS, OF_THE_PROCESS)
"""Judged for every pipeline, whether it names them or not."""
OF_OUTCOMES = "outcome_is_the_same_under_every_schedule"
"""Needs a trial of each outcome, whether that trial fails or not."""
OF_THE_EVIDENCE = ("evidence_is_complete", "history_is_well_formed")
"""Judge what was recorded and not the subject: they say UNKNOWN at the worst, and no defect of a subject fails them."""

CHECKS: tuple[Entry, ...] = (
    Entry("evidence_is_complete", "Every record that a trial announced is there. Judged for every pipeline."),
    Entry("history_is_well_formed", "No operation returns before it was invoked. Judged for every pipeline."),
    Entry("worker_survives", "The process that runs the subject lives to its end. Judged for every pipeline."),
    Entry("run_ends", "The run ends, in a result or an error. Judged for every pipeline."),
    Entry("nothing_is_left_behind", "When a run has ended, no task of it is alive and no error of it is unhandled."),
    Entry("cancellation_is_not_swallowed", "Whoever awaits a run that is cancelled from outside gets CancelledError."),
    Entry("cleanups_run_once", "Each registered cleanup has run exactly once when the run ends, in whatever way."),
    Entry("no_canary_crosses_over", "No run finds a text or a run id of another run, wherever it looks."),
    Entry("a_failing_neighbour_changes_nothing", "A run that goes well is the same alone and beside failing ones."),
    Entry("each_run_ends_in_its_own_way", "A run ends in the error that is documented for what was done to it."),
    Entry("cleanups_run_in_their_own_run", "A cleanup runs while the run that registered it is under way, and for it."),
    Entry("cleanups_run_last_first", "The cleanups of a run are started in the reverse of their registration."),
    Entry("children_end_with_their_parent", "No child run is under way when the run that spawned it has ended."),
    Entry("a_cancelled_child_is_stopped", "A child that is cancelled while it is under way does not run to its end."),
    Entry("child_events_are_paired", "Each child that ran has one event of its start and one of its end."),
    Entry("child_failures_reach_the_parent", "Who spawned a child is told whether it failed, and by which error."),
    Entry("children_can_be_traced", "A child, its events and its result say rightly where it comes from."),
    Entry("siblings_see_nothing_of_each_other", "A child finds its own marks and those of the runs above it alone."),
    Entry("context_variables_stay_in_their_run", "No stage sees what a sibling has set in a context variable."),
    Entry("ambiguous_reads_have_one_answer", "A key that several stages gave is read alike, whoever ended first."),
    Entry("a_child_gives_its_own_result", "What a child run returned is what its parent is given."),
    Entry("depth_is_limited", "Children are spawned down to the limit of depth, and not below."),
    Entry("nothing_stays_open", "After a run no more threads, descriptors, timers and registry entries are there."),
    Entry("a_timed_out_stage_is_stopped", "A stage that takes longer than it may fails its run, and is stopped."),
    Entry("stages_are_started_fairly", "No ready stage is passed over again and again by later ones."),
    Entry("no_more_stages_at_once_than_allowed", "Never are more stages of a run at work than its limit allows."),
    Entry("every_run_has_an_id", "Every run has one id, the same wherever it is seen, and that of no other run."),
    Entry("drawn_ids_never_repeat", "No id is drawn twice: by threads, by forked processes, or after one seed."),
    Entry(
        "a_repeated_child_id_is_refused",
        "Of children with one id one begins, and the others are refused with an error.",
    ),
    Entry("a_session_grows_with_its_content", "What a session holds grows with its texts, and no faster at its end."),
    Entry("the_organisation_cannot_be_changed", "Whatever a stage tries, its run stays with its own organisation."),
    Entry("disagreeing_ids_are_refused", "Plain data in which one id stands twice, and not alike, is refused."),
    Entry("what_nobody_owns_is_denied", "A guard allows its tenant's own resources, and none of another or of nobody."),
    Entry("only_the_authenticated_run", "A stage behind guards runs exactly where they have to let it run."),
    Entry("a_refused_stage_is_not_completed", "A stage that its guards did not let run does not count as completed."),
    Entry("a_breaker_opens_for_its_tenant_alone", "The failures of one tenant open no breaker for another one."),
    Entry("nothing_is_retained", "The number of objects alive does not grow with the number of runs."),
    Entry("attribute_assignment_is_refused", "Assigning or deleting an attribute of a frozen value raises."),
    Entry("second_init_is_refused", "Calling __init__ again on a value object raises."),
    Entry("nested_containers_are_frozen", "No mutator of a nested container changes what another reader sees."),
    Entry("concurrent_readers_see_one_content", "Threads read the same, whatever a stage does to it meanwhile."),
    Entry("siblings_read_what_was_produced", "No stage reads an output otherwise for what its siblings did to it."),
    Entry("inherited_data_is_frozen", "No mutator of a container that a child inherited changes what its parent sees."),
    Entry("no_acknowledged_write_is_lost", "Every write that returned is in the final read, with its own value."),
    Entry("own_writes_are_acknowledged", "No write to a name that only one writer uses fails."),
    Entry("one_writer_wins", "Of several first writes to one name exactly one is acknowledged."),
    Entry("bag_is_linearizable", "Name by name, one order of writes and reads explains every answer of the bag."),
    Entry("bag_reads_are_one_snapshot", "A read of the whole bag shows what it held at one moment of the read."),
    Entry("attempts_are_counted", "The acknowledged writes of a name are attempts 1, 2, 3 and so on, each told once."),
    Entry("read_entries_never_change", "An entry that was read from the bag holds later what it held then."),
    Entry(
        "cancelled_writes_leave_all_or_nothing",
        "A write that is cancelled has stored its output whole or changed nothing, and keeps nobody waiting.",
    ),
    Entry("queue_is_linearizable", "What a bounded queue accepts comes out once, in order; it refuses only when full."),
    Entry("a_sink_accounts_for_every_event", "A sink that was stopped counts each event as emitted or as dropped."),
    Entry("derived_context_shares_no_mutable_object", "No mutable object is reachable from a parent and its derivate."),
    Entry("derivation_changes_only_what_it_names", "A with_* method replaces the field it names and keeps the rest."),
    Entry("parent_is_unchanged", "The deep fingerprint of a parent is the same before and after its derivates change."),
    Entry("run_ids_are_distinct", "No two forked contexts carry one run id."),
    Entry("child_inherits_the_parents_context", "What a child reads equals what its parent holds; its run id is new."),
    Entry("results_are_what_stages_returned", "Each result has the status and the data that its stage returned."),
    Entry("no_event_is_lost_or_doubled", "What stages emit is what sinks receive, each event once or told as dropped."),
    Entry("events_keep_their_order", "What one stage emits arrives in the order in which it was emitted."),
    Entry("each_start_has_one_end", "Of each stage one start and then one end is told, around its own work."),
    Entry("hooks_nest", "Each stage has the hooks that it was given: each before one after, on every way out, nested."),
    Entry("hooks_are_told_what_the_stage_gave", "Each after is told whether its stage completed, and what it gave."),
    Entry("received_events_never_change", "An event holds when all runs have ended what it held when it arrived."),
    Entry("records_carry_their_run", "Events and log lines that ought to say which run they belong to say it rightly."),
    Entry("log_lines_carry_their_run", "Every line that is logged while a run goes on carries the id of that run."),
    Entry("durations_are_monotonic", "No measured duration is negative, or contradicts the time that passed."),
    Entry(
        "failures_reach_the_awaiter", "A run with a failed stage raises, and its error keeps the stage and the cause."
    ),
    Entry("no_dependent_runs_after_a_failure", "No stage behind a failed one starts; those behind a completed one do."),
    Entry("finished_outputs_survive_a_failure", "The error of a run carries the outputs of the stages that finished."),
    Entry("unawaited_errors_are_reported", "An error that nobody awaits is in the log or with the event loop."),
    Entry(
        "missing_inputs_are_refused", "Who asks for an input that is not there gets the documented error or default."
    ),
    Entry("no_default_replaces_a_value", "Values that are false in a condition are not replaced by a default."),
    Entry("conversions_are_lossless", "What goes through a conversion and back is the same, or is refused."),
    Entry(
        "odd_values_come_back_or_are_refused",
        "What JSON has no form for comes back from it as it is, or is refused by a typed error.",
    ),
    Entry("refusals_name_the_path", "Whoever is refused a value is told the path to it."),
    Entry("checkpoints_never_change", "Plain data of a snapshot holds at the end what it held when it was taken."),
    Entry("rollback_gives_the_version", "A saved version, read back, equals the snapshot that was saved."),
    Entry("restored_snapshots_share_nothing", "A restored snapshot shares no mutable object with anything."),
    Entry(
        "damaged_documents_are_refused", "Every truncation, turned bit and part of another kind is refused or harmless."
    ),
    Entry(
        "foreign_schemas_are_refused", "Documents of a newer or unknown schema are refused, unknown keys not dropped."
    ),
    Entry("reading_twice_gives_equals", "The same bytes, read twice, give equal snapshots or two refusals."),
    Entry("finished_stages_are_not_repeated", "A resumed run calls the stages that had not finished, and no others."),
    Entry("deltas_replay_exactly", "A chain of deltas gives each version that it was made of."),
    Entry("wrong_deltas_are_refused", "A delta that does not fit its base is refused."),
    Entry("deltas_change_no_input", "Making and applying deltas leaves the trees alone that they are made of."),
    Entry("outputs_are_as_expected", "Stages give what the pipeline says under 'expected'."),
    Entry("every_output_is_golden", "Every stage's output equals the one that a sequential model computes."),
    Entry("every_stage_runs_exactly_once", "Each stage of the pipeline starts once and ends once."),
    Entry("dependencies_finish_first", "No stage starts before all stages it depends on have ended."),
    Entry("outcome_is_the_same_under_every_schedule", "All trials give the same outputs, whatever the schedule."),
    Entry("frozen_content_reads_as_plain", "Reading frozen content gives what reading plain containers gives."),
    Entry("thresholds_hold", "Every metric is within the limits that the mission sets for it, over all trials."),
    Entry("callers_objects_are_unchanged", "What the caller passed in has the same deep fingerprint after the run."),
    Entry("later_edits_change_nothing", "Editing what was passed in changes nothing that was handed out."),
)
