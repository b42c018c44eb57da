"""Plants in snapshots on their way to JSON and plain data and back."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "turn-eats-a-message",
        "The reader that gives way loses each message after which it does so.",
        "A snapshot goes to JSON and back unchanged",
        caught_by=("conversions_are_lossless",),
        scenarios=("stepwise_dump",),
    ),
    Plant(
        "pair-cut-in-two",
        "The reader that gives way reads a pair of escapes as two halves where its window ends between them.",
        "A snapshot goes to JSON and back unchanged",
        caught_by=("conversions_are_lossless",),
        scenarios=("conversions",),
    ),
    Plant(
        "escape-cut-in-two",
        "The reader that gives way refuses a text where its window ends within an escape.",
        "A snapshot goes to JSON and back unchanged",
        caught_by=("conversions_are_lossless",),
        scenarios=("conversions",),
    ),
    Plant(
        "long-text-in-reverse",
        "The pieces of a text of more than 16,384 characters are written from the last to the first.",
        "A snapshot goes to JSON and back unchanged",
        caught_by=("conversions_are_lossless",),
        scenarios=("conversions",),
    ),
    Plant(
        "summed-up-in-one-turn",
        "The reader that gives way looks at the checksum of the whole text in one turn.",
        "Reading a snapshot step by step gives way to other tasks",
        caught_by=("thresholds_hold",),
        scenarios=("stepwise_dump",),
    ),
    Plant(
        "looked-over-in-one-turn",
        "The writer that gives way looks in one turn whether all can be written.",
        "Writing a snapshot step by step gives way to other tasks",
        caught_by=("thresholds_hold",),
        scenarios=("stepwise_dump",),
    ),
    Plant(
        "keys-searched-in-pairs",
        "Writing a snapshot compares each key with each one before it.",
        "What a snapshot costs grows with its size",
        caught_by=("thresholds_hold",),
        scenarios=("snapshot_costs",),
    ),
    Plant(
        "enum-written-as-text",
        "A member of an enumeration that is text or a number is written as the text or number.",
        "What JSON cannot hold is refused with its path",
        caught_by=("odd_values_come_back_or_are_refused",),
        scenarios=("odd_values",),
    ),
    Plant(
        "tuple-in-a-web-result",
        "A tuple in a web result is written as JSON with a list in its place.",
        "What JSON cannot hold is refused with its path",
        caught_by=("odd_values_come_back_or_are_refused",),
        scenarios=("odd_values",),
    ),
    Plant(
        "steps-check-nothing",
        "The reader that gives way reads a document whatever its checksum.",
        "Content that is not what its checksum was taken of is refused",
        caught_by=("damaged_documents_are_refused",),
        scenarios=("damaged_documents",),
    ),
    Plant(
        "sign-not-summed-up",
        "A number that has lost or gained its sign goes unseen by the checksum.",
        "Content that is not what its checksum was taken of is refused",
        caught_by=("damaged_documents_are_refused",),
        scenarios=("damaged_documents",),
    ),
    Plant(
        "moment-made-up",
        "A moment of making that a text lacks is taken from the clock.",
        "Nothing of a snapshot is made up when it is read",
        caught_by=("reading_twice_gives_equals",),
        scenarios=("damaged_documents",),
    ),
    Plant(
        "shapes-not-looked-at",
        "What a text holds is made into a snapshot whatever kind its parts are of.",
        "A text that is no snapshot is refused",
        caught_by=("damaged_documents_are_refused",),
        scenarios=("damaged_documents",),
    ),
    Plant(
        "empty-extensions-are-none",
        "Extensions that are empty come back as None.",
        "A snapshot goes to plain data and back unchanged",
        caught_by=(
            "conversions_are_lossless",
            "odd_values_come_back_or_are_refused",
        ),
        scenarios=(
            "conversions",
            "odd_values",
        ),
    ),
    Plant(
        "restored-keeps-extensions",
        "A snapshot that is made of plain data keeps its extensions by reference.",
        "What the caller passed in stays the caller's",
        caught_by=("restored_snapshots_share_nothing",),
        scenarios=("restored_snapshots",),
    ),
    Plant(
        "restored-keeps-memory",
        "What is remembered is made of plain data with its lists by reference.",
        "What the caller passed in stays the caller's",
        caught_by=("restored_snapshots_share_nothing",),
        scenarios=("restored_snapshots",),
    ),
)
