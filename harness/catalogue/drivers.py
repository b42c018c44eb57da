"""How a scenario's trials are run."""

from harness.catalogue.entry import Entry

DRIVERS: tuple[Entry, ...] = (
    Entry("native", "On stock asyncio, once per iteration and for each way in which the subject can run stages."),
    Entry("schedules", "On the controlled event loop, first in FIFO order, then in random orders drawn from the seed."),
    Entry("threads", "With OS threads started together, the interpreter's switch interval at its shortest."),
)
