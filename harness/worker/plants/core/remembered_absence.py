"""remembered-absence: a bag remembers which stages had no output when it was asked, and says so for good."""

from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Replaces OutputBag.__contains__; a first write does not empty its memory."""
    bag = subject.name("stageflow.context", "OutputBag")
    contains = bag.__contains__
    absent: WeakKeyDictionary[Any, set[object]] = WeakKeyDictionary()

    @wraps(contains)
    def planted(self: Any, stage_name: object) -> bool:
        names = absent.setdefault(self, set())
        if stage_name not in names and not contains(self, stage_name):
            names.add(stage_name)
        return stage_name not in names

    bag.__contains__ = planted
