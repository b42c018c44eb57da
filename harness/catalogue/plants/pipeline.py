"""Plants in the execution of a pipeline: what runs, in which order, and what it gives."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = ()
