"""How a scenario's trials are run."""

from harness.catalogue.entry import Entry

CONTROLLED = ("schedules", "thread_schedules", "thread_opcodes")
"""Drivers whose trials a strategy schedules; the budget of a run is spread over the pipelines that have one."""
STOCK_ASYNCIO = ("native", "fresh_process")
THREADED = ("threads", "thread_schedules", "thread_opcodes")
SWEEPS = ("cancel_each", "fault_each")
"""Drivers that disturb the run at one point after another, first in, first out."""
UNLOGGED = ("fresh_process",)
"""Drivers that do not keep what a trial logs."""
EXACT = (*CONTROLLED, *SWEEPS)
"""Drivers whose trials replay to the letter; they share the budget of a run."""

DRIVERS: tuple[Entry, ...] = (
    Entry("native", "On stock asyncio, once per iteration and for each way in which the subject can run stages."),
    Entry(
        "schedules",
        "On the controlled event loop: first in FIFO order, then by a portfolio of random walks and PCT with depths 1 "
        "to 3, drawn from the seed.",
    ),
    Entry(
        "fresh_process",
        "On stock asyncio, each trial in a process of its own, forked before anything ran: one for each iteration, the "
        "ways in which the subject can run stages in turn. Such a trial is not replayed exactly, and what it logs is "
        "not kept.",
    ),
    Entry(
        "threads",
        "With OS threads started together, which give way to each other at function entries of the subject, drawn "
        "from the seed. Who goes next is the operating system's choice: such a trial is not replayed exactly.",
    ),
    Entry(
        "thread_schedules",
        "With OS threads of which one runs at a time. The portfolio of strategies chooses who goes on wherever this "
        "interpreter could switch in the subject's own code, and where a thread waits for a lock.",
    ),
    Entry(
        "thread_opcodes",
        "Like thread_schedules, with a choice before every opcode: more than this interpreter does, so that a failure "
        "that shows here alone decides nothing.",
    ),
    Entry(
        "cancel_each",
        "On the controlled event loop, first in, first out: the run is cancelled from outside at each of its "
        "suspension points, once by its task and once by its token, and then a second time at each later point.",
    ),
    Entry(
        "fault_each",
        "On the controlled event loop, first in, first out: before each step of each stage, the stage raises, returns "
        "FAIL, returns RETRY, or hangs until the run is cancelled.",
    ),
)
