"""Plants in the OutputBag."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "lost-write",
        "OutputBag.write reads, suspends and stores: a write that another one overtook is acknowledged and gone.",
        "OutputBag.write is safe under concurrent access",
        caught_by=("no_acknowledged_write_is_lost",),
        scenarios=("pipeline_run",),
    ),
    Plant(
        "racing-first-write",
        "OutputBag.write looks whether a name is free and stores later: two threads can both be first.",
        "OutputBag.write is safe from threads",
        caught_by=("one_writer_wins", "no_acknowledged_write_is_lost"),
        scenarios=("thread_writes",),
        drivers=("thread_schedules",),
    ),
    Plant(
        "dies-in-native-code",
        "The 40th OutputBag.write ends the process, as a crash in a C extension does.",
        "Writing to a bag never ends the process",
        caught_by=("worker_survives",),
        scenarios=("pipeline_run",),
        drivers=("schedules",),
    ),
    Plant(
        "lost-wakeup",
        "An OutputBag.write that starts while another one is under way waits for a wake-up that never comes.",
        "A write comes back",
        caught_by=("run_ends",),
        scenarios=("pipeline_run",),
        drivers=("schedules",),
    ),
)
