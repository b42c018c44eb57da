"""Plants in snapshots and contexts, and in what they hand out."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "shallow-freeze",
        "Only the first level of what a snapshot or an output holds is frozen.",
        "Nested objects are deeply immutable",
        caught_by=("nested_containers_are_frozen",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "shared-metadata",
        "with_run_id hands the parent and the derived snapshot one mutable dictionary.",
        "Deriving a context isolates it",
        caught_by=("derived_context_shares_no_mutable_object", "parent_is_unchanged"),
        scenarios=("context_derivation",),
    ),
)
