"""A plan as data; plan.json is written before anything starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harness.wire import ScenarioRun

SCHEMA = 2


@dataclass(frozen=True, slots=True)
class CalibrationRun:
    """A plant and the orders that must show it; a worker stops as soon as `until` have failed."""

    plant: str
    orders: tuple[ScenarioRun, ...]
    until: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a run does, in order. The same mission, seed and budget give the same plan.

    `subject`, `python` and `extras` are as they were asked for; an empty `python` is the harness's own.
    `redact` is what is redacted beside what the mission says, as it would stand there.
    """

    mission: str
    mission_digest: str
    overrides: Mapping[str, str]
    seed: int
    budget_trials: int
    budget_s: float | None
    subject: str
    python: str
    extras: tuple[str, ...]
    subject_digest: str
    plant: str | None
    scenarios: tuple[ScenarioRun, ...]
    calibration: tuple[CalibrationRun, ...]
    dx_probes: tuple[str, ...]
    redact: tuple[str | Mapping[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "mission": self.mission,
            "mission_digest": self.mission_digest,
            "overrides": dict(self.overrides),
            "seed": self.seed,
            "budget_trials": self.budget_trials,
            "budget_s": self.budget_s,
            "subject": self.subject,
            "python": self.python,
            "extras": list(self.extras),
            "subject_digest": self.subject_digest,
            "plant": self.plant,
            "scenarios": [s.to_json() for s in self.scenarios],
            "calibration": [
                {"plant": c.plant, "orders": [o.to_json() for o in c.orders], "until": list(c.until)}
                for c in self.calibration
            ],
            "dx_probes": list(self.dx_probes),
            "redact": list(self.redact),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        """Raises ValueError on a foreign schema, KeyError or TypeError on a plan that is none."""
        if data.get("schema") != SCHEMA:
            raise ValueError(f"plan schema {data.get('schema')!r}, expected {SCHEMA}")
        calibration = tuple(
            CalibrationRun(c["plant"], tuple(map(ScenarioRun.from_json, c["orders"])), tuple(c["until"]))
            for c in data["calibration"]
        )
        made: dict[str, Any] = {
            "scenarios": tuple(map(ScenarioRun.from_json, data["scenarios"])),
            "calibration": calibration,
            "dx_probes": tuple(data["dx_probes"]),
            "extras": tuple(data["extras"]),
            "redact": tuple(data.get("redact", ())),  # a plan of before has none
        }
        return cls(**{k: v for k, v in data.items() if k not in ("schema", *made)}, **made)
