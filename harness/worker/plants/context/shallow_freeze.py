"""shallow-freeze: snapshots and outputs freeze the first level of what they hold, and no more."""

import dataclasses
from collections.abc import Mapping
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import FirstLevelDict, FirstLevelList, plain_copy


def apply(subject: Subject) -> None:
    """Wraps the constructors of ContextSnapshot and StageOutput."""
    for module, name in (("stageflow.context", "ContextSnapshot"), ("stageflow", "StageOutput")):
        _wrap(subject.name(module, name))


def _wrap(cls: Any) -> None:
    construct = cls.__init__
    names = [f.name for f in dataclasses.fields(cls)]

    @wraps(construct)
    def construct_shallow(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        for name in names:
            value = getattr(self, name)
            if isinstance(value, Mapping):
                object.__setattr__(self, name, FirstLevelDict(plain_copy(value)))
            elif isinstance(value, list):
                object.__setattr__(self, name, FirstLevelList(plain_copy(value)))

    cls.__init__ = construct_shallow
