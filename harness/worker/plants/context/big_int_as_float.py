"""big-int-as-float: integers of more than 53 bits come back from JSON as floats."""

import json
from typing import Any

from harness.worker.adapter import Subject
from harness.worker.plants.documents import Load, loads_through


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""

    def read(load: Load, text: Any, extension_types: Any) -> Any:
        return load(json.dumps(json.loads(text, parse_int=_number)), extension_types)

    loads_through(subject, read)


def _number(digits: str) -> int | float:
    return float(digits) if int(digits).bit_length() > 53 else int(digits)
