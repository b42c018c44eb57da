"""Families of scenarios: what is built and recorded around a pipeline."""

from harness.catalogue.behaviours import BEHAVIOURS
from harness.catalogue.entry import Argument, Entry

_SUSPENSIONS = next(b for b in BEHAVIOURS if b.name == "derive_value").arguments
_BAG = {
    "actors": Argument("int", 4, "tasks or threads that use one bag", min=2, max=200, unit="actors"),
    "operations": Argument("int", 8, "calls of each", min=1, max=10_000, unit="calls"),
    "names": Argument("int", 3, "names that all of them use", min=1, max=1000, unit="names"),
}

SWEPT = ("pipeline_run",)
"""Scenarios whose run the drivers cancel_each and fault_each can reach."""
WITH_PAYLOAD = ("pipeline_run",)
"""Scenarios whose stages hand on a payload beside their values."""
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
            "forks": Argument("int", 30, "contexts forked from one parent", min=2, max=1000, unit="contexts"),
            "depth": Argument("int", 10, "derivations one from another", min=1, max=200, unit="derivations"),
        },
    ),
    Entry(
        "frozen_reads",
        "A stage reads nested content in every common way, through the snapshot, through its inputs, and by turns in "
        "plain containers that hold the same; both are timed.",
        {
            "keys": Argument(
                "int",
                100,
                "entries of the content, each with a list and a dictionary",
                min=1,
                max=10_000,
                unit="entries",
            ),
            "repetitions": Argument(
                "int",
                15,
                "times that both are read, one right after the other; the median counts",
                min=3,
                max=1000,
                unit="times",
            ),
        },
    ),
    Entry(
        "sibling_mutation",
        "Stages that depend on one producer: every second one tries to change what it was given, the others read it.",
    ),
    Entry("subpipeline_inheritance", "A stage runs a child pipeline whose stage tries to change what it inherited."),
    Entry(
        "overlapping_runs",
        "Runs of several tenants on one graph at the same time, of which every second one fails, is cancelled or is "
        "given up; each carries a text of its own, and is also made alone.",
        {
            "tenants": Argument("int", 3, "tenants", min=1, max=50, unit="tenants"),
            "runs": Argument("int", 4, "runs of each tenant", min=1, max=50, unit="runs"),
        },
    ),
    Entry(
        "arranged_runs",
        "Two runs of one graph that meet at arranged moments: in a place that one stage at a time may take, in "
        "interceptors, by the handles that started them, and while one of them ends, cleans up, or is left alone.",
        {"one_id": Argument("bool", False, "whether both runs have one run id")},
        builds_pipeline=False,
    ),
    Entry(
        "one_run_id",
        "The runs of overlapping_runs, all with one run id; where a run with the id of a live one is refused, the "
        "scenario is unsupported.",
        {
            "tenants": Argument("int", 2, "tenants", min=1, max=50, unit="tenants"),
            "runs": Argument("int", 4, "runs of each tenant", min=1, max=50, unit="runs"),
        },
    ),
    Entry(
        "minted_run_ids",
        "Runs at the same time that are started by run_pipeline, from plain input without an id.",
        {"runs": Argument("int", 6, "runs", min=2, max=1000, unit="runs")},
    ),
    Entry(
        "minted_child_ids",
        "Child runs at the same time of one parent, by one spawner.",
        {"runs": Argument("int", 6, "children", min=2, max=1000, unit="children")},
        builds_pipeline=False,
    ),
    Entry(
        "ids_drawn_apart",
        "The ids of child runs, drawn before a fork and in the processes that it made, after one seed, and by threads "
        "at the same time. The loop stands still meanwhile: it is run natively or in a fresh process.",
        {
            "ids": Argument("int", 250, "ids of each source", min=1, max=125_000, unit="ids"),
            "processes": Argument("int", 4, "forked processes", min=1, max=16, unit="processes"),
            "threads": Argument("int", 8, "threads at the same time", min=1, max=64, unit="threads"),
        },
        builds_pipeline=False,
    ),
    Entry(
        "repeating_ids",
        "One child run more than there are ids, all spawned at the same time, while the source of randomness gives the "
        "same bytes again after 1, 2 and 10 draws.",
        builds_pipeline=False,
    ),
    Entry(
        "organisation_attempts",
        "Each stage of one of two runs tries every way to make its run that of another organisation; other stages, the "
        "other run and the caller read the id.",
    ),
    Entry(
        "disagreeing_ids",
        "Plain data of a snapshot in which one of its ids stands twice, and once another, is read again.",
        builds_pipeline=False,
    ),
    Entry(
        "tenant_access",
        "The guards of stageflow.auth are asked about resources of their tenant, of another one, and of nobody.",
        builds_pipeline=False,
    ),
    Entry(
        "guarded_stages",
        "A stage behind the guards of stageflow.auth, for tokens that are valid, refused, or asked of a validator that "
        "breaks down, for resources of one's own organisation, of another one and of nobody, and with sinks and logs "
        "that fail; then runs of one graph side by side, of which one is refused.",
        builds_pipeline=False,
    ),
    Entry(
        "tenant_breakers",
        "Runs of one tenant fail until a breaker that is kept by tenant opens; then a run of another tenant is made.",
    ),
    Entry(
        "session_growth",
        "A conversation of many turns, each of them a run, of which the latest snapshot alone is kept; at each of 12 "
        "checkpoints the bytes that are held are counted.",
        {
            "turns": Argument("int", 200, "turns", min=20, max=100_000, unit="turns"),
            "chars": Argument("int", 1000, "length of each text", min=100, max=100_000, unit="characters"),
        },
    ),
    Entry("run_peak", "A run after an equal one, and the most memory that it held at any moment."),
    Entry(
        "subpipeline_tree",
        "Stages spawn child runs that succeed, give no dict, fail and are cancelled; a run with children is cancelled; "
        "chains of children go as deep as they may, and deeper.",
        {
            "depth": Argument("int", 3, "levels of children that a spawner allows", min=1, max=20, unit="levels"),
            "asks": Argument("bool", False, "whether the event sink asks the spawner back while it is told"),
        },
    ),
    Entry(
        "cancelled_children",
        "Child runs with a pipeline of their own, each cancelled so many turns of the loop after it began: by its id, "
        "and with the run that waits for it.",
        {"turns": Argument("int", 10, "turns up to which a cancellation is put off", min=1, max=200, unit="turns")},
    ),
    Entry(
        "awkward_cancellations",
        "Child runs that are cancelled with two levels below them, while their beginning is told, and a second time "
        "while they clean up; and children that swallow their cancellation or break down.",
        builds_pipeline=False,
    ),
    Entry(
        "nested_runs",
        "Each stage spawns a child run whose own pipeline spawns the next, down to the limit of depth and one further; "
        "every level says who it is, and the last child of every second chain fails.",
        {
            "depth": Argument("int", 5, "levels of children that a spawner allows", min=1, max=20, unit="levels"),
            "size": Argument("int", 10_000, "characters of the input", min=1, max=10_000_000, unit="characters"),
        },
    ),
    Entry(
        "ambiguous_reads",
        "Stages give one key each in an order that is turned round in a second run; the stages behind them ask for it.",
    ),
    Entry(
        "limited_run",
        "Runs the pipeline with a limit of how long a stage may take, and of how many may run at once.",
        {
            **_SUSPENSIONS,
            "timeout_ms": Argument(
                "int", 0, "time that each stage may take, 0 for any", min=0, max=60_000, unit="milliseconds"
            ),
            "concurrency": Argument(
                "int", 0, "stages that may run at once, 0 for any number", min=0, max=1000, unit="stages"
            ),
            "late": Argument("bool", False, "whether the last stage takes longer than it may"),
        },
    ),
    Entry(
        "retained_runs",
        "Many runs one after another that go well, fail, skip, are cancelled, stopped and given up; at each checkpoint "
        "the objects that are alive are counted, before and after a garbage collection.",
        {
            "checkpoints": Argument(
                "int", 12, "counts for each way in which a run ends", min=10, max=1000, unit="counts"
            ),
            "runs": Argument("int", 20, "runs between two counts", min=5, max=10_000, unit="runs"),
        },
    ),
    Entry(
        "retained_children",
        "Many child runs one after another that go well, fail and are cancelled, and cancellations of runs that there "
        "are not; at each checkpoint the objects that are alive are counted.",
        {
            "checkpoints": Argument(
                "int", 12, "counts for each way in which a child ends", min=10, max=1000, unit="counts"
            ),
            "runs": Argument("int", 10, "children between two counts", min=5, max=10_000, unit="runs"),
            "remembered": Argument(
                "int", 5000, "cancellations after which a bounded memory is full", min=0, max=10**6, unit="runs"
            ),
        },
    ),
    Entry(
        "observed_run",
        "Runs side by side, by the unified graph and by the StageGraph, with event sinks, interceptors and logs that "
        "record what they are told; stages emit events, give artifacts, skip and take their time.",
        {
            "suspensions": Argument("int", 3, "awaits of a stage at the most", min=1, max=100, unit="awaits"),
            "runs": Argument(
                "int", 4, "runs at the same time, every second one by the StageGraph", min=2, max=50, unit="runs"
            ),
        },
    ),
    Entry(
        "failing_run",
        "One run for each way in which a stage can end: with a value, SKIP, RETRY, FAIL, CANCEL, an error, a value of "
        "a wrong type, a cancellation of its own or from outside. Beside it a hook, a sink, a cleanup and a task fail.",
    ),
    Entry(
        "odd_values",
        "Writes and reads snapshots that hold, in each part, what JSON has no form for or what few can cope with.",
        builds_pipeline=False,
    ),
    Entry(
        "snapshot_costs",
        "Writes and reads snapshots of once, twice and four times the text, and measures bytes, peak memory and the "
        "lines of Python that are run.",
        {
            "kb": Argument("int", 256, "text of the smallest one", min=16, max=102_400, unit="kB"),
            "of_entries": Argument("bool", False, "short entries under keys instead of messages of 10 kB"),
        },
        builds_pipeline=False,
    ),
    Entry(
        "stepwise_dump",
        "Writes and reads snapshots step by step, compares them, and measures bytes and lines between two turns of the "
        "event loop.",
        {"kb": Argument("int", 256, "text of the snapshot", min=16, max=102_400, unit="kB")},
        builds_pipeline=False,
    ),
    Entry(
        "dumps_side_by_side",
        "Tasks that write and read snapshots step by step at the same time, each compared with its own.",
        {
            "dumps": Argument("int", 4, "tasks", min=2, max=100, unit="tasks"),
            "kb": Argument(
                "int", 16, "text of the smallest one; the others have two, three times it", min=1, max=10_240, unit="kB"
            ),
        },
        builds_pipeline=False,
    ),
    Entry(
        "checkpoints",
        "Keeps versions of live snapshots as plain data and as text, edits all that is alive, and reads them back.",
        {
            "writers": Argument("int", 3, "tasks with a snapshot each", min=1, max=100, unit="tasks"),
            "versions": Argument("int", 5, "versions of each", min=1, max=10_000, unit="versions"),
        },
        builds_pipeline=False,
    ),
    Entry(
        "restored_snapshots",
        "Restores snapshots from plain data, attacks one side and looks at the others.",
        builds_pipeline=False,
    ),
    Entry(
        "damaged_documents",
        "Reads a snapshot's text twice, as of other schemas, with parts of other kinds, cut off at every byte, and "
        "with every bit turned; where it can, step by step as well.",
        builds_pipeline=False,
    ),
    Entry("resumed_run", "Kills a run at each stage in turn and resumes it from the outputs that had finished."),
    Entry(
        "delta_chain",
        "Sends a chain of edits of a plain tree as deltas, replays it, and misapplies them.",
        {
            "edits": Argument("int", 60, "edits in the chain", min=6, max=10_000, unit="edits"),
            "messages": Argument(
                "int", 200, "messages of the document that is weighed", min=100, max=100_000, unit="messages"
            ),
        },
        builds_pipeline=False,
    ),
    Entry(
        "conversions",
        "Generated snapshots, conversations and outputs through every conversion and back; values that are false in a "
        "condition are read with a default.",
        {"samples": Argument("int", 20, "values for each conversion", min=1, max=10_000, unit="values")},
        builds_pipeline=False,
    ),
    Entry(
        "thread_writes",
        "OS threads, each with its own event loop, write to one OutputBag by write and by write_sync: to names of "
        "their own, and to names for which they contend.",
        {
            "writers": Argument("int", 8, "OS threads", min=2, max=200, unit="threads"),
            "writes": Argument(
                "int", 10, "writes of each thread to names of its own", min=1, max=10_000, unit="writes"
            ),
        },
        builds_pipeline=False,
        runs_threads=True,
    ),
    Entry(
        "thread_reads",
        "OS threads read a snapshot, its document, an output and a configuration again and again, while a stage in a "
        "thread of its own derives and forks from them and tries to change what it derived, and them.",
        {
            "readers": Argument("int", 8, "OS threads that read", min=1, max=200, unit="threads"),
            "reads": Argument("int", 10, "times that each reads everything", min=1, max=10_000, unit="reads"),
        },
        builds_pipeline=False,
        runs_threads=True,
    ),
    Entry(
        "bag_operations",
        "Tasks write to one OutputBag, overwrite, and read it name by name and as a whole; what each calls is drawn "
        "from the seed, and everything that was answered is recorded.",
        _BAG,
        builds_pipeline=False,
    ),
    Entry(
        "thread_bag_operations",
        "As bag_operations, by OS threads without an event loop: writes go by write_sync.",
        _BAG,
        builds_pipeline=False,
        runs_threads=True,
    ),
    Entry(
        "cancelled_writes",
        "Writes to one OutputBag, first ones, overwrites and refused ones, alone and beside others, each cancelled at "
        "each of its suspension points; then the bag is read in every way and written once more.",
        builds_pipeline=False,
    ),
    Entry(
        "sink_operations",
        "Tasks hand events to a sink with a bounded queue in front of a slow one that fails now and then, by emit and "
        "by try_emit; one of them is cancelled on its way. The sink is stopped and used again, another one at once.",
        {
            "emitters": Argument("int", 3, "tasks that hand over events", min=1, max=50, unit="tasks"),
            "events": Argument("int", 6, "events of each", min=1, max=1000, unit="events"),
            "capacity": Argument("int", 2, "events that the queue holds", min=1, max=1000, unit="events"),
        },
        builds_pipeline=False,
    ),
)
