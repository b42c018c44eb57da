"""How a scenario's trials are run."""

from harness.catalogue.entry import Entry

DRIVERS: tuple[Entry, ...] = (
    Entry("native", "On stock asyncio, once per iteration and for each way in which the subject can run stages."),
    Entry(
        "schedules",
        "On the controlled event loop: first in FIFO order, then by a portfolio of random walks and PCT with depths 1 "
        "to 3, drawn from the seed.",
    ),
    Entry(
        "threads",
        "With OS threads started together, which give way to each other at function entries of the subject, drawn "
        "from the seed. Who goes next is the operating system's choice: such a trial is not replayed exactly.",
    ),
)
