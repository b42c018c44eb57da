"""The names that a mission may use, as data. Standard library only: the worker shares it."""

from harness.catalogue.behaviours import BEHAVIOURS
from harness.catalogue.checks import CHECKS
from harness.catalogue.drivers import DRIVERS
from harness.catalogue.entry import Argument, Entry, Plant, Probe
from harness.catalogue.faults import FAULTS
from harness.catalogue.graphs import GRAPHS
from harness.catalogue.payloads import PAYLOADS
from harness.catalogue.plants import PLANTS
from harness.catalogue.probes import PROBES
from harness.catalogue.scenarios import SCENARIOS

__all__ = [
    "BEHAVIOURS",
    "CHECKS",
    "DRIVERS",
    "FAULTS",
    "GRAPHS",
    "PAYLOADS",
    "PLANTS",
    "PROBES",
    "SCENARIOS",
    "Argument",
    "Entry",
    "Plant",
    "Probe",
]
