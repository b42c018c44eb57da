"""Public immutable collections of the 0.5 interface."""

from stageflow.utils.frozen import FrozenDict, FrozenList

__all__ = ["FrozenDict", "FrozenList"]
