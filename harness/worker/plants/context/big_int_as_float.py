"""big-int-as-float: integers of more than 53 bits come back from JSON as floats."""

import json
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def load_snapshot(text: Any, *args: Any, **options: Any) -> Any:
        return load(json.dumps(json.loads(text, parse_int=_number)), *args, **options)

    vars(subject.name("stageflow", "plus"))["load_snapshot"] = load_snapshot


def _number(digits: str) -> int | float:
    return float(digits) if int(digits).bit_length() > 53 else int(digits)
