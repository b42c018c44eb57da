"""What the driver fault_each injects into a stage. Standard library only."""

from harness.catalogue.entry import Entry

FAULTS: tuple[Entry, ...] = (
    Entry("raise", "The stage raises an exception of a type that no framework knows."),
    Entry("fail", "The stage returns FAIL with an error text."),
    Entry("retry", "The stage returns RETRY with an error text."),
    Entry("hang", "The stage waits for what never comes, until whoever runs it is cancelled."),
)
FAULT_NAMES = tuple(fault.name for fault in FAULTS)
