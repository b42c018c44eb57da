"""own-classes-open: what a frozen dataclass of the user's own holds is not frozen with an output."""

import dataclasses
from collections.abc import Mapping
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import FirstLevelDict, plain_copy


def apply(subject: Subject) -> None:
    """Wraps the constructor of StageOutput; only dataclasses at the first level of its data are open inside."""
    output = subject.name("stageflow", "StageOutput")
    construct = output.__init__

    @wraps(construct)
    def construct_forgetting(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        if isinstance(self.data, Mapping) and any(map(dataclasses.is_dataclass, self.data.values())):
            object.__setattr__(self, "data", FirstLevelDict({k: _opened(v) for k, v in self.data.items()}))

    output.__init__ = construct_forgetting


def _opened(value: Any) -> Any:
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    held = {f.name: plain_copy(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
    return dataclasses.replace(value, **held)
