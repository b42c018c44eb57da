"""Plants in the separation of runs that overlap, and in what a run leaves behind."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "token-on-the-graph",
        "The graph holds one cancellation token: a run that cancels itself stops the one that asked last.",
        "Runs of one graph do not touch each other",
        caught_by=(
            "a_failing_neighbour_changes_nothing",
            "no_canary_crosses_over",
            "each_run_ends_in_its_own_way",
        ),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "cleanups-on-the-graph",
        "The graph holds one registry: a cleanup is called at the end of the run that asked last.",
        "Runs of one graph do not touch each other",
        caught_by=(
            "cleanups_run_in_their_own_run",
            "a_failing_neighbour_changes_nothing",
        ),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "memo-without-tenant",
        "A stage that was asked the same question before gives the answer that another tenant got.",
        "Runs of one graph do not touch each other",
        caught_by=("no_canary_crosses_over",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "log-of-the-last-run",
        "Log lines carry the id of the run that was started last.",
        "Runs of one graph do not touch each other",
        caught_by=("no_canary_crosses_over",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "context-of-the-first-run",
        "Runs that overlap share the context variables of the one that began first.",
        "Runs of one graph do not touch each other",
        caught_by=("no_canary_crosses_over",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "error-of-the-neighbour",
        "A run that fails raises the error of the first run of its graph that failed.",
        "Runs of one graph do not touch each other",
        caught_by=("no_canary_crosses_over",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "one-result-dict",
        "A graph fills one dict of results and gives it to the caller of every run.",
        "Runs of one graph do not touch each other",
        caught_by=("no_canary_crosses_over",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "stage-object-for-all-runs",
        "A stage that is given as a class is made once, and its state is that of all runs.",
        "Runs of one graph do not touch each other",
        caught_by=("no_canary_crosses_over",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "sink-of-the-last-run",
        "A stage's event goes to the sink of the run that was started last.",
        "Runs of one graph do not touch each other",
        caught_by=("no_canary_crosses_over",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "results-of-the-run-before",
        "One run in twenty that ends beside another one is given the results of the one before it.",
        "Runs of one graph do not touch each other",
        caught_by=(
            "no_canary_crosses_over",
            "a_failing_neighbour_changes_nothing",
        ),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "failure-stops-the-neighbour",
        "When a run fails, the oldest other run of its graph is cancelled with it.",
        "Runs of one graph do not touch each other",
        caught_by=("a_failing_neighbour_changes_nothing",),
        scenarios=("overlapping_runs",),
    ),
    Plant(
        "failing-run-keeps-a-cycle",
        "The error of a failed run holds itself, and waits for the garbage collector.",
        "An ended run leaves no reference cycle",
        caught_by=("nothing_is_retained",),
        scenarios=("retained_runs",),
    ),
    Plant(
        "every-run-remembered",
        "A list of the module holds an entry for every run that there ever was.",
        "An ended run leaves nothing in memory",
        caught_by=("nothing_is_retained",),
        scenarios=("retained_runs",),
    ),
    Plant(
        "thread-left-waiting",
        "A run that is cancelled from outside leaves a thread that waits for it.",
        "When a run has ended, nothing of it is left",
        caught_by=("nothing_stays_open",),
        scenarios=(
            "overlapping_runs",
            "retained_runs",
        ),
        drivers=(
            "native",
            "fresh_process",
        ),
    ),
    Plant(
        "timer-left-set",
        "A run that fails leaves the timer that was to end it.",
        "When a run has ended, nothing of it is left",
        caught_by=("nothing_stays_open",),
        scenarios=("overlapping_runs",),
        drivers=("schedules",),
    ),
    Plant(
        "descriptor-left-open",
        "A run that fails leaves its file open.",
        "When a run has ended, nothing of it is left",
        caught_by=("nothing_stays_open",),
        scenarios=(
            "overlapping_runs",
            "retained_runs",
        ),
        drivers=(
            "native",
            "fresh_process",
        ),
    ),
    Plant(
        "graph-in-a-cycle",
        "A pipeline and the graph that was built from it hold each other.",
        "What a run leaves does not wait for the garbage collector",
        caught_by=("nothing_is_retained",),
        scenarios=("retained_runs",),
    ),
    Plant(
        "one-context-for-all-stages",
        "Stages run in one context, which is copied once, when the first of them starts.",
        "Every stage runs in its own copy of the caller's context variables",
        caught_by=("context_variables_stay_in_their_run",),
        scenarios=("nested_runs",),
    ),
)
