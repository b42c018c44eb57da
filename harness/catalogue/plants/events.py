"""Plants in events, logs and interceptors."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = ()
