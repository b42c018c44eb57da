"""Planted defects that a mission can name, by the area of the subject that they break.

The code of each stands in a file of its own, `harness/worker/plants/<area>/<name>.py`.
"""

from collections.abc import Mapping

from harness.catalogue.entry import Plant
from harness.catalogue.plants import (
    cancellation,
    context,
    core,
    events,
    immutability,
    isolation,
    pipeline,
    snapshots,
    subpipelines,
    timing,
)

AREAS: Mapping[str, tuple[Plant, ...]] = {
    "core": core.PLANTS,
    "context": context.PLANTS,
    "snapshots": snapshots.PLANTS,
    "immutability": immutability.PLANTS,
    "pipeline": pipeline.PLANTS,
    "events": events.PLANTS,
    "subpipelines": subpipelines.PLANTS,
    "cancellation": cancellation.PLANTS,
    "timing": timing.PLANTS,
    "isolation": isolation.PLANTS,
}
PLANTS: tuple[Plant, ...] = tuple(plant for plants in AREAS.values() for plant in plants)
PLANT: Mapping[str, Plant] = {plant.name: plant for plant in PLANTS}


def module_of(name: str) -> str:
    """The module that holds the code of plant `name`. Raises KeyError where there is no such plant."""
    area = next(area for area, plants in AREAS.items() if PLANT[name] in plants)
    return f"harness.worker.plants.{area}.{name.replace('-', '_')}"
