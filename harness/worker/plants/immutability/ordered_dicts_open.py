"""ordered-dicts-open: an output keeps an OrderedDict as it is, because its type is not dict."""

from collections import OrderedDict
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.plain import FirstLevelDict


def apply(subject: Subject) -> None:
    """Wraps the constructor of StageOutput; only those at the first level of data given in second place are kept."""
    output = subject.name("stageflow", "StageOutput")
    construct = output.__init__

    @wraps(construct)
    def construct_keeping(self: Any, *args: Any, **fields: Any) -> None:
        construct(self, *args, **fields)
        given = args[1] if len(args) > 1 else fields.get("data")
        kept = {k: v for k, v in given.items() if isinstance(v, OrderedDict)} if isinstance(given, dict) else {}
        if kept:
            object.__setattr__(self, "data", FirstLevelDict({**self.data, **kept}))

    output.__init__ = construct_keeping
