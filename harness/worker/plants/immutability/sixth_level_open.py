"""sixth-level-open: what stands below five containers of an output is not frozen."""

from collections.abc import Mapping, Sequence
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import FirstLevelDict, FirstLevelList, plain_copy

LEVELS_FROZEN = 5


def apply(subject: Subject) -> None:
    """Wraps the constructor of StageOutput; dictionaries and lists below the fifth level of its data are open."""
    output = subject.name("stageflow", "StageOutput")
    construct = output.__init__

    @wraps(construct)
    def construct_shallow(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        if isinstance(self.data, Mapping):
            object.__setattr__(self, "data", _frozen(self.data, LEVELS_FROZEN))

    output.__init__ = construct_shallow


def _frozen(value: Any, levels: int) -> Any:
    if not levels:
        return plain_copy(value)
    if isinstance(value, Mapping):
        return FirstLevelDict({k: _frozen(v, levels - 1) for k, v in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | tuple):
        return FirstLevelList([_frozen(v, levels - 1) for v in value])
    return value
