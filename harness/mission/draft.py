"""What of a mission can be read although other parts of its file are broken, so that all problems show at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from harness.mission.model import MISSION_ID, Budget, FindingEntry, Hypothesis, Pipeline

Entry = TypeVar("Entry", bound=BaseModel)


@dataclass(frozen=True)
class Draft:
    """The entries of the right shape, each with its index in the file, and the sections that have a broken one."""

    mission_id: str  # "" where it is no id
    hypotheses: tuple[tuple[int, Hypothesis], ...]
    pipelines: tuple[tuple[int, Pipeline], ...]
    findings: tuple[tuple[int, FindingEntry], ...]
    calibration: tuple[tuple[int, str], ...]
    dx_probes: tuple[tuple[int, str], ...]
    incomplete: frozenset[str]
    budget_trials: int = Budget().trials

    def runs(self) -> set[str]:
        """The checks that some pipeline runs."""
        return {check for _, pipeline in self.pipelines for check in pipeline.checks}


def read_draft(data: Mapping[str, Any]) -> Draft:
    """The draft of a file's data. Reports nothing: the model of the whole file does."""
    incomplete: set[str] = set()

    def entries(section: str, model: type[Entry]) -> tuple[tuple[int, Entry], ...]:
        read = []
        for index, raw in _listed(data, section):
            try:
                read.append((index, model.model_validate(raw)))
            except ValidationError:
                incomplete.add(section)
        return tuple(read)

    def words(section: str) -> tuple[tuple[int, str], ...]:
        return tuple((index, raw) for index, raw in _listed(data, section) if isinstance(raw, str))

    mission_id = data.get("id")
    if not isinstance(mission_id, str) or not re.fullmatch(MISSION_ID, mission_id):
        mission_id = ""
    return Draft(
        mission_id,
        entries("hypotheses", Hypothesis),
        entries("pipelines", Pipeline),
        entries("findings", FindingEntry),
        words("calibration"),
        words("dx_probes"),
        frozenset(incomplete | {name for name in ("hypotheses", "pipelines") if not _listed(data, name)}),
        _budget_trials(data.get("budget", {})),
    )


def _budget_trials(raw: Any) -> int:
    try:
        return Budget.model_validate(raw).trials
    except ValidationError:
        return Budget().trials


def _listed(data: Mapping[str, Any], section: str) -> list[tuple[int, Any]]:
    raw = data.get(section)
    return list(enumerate(raw)) if isinstance(raw, tuple) else []
