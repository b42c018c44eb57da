"""Plants in how deep, and where, content of the caller is frozen."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "extensions-kept",
        "A snapshot keeps the caller's own dictionary of extensions.",
        "What is handed over is not shared with its caller",
        caught_by=("later_edits_change_nothing", "nested_containers_are_frozen"),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "facts-kept",
        "An enrichment of memory keeps the caller's own list of facts.",
        "What is handed over is not shared with its caller",
        caught_by=("later_edits_change_nothing", "nested_containers_are_frozen"),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "open-routing",
        "Attributes of a routing decision can be assigned and deleted.",
        "A snapshot and the value objects in it are frozen",
        caught_by=("attribute_assignment_is_refused",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "extended-in-place",
        "with_extensions changes the snapshot that it is called on, and gives it back.",
        "Deriving a snapshot leaves the original untouched",
        caught_by=("parent_is_unchanged",),
        scenarios=("context_derivation",),
    ),
    Plant(
        "own-classes-open",
        "What a frozen dataclass of the user's own holds is not frozen with an output.",
        "Nested objects are deeply immutable",
        caught_by=("nested_containers_are_frozen",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "ordered-dicts-open",
        "An output keeps an OrderedDict as it is, because its type is not dict.",
        "Nested objects are deeply immutable",
        caught_by=("nested_containers_are_frozen",),
        scenarios=("mutation_attempts",),
    ),
    Plant(
        "sixth-level-open",
        "What stands below five containers of an output is not frozen.",
        "Nested objects are deeply immutable",
        caught_by=("nested_containers_are_frozen",),
        scenarios=("mutation_attempts",),
    ),
)
