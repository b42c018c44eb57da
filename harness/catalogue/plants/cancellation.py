"""Plants in cancellation, cleanups, and the limits of stages."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "every-fiftieth-cleanup-lost",
        "One cleanup in fifty is registered and never called.",
        "Every cleanup of a run runs once",
        caught_by=("cleanups_run_once",),
        scenarios=(
            "overlapping_runs",
            "pipeline_run",
        ),
    ),
    Plant(
        "cleanups-again-after-a-failure",
        "When a cleanup fails, all of them are called again.",
        "Every cleanup of a run runs once",
        caught_by=("cleanups_run_once",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "cleanups-first-first",
        "Cleanups are called in the order in which they were registered.",
        "Cleanups run last registered first",
        caught_by=("cleanups_run_last_first",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "cleanups-after-the-end",
        "The run returns while its cleanups are still to come.",
        "Every cleanup of a run runs once",
        caught_by=("cleanups_run_once",),
        scenarios=("pipeline_run",),
        drivers=(
            "cancel_each",
            "fault_each",
        ),
    ),
    Plant(
        "failing-cleanup-ends-the-rest",
        "The cleanups behind one that raises are not called.",
        "Every cleanup of a run runs once",
        caught_by=("cleanups_run_once",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "second-cancel-ends-cleanups",
        "Whoever cancels a run while it cleans up ends the cleanups that are left.",
        "Every cleanup of a run runs once",
        caught_by=("cleanups_run_once",),
        scenarios=("pipeline_run",),
        drivers=("cancel_each",),
    ),
    Plant(
        "cancellation-swallowed",
        "A run that is cancelled from outside returns, without results.",
        "A cancellation from outside is never swallowed",
        caught_by=("cancellation_is_not_swallowed",),
        scenarios=("pipeline_run",),
        drivers=("cancel_each",),
    ),
    Plant(
        "first-step-is-deaf",
        "A cancellation that comes before the first stage has begun is forgotten.",
        "A cancellation from outside is never swallowed",
        caught_by=("cancellation_is_not_swallowed",),
        scenarios=("pipeline_run",),
        drivers=("cancel_each",),
    ),
    Plant(
        "token-looked-at-now-and-then",
        "A run hears of its cancelled token only at the next look, up to five seconds later.",
        "A run whose token is cancelled raises UnifiedPipelineCancelled",
        caught_by=("each_run_ends_in_its_own_way",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "cancel-output-goes-on",
        "A stage that returns CANCEL is taken as one that went well.",
        "A stage that returns CANCEL ends its run",
        caught_by=("each_run_ends_in_its_own_way",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "stopped-stage-runs-on",
        "A stage that is cancelled is let go, and what it was doing goes on.",
        "When a run has ended, no task of it is alive",
        caught_by=("nothing_is_left_behind",),
        scenarios=("pipeline_run",),
        drivers=(
            "cancel_each",
            "fault_each",
        ),
    ),
    Plant(
        "late-stage-left-running",
        "A stage that takes too long fails its run, and goes on.",
        "A stage that is late fails, and is stopped",
        caught_by=("a_timed_out_stage_is_stopped",),
        scenarios=("limited_run",),
    ),
    Plant(
        "late-stage-is-forgiven",
        "A stage that takes too long is stopped, and taken as one that gave nothing.",
        "A stage that is late fails with TimeoutError",
        caught_by=("a_timed_out_stage_is_stopped",),
        scenarios=("limited_run",),
    ),
    Plant(
        "newest-stage-first",
        "Where only so many stages may run at once, the one that became ready last goes next.",
        "Stages are started in the order in which they become ready",
        caught_by=("stages_are_started_fairly",),
        scenarios=("limited_run",),
        drivers=("native",),
    ),
)
