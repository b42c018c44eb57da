"""What stages do, and the values they must give. Pure: the model of a pipeline computes with the same function."""

import hashlib
from collections.abc import Iterable

from harness.catalogue.entry import Argument, Entry

_SUSPENSIONS = {
    "suspensions": Argument("int", 2, "awaits before a stage gives its result", min=0, max=100, unit="awaits")
}

BEHAVIOURS: tuple[Entry, ...] = (
    Entry("derive_value", "Suspends, then gives a value derived from its name and from its inputs.", _SUSPENSIONS),
    Entry("write_output", "Like derive_value; also writes its output to the OutputBag of the trial.", _SUSPENSIONS),
    Entry("act", "Does what its scenario family is about (tries to mutate, derives contexts, runs a child)."),
)


def value_of(stage: str, inputs: Iterable[str]) -> str:
    """The value that `stage` gives when its dependencies, in the order declared, gave `inputs`."""
    return hashlib.blake2b("|".join((stage, *inputs)).encode(), digest_size=8).hexdigest()
