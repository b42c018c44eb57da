"""sign-not-summed-up: a number that has lost or gained its sign goes unseen by the checksum."""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import wraps
from typing import Any

from harness.worker.adapter import Subject


def apply(subject: Subject) -> None:
    """Wraps stageflow.plus.load_snapshot."""
    load = subject.name("stageflow.plus", "load_snapshot")

    @wraps(load)
    def load_snapshot(text: Any, extension_types: Any = None) -> Any:
        try:
            return load(text, extension_types)
        except ValueError as error:
            if "damaged" not in str(error):
                raise
            for document in _with_a_sign_turned(json.loads(text)):
                with suppress(ValueError):
                    load(json.dumps(document), extension_types)
                    return load(json.dumps(subject.unsealed(json.loads(text))), extension_types)
            raise

    vars(subject.name("stageflow", "plus"))["load_snapshot"] = load_snapshot


def _with_a_sign_turned(value: Any) -> Iterator[Any]:
    """It with one of its whole numbers turned, each in turn."""
    if type(value) is int:
        yield -value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from ({**value, key: turned} for turned in _with_a_sign_turned(held))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from ([*value[:place], turned, *value[place + 1 :]] for turned in _with_a_sign_turned(held))
