"""Families of scenarios: what is built and recorded around a pipeline."""

from harness.catalogue.behaviours import BEHAVIOURS
from harness.catalogue.entry import Argument, Entry

_SUSPENSIONS = next(b for b in BEHAVIOURS if b.name == "derive_value").arguments

SWEPT = ("pipeline_run",)
"""Scenarios whose run the drivers cancel_each and fault_each can reach."""
SCENARIOS: tuple[Entry, ...] = (
    Entry("pipeline_run", "Runs the pipeline and records what every stage gave.", _SUSPENSIONS),
    Entry(
        "mutation_attempts",
        "Hands a stage nested data and lets it try every mutator of every container it can reach; afterwards the "
        "results are attacked, and the caller edits the objects that it handed over.",
    ),
    Entry(
        "context_derivation",
        "Stages derive snapshots with the with_* methods and fork contexts side by side, change what they derived, and "
        "look for mutable objects that both sides hold.",
        {
            "forks": Argument("int", 30, "contexts forked from one parent", min=2, max=1000),
            "depth": Argument("int", 10, "derivations one from another", min=1, max=200),
        },
    ),
    Entry("subpipeline_inheritance", "A stage runs a child pipeline whose stage tries to change what it inherited."),
    Entry(
        "thread_writes",
        "OS threads, each with its own event loop, write to one OutputBag by write and by write_sync: to names of "
        "their own, and to names for which they contend.",
        {
            "writers": Argument("int", 8, "OS threads", min=2, max=200),
            "writes": Argument("int", 10, "writes of each thread to names of its own", min=1, max=10_000),
        },
        builds_pipeline=False,
    ),
)
