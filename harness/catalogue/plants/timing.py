"""Plants in timers and measured durations."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = ()
