"""Planted defects that a mission can name; the code of each stands in `harness/worker/plants`."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "lost-write",
        "OutputBag.write reads, suspends and stores: a write that another one overtook is acknowledged and gone.",
        "OutputBag.write is safe under concurrent access",
        ("no_acknowledged_write_is_lost",),
        ("stress_concurrent_writes",),
    ),
    Plant(
        "racing-first-write",
        "OutputBag.write looks whether a name is free and stores later: two threads can both be first.",
        "OutputBag.write is safe from threads",
        ("one_writer_wins", "no_acknowledged_write_is_lost"),
        ("thread_schedules",),
    ),
    Plant(
        "shallow-freeze",
        "Only the first level of what a snapshot or an output holds is frozen.",
        "Nested objects are deeply immutable",
        ("nested_containers_are_frozen",),
        ("immutability_verification",),
    ),
    Plant(
        "shared-metadata",
        "with_run_id hands the parent and the derived snapshot one mutable dictionary.",
        "Deriving a context isolates it",
        ("derived_context_shares_no_mutable_object", "parent_is_unchanged"),
        ("context_isolation",),
    ),
)
