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
    Plant(
        "dicts-in-lists-open",
        "An output freezes dictionaries and lists, and forgets dictionaries that stand in lists.",
        "Nested objects are deeply immutable",
        caught_by=("nested_containers_are_frozen",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "open-attributes",
        "Attributes of a snapshot can be assigned and deleted.",
        "A snapshot is frozen",
        caught_by=("attribute_assignment_is_refused",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "init-again",
        "A second __init__ of an output replaces what it holds.",
        "A value object is made once",
        caught_by=("second_init_is_refused",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "kept-by-reference",
        "A snapshot keeps the caller's own dictionary of metadata.",
        "What is handed over is not shared with its caller",
        caught_by=("callers_objects_are_unchanged", "later_edits_change_nothing", "nested_containers_are_frozen"),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "tidied-in-place",
        "Making a snapshot fills in a missing key in the dictionary that the caller passed in.",
        "A run leaves the caller's objects alone",
        caught_by=("callers_objects_are_unchanged",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "aliased-payload",
        "Every second artifact goes on sharing its payload with the stage that made it.",
        "Nothing handed out changes with later edits",
        caught_by=("later_edits_change_nothing",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "open-inheritance",
        "What a child reads of its parent's data is a plain container.",
        "A child's view of its parent's data is read-only",
        caught_by=("inherited_data_is_frozen",),
        scenarios=("subpipeline_inheritance",),
    ),
    Plant(
        "shared-configuration",
        "A forked context and its parent hold one configuration.",
        "Forking a context isolates it",
        caught_by=("derived_context_shares_no_mutable_object", "parent_is_unchanged"),
        scenarios=("context_derivation",),
    ),
    Plant(
        "forgetful-derivation",
        "with_enrichments loses the metadata of the snapshot that it derives from.",
        "A with_* method replaces one field and keeps the rest",
        caught_by=("derivation_changes_only_what_it_names",),
        scenarios=("context_derivation",),
    ),
    Plant(
        "derived-in-place",
        "Every 50th with_run_id changes the snapshot that it was called on as well.",
        "Deriving a snapshot leaves the original untouched",
        caught_by=("parent_is_unchanged",),
        scenarios=("context_derivation",),
    ),
)
