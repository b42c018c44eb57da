"""Plants in the separation of runs that overlap."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = ()
