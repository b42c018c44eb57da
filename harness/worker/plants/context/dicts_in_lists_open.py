"""dicts-in-lists-open: dictionaries that stand in lists are forgotten when an output is frozen."""

from collections.abc import Mapping, Sequence
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import FirstLevelDict, FirstLevelList, plain_copy


def apply(subject: Subject) -> None:
    """Wraps the constructor of StageOutput: all of its data is frozen but for dictionaries inside lists."""
    output = subject.name("stageflow", "StageOutput")
    construct = output.__init__

    @wraps(construct)
    def construct_forgetting(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        if isinstance(self.data, Mapping):
            object.__setattr__(self, "data", _frozen(self.data))

    output.__init__ = construct_forgetting


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return FirstLevelDict({k: _frozen(v) for k, v in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | tuple):
        return FirstLevelList([plain_copy(v) if isinstance(v, Mapping) else _frozen(v) for v in value])
    return value
