"""Plants in events, logs and interceptors."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "event-lost-in-a-tick",
        "Of several events that a sink is given in one turn of the loop only the first arrives.",
        "Each event is delivered once",
        caught_by=("no_event_is_lost_or_doubled",),
        scenarios=("observed_run",),
    ),
    Plant(
        "event-doubled",
        "Every 500th event is sent twice.",
        "Each event is delivered once",
        caught_by=("no_event_is_lost_or_doubled",),
        scenarios=("observed_run",),
    ),
    Plant(
        "id-of-another-run",
        "Events carry the run id of the run that emitted before, as if it were kept in one place.",
        "Each event carries the ids of its run",
        caught_by=("records_carry_their_run",),
        scenarios=("observed_run",),
    ),
    Plant(
        "overtaking-event",
        "Every ninth event is sent one turn of the loop later.",
        "Events of a stage arrive in the order in which it emitted them",
        caught_by=("events_keep_their_order",),
        scenarios=("observed_run",),
    ),
    Plant(
        "uncounted-drop",
        "A full sink drops an event and does not count it.",
        "A sink delivers each event or counts it as dropped",
        caught_by=("no_event_is_lost_or_doubled",),
        scenarios=("observed_run",),
    ),
    Plant(
        "second-artifact-lost",
        "Of several artifacts of an output only the first is kept.",
        "An output keeps its artifacts",
        caught_by=("no_event_is_lost_or_doubled",),
        scenarios=("observed_run",),
    ),
    Plant(
        "silent-sink",
        "An error of an event sink is swallowed.",
        "An error of a sink is logged",
        caught_by=("unawaited_errors_are_reported",),
        scenarios=("failing_run",),
    ),
    Plant(
        "silent-hook",
        "An error of an interceptor is swallowed.",
        "An error of a hook is logged",
        caught_by=("unawaited_errors_are_reported",),
        scenarios=("failing_run",),
    ),
    Plant(
        "no-after-on-failure",
        "The after of an interceptor is not called where the stage failed.",
        "after runs for each whose before was called, on every way out",
        caught_by=("hooks_nest",),
        scenarios=("failing_run",),
    ),
    Plant(
        "hooks-in-line",
        "after is called in the order of before, and not in the reverse.",
        "Interceptors nest",
        caught_by=("hooks_nest",),
        scenarios=("observed_run", "failing_run"),
    ),
    Plant(
        "log-without-id",
        "The line that says that a stage started carries no run id.",
        "Log lines carry the run id",
        caught_by=("records_carry_their_run",),
        scenarios=("observed_run",),
    ),
    Plant(
        "completed-too-early",
        "Every tenth stage is told as completed when it starts.",
        "completed is told when a stage has ended",
        caught_by=("each_start_has_one_end",),
        scenarios=("observed_run",),
    ),
    Plant(
        "failure-untold",
        "No event tells that a stage failed.",
        "Each stage that started is told as completed or failed",
        caught_by=("each_start_has_one_end",),
        scenarios=("observed_run",),
    ),
)
