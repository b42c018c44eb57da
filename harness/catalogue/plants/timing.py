"""Plants in timers and measured durations."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "wall-clock-duration",
        "Durations are differences of the wall clock.",
        "Time is monotonic",
        caught_by=("durations_are_monotonic",),
        scenarios=("observed_run",),
        drivers=("schedules",),
    ),
    Plant(
        "one-timer-for-all",
        "The duration of a stage is counted from the start of its run.",
        "A duration is that of the stage",
        caught_by=("durations_are_monotonic",),
        scenarios=("observed_run",),
        drivers=("schedules",),
    ),
    Plant(
        "negative-duration",
        "Every 20th duration is the start minus the end.",
        "No duration is negative",
        caught_by=("durations_are_monotonic",),
        scenarios=("observed_run",),
    ),
    Plant(
        "whole-seconds-lost",
        "The timer of a run starts again at 0 after every second.",
        "A timer gives the time that has passed",
        caught_by=("durations_are_monotonic",),
        scenarios=("observed_run",),
        drivers=("schedules",),
    ),
    Plant(
        "timer-of-the-stage",
        "Each stage has a timer of its own in the place of that of its run.",
        "Stages share the timer of their run",
        caught_by=("durations_are_monotonic",),
        scenarios=("observed_run",),
        drivers=("schedules",),
    ),
    Plant(
        "polls-instead-of-waiting",
        "Whoever awaits a run looks in every turn of the event loop whether it has ended.",
        "A run takes no more steps than its stages need",
        caught_by=("thresholds_hold",),
        scenarios=("pipeline_run",),
        drivers=("schedules",),
    ),
    Plant(
        "gives-way-to-neighbours",
        "Where another run is under way, each stage first lets the loop go round ten times.",
        "A run takes no more steps beside others than alone",
        caught_by=("thresholds_hold",),
        scenarios=("overlapping_runs",),
        drivers=("schedules",),
    ),
)
