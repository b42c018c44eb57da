"""Plants in child runs and their spawner."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = ()
