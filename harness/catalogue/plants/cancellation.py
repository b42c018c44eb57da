"""Plants in cancellation, timeouts and cleanups."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = ()
