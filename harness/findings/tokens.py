"""Replay tokens: everything that is needed to run one failing trial again, in a file of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from harness.errors import UsageError
from harness.wire import ScenarioRun

VERSION = 1


@dataclass(frozen=True, slots=True)
class Token:
    """`trial` holds driver, strategy, engine, seed and the choices; `subject` its form, version and digest."""

    mission: str
    mission_digest: str
    scenario: ScenarioRun
    subject: Mapping[str, str]
    plants: tuple[str, ...]
    check: str
    trial: Mapping[str, Any]

    def to_bytes(self) -> bytes:
        body = {
            "v": VERSION,
            "mission": self.mission,
            "mission_digest": self.mission_digest,
            "scenario": self.scenario.to_json(),
            "subject": dict(self.subject),
            "plants": list(self.plants),
            "check": self.check,
            "trial": dict(self.trial),
        }
        return orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def read_token(path: Path) -> Token:
    """Raises UsageError where the file is missing, damaged, or of another version."""
    try:
        body = orjson.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}:{error.colno}: not a schedule file ({error.msg})") from error
    if not isinstance(body, dict) or body.get("v") != VERSION:
        found = body.get("v") if isinstance(body, dict) else type(body).__name__
        raise UsageError(f"{path}: schedule version {found!r}, expected {VERSION}")
    try:
        if not isinstance(body["trial"]["choices"], list):
            raise TypeError("choices")
        return Token(
            mission=body["mission"],
            mission_digest=body["mission_digest"],
            scenario=ScenarioRun.from_json(body["scenario"]),
            subject={k: str(body["subject"][k]) for k in ("spec", "version", "digest")},
            plants=tuple(body["plants"]),
            check=body["check"],
            trial=body["trial"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: damaged schedule file ({error})") from error
